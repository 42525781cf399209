import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { LogEntry } from '../../src/emulator/log.ts';
import { tooOften } from '../delayed-calls.ts';
import { bin, folder, launch, modules, stage } from './zego.ts';

const { begin, emulator } = stage();

const url = '--url rtmp://cdn.example/live/x';
/** What was refused for the rate, or for anything else. */
const refusals = (log: readonly LogEntry[]) => [
  ...tooOften(log),
  ...log.filter(({ code }) => code !== 0 && code !== 5007),
];

describe('many processes draw Sequences from one state directory', () => {
  // Each process on a clock of its own that jumps to and fro by an hour.
  const drawing = (parts: string) => `
    import { randomBytes } from 'node:crypto';
    import { drawFrom, drawRollover } from '${parts}/coordination/sequence.js';
    import { fileJournals } from '${parts}/coordination/file-journal.js';
    const uptime = () => Number(process.hrtime.bigint()) / 1e6;
    const token = () => randomBytes(6).toString('hex');
    let drift = 0;
    const clock = { now: () => Date.now() + drift, token };
    const log = fileJournals(process.argv[1], token)('1/sequence', drawRollover);
    const draws = [];
    for (let count = 0; count < 10; count++) {
      drift = (Math.floor(Math.random() * 3) - 1) * 3_600_000;
      const began = uptime();
      const sequence = drawFrom(log, clock);
      draws.push({ began, ended: uptime(), sequence });
    }
    console.log(JSON.stringify(draws));`;

  interface Draw {
    readonly began: number;
    readonly ended: number;
    readonly sequence: number;
  }

  it('30 processes, 10 each: no number twice, none out of order', async () => {
    const state = join(folder(), 'state');
    mkdirSync(state);
    const parts = await modules('coordination/sequence', 'coordination/file-journal');
    const words = ['--input-type=module', '-e', drawing(parts), state];
    const runs = Array.from({ length: 30 }, () => launch(process.execPath, words).ended);
    const drawn = (await Promise.all(runs)).map(({ out, err }): readonly Draw[] => {
      expect(err).toBe('');
      return JSON.parse(out);
    });
    const all = drawn.flat();
    expect(new Set(all.map(({ sequence }) => sequence)).size).toBe(300);
    // Whoever began after another had ended, also in another process, has the greater number.
    const swapped = all.filter((late) =>
      all.some((early) => early.ended < late.began && early.sequence >= late.sequence),
    );
    expect(swapped).toEqual([]);
    for (const draws of drawn) {
      const numbers = draws.map(({ sequence }) => sequence);
      expect([...numbers].sort((a, b) => a - b)).toEqual(numbers);
    }
  });
});

it('40 commands, eight at a time: all succeed, and none came too fast or out of order', async () => {
  const script = `seq 40 | xargs -P8 -I{} "$1" transfer stop --stream x{} ${url}`;
  const run = await launch('sh', ['-c', script, 'sh', bin], { env: emulator().env }).ended;
  const log = await emulator().received();
  expect(refusals(log)).toEqual([]);
  expect(new Set(log.flatMap(({ streams }) => streams)).size).toBe(40);
  expect(log.filter(({ code }) => code === 0)).toHaveLength(40);
  expect(run.code).toBe(0);
  expect(run.out.match(/^Stop of the relay of x\d+ /gm)).toHaveLength(40);
});

it('killing some of them changes nothing for the others', async () => {
  const commands = Array.from({ length: 24 }, (_, number) =>
    begin(`transfer stop --stream k${number} ${url} --timeout 1m`),
  );
  const [victims, others] = [0, 1].map((kind) =>
    commands.filter((_, number) => (number % 3 === 0 ? 0 : 1) === kind),
  );
  const log: LogEntry[] = [];
  // One dies with every second request, wherever it is by then.
  const killing = (async () => {
    for (const { child } of victims) {
      child.kill('SIGKILL');
      log.push(await emulator().next(), await emulator().next());
    }
  })();
  const ends = await Promise.all(others.map(({ ended }) => ended));
  await killing;
  expect(ends.map(({ code, err }) => [code, /^error.*/m.exec(err)?.[0]])).toEqual(
    Array(16).fill([0, undefined]),
  );
  await Promise.all(victims.map(({ ended }) => ended));
  log.push(...(await emulator().received()));
  expect(log.length).toBeGreaterThanOrEqual(16);
  expect(refusals(log)).toEqual([]);
});

describe('where nothing can be kept', () => {
  // An emulator of its own: such a command cannot know what the others have sent within the second.
  const alone = stage();

  it('a command warns once and goes on', async () => {
    const env = { HOME: '/dev/null', XDG_STATE_HOME: undefined };
    const { code, err, sent } = await alone.zego(`transfer stop --stream alone ${url}`, { env });
    expect(code).toBe(0);
    expect(err.match(/^warning: .*/gm)).toEqual([
      expect.stringContaining('other zego processes are not taken into account: '),
    ]);
    expect(sent).toMatchObject([{ code: 0, streams: ['alone'] }]);
  });
});
