import { spawnSync } from 'node:child_process';
import {
  closeSync,
  constants,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, describe, expect, it } from '@jest/globals';
import { processStream } from '../../src/platform/stdio.ts';

const folder = mkdtempSync(join(tmpdir(), 'zego-stdio-'));
const opened: number[] = [];
const open = (...how: Parameters<typeof openSync>) => {
  const fd = openSync(...how);
  opened.push(fd);
  return fd;
};
afterAll(() => {
  for (const fd of opened) closeSync(fd);
  rmSync(folder, { recursive: true });
});

/** Node's stream, as far as ours knows it. */
function nodeStream() {
  const pass = new PassThrough();
  return { pass, node: pass as unknown as NodeJS.WriteStream };
}
const never = () => {
  throw new Error("Node's stream is not wanted");
};

describe('a stream that is no terminal', () => {
  it.each([join(folder, 'file'), '/dev/null'])(
    "is written to without Node's stream: %s",
    async (path) => {
      const output = processStream(open(path, 'w'), never, never);
      output.write('one ');
      output.write('two 流');
      await output.flushed();
      expect([output.isTTY, output.columns]).toEqual([false, 0]);
      expect(readFileSync(path, 'utf8')).toBe(path === '/dev/null' ? '' : 'one two 流');
    },
  );

  it('leaves what a slow reader does not take to that stream, and all that follows', async () => {
    const path = join(folder, 'fifo');
    expect(spawnSync('mkfifo', [path]).status).toBe(0);
    const reader = open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const writer = open(path, constants.O_WRONLY | constants.O_NONBLOCK);
    const { pass, node } = nodeStream();
    const output = processStream(writer, () => node, never);
    const long = '流'.repeat(1000);
    for (let count = 0; count < 40; count++) output.write(long);
    output.write('end');
    const taken = Buffer.alloc(400_000);
    const length = readSync(reader, taken);
    expect(length).toBeGreaterThan(0);
    pass.end();
    const rest = await buffer(pass);
    const whole = Buffer.concat([taken.subarray(0, length), rest]).toString();
    expect(whole).toBe(`${long.repeat(40)}end`);
  });

  it('tells what went wrong', async () => {
    const lost: string[] = [];
    // A file that is open for reading takes nothing.
    const output = processStream(open('/dev/null', 'r'), never, (code) => lost.push(code));
    output.write('x');
    await output.flushed();
    expect(lost).toEqual(['EBADF']);
  });

  it('leaves a long text to the stream, where a reader that stands still holds nobody up', () => {
    const { pass, node } = nodeStream();
    const output = processStream(open('/dev/null', 'w'), () => node, never);
    output.write('x'.repeat(4097));
    expect(pass.read()).toHaveLength(4097);
  });

  it('tells what goes wrong with the stream, but not that the reader went away', () => {
    const lost: string[] = [];
    const { pass, node } = nodeStream();
    const output = processStream(
      open('/dev/null', 'w'),
      () => node,
      (code) => lost.push(code),
    );
    output.write('x'.repeat(4097));
    for (const code of ['EPIPE', 'ENOSPC'])
      pass.emit('error', Object.assign(new Error(), { code }));
    expect(lost).toEqual(['ENOSPC']);
  });
});

it('a stream that may be a terminal asks the stream', () => {
  const { pass, node } = nodeStream();
  Object.assign(node, { isTTY: true, columns: 80 });
  // Not known at all, as on systems where it cannot be told.
  const output = processStream(-1, () => node, never);
  expect([output.isTTY, output.columns]).toEqual([true, 80]);
  node.columns = 40;
  expect(output.columns).toBe(40);
  output.write('a');
  expect(String(pass.read())).toBe('a');
});
