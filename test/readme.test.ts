import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { documentOf } from './e2e/document.ts';
import { reply, serve } from './e2e/servers.ts';
import { bare, bin, type Ending, folder, stage, startEmulator } from './e2e/zego.ts';

// A recipe runs many processes one after the other.
jest.setTimeout(60_000);

const readme = readFileSync('README.md', 'utf8');
/** The first fenced block below a heading. */
function blockUnder(heading: string): string {
  const [, below] = readme.split(`# ${heading}\n`);
  const [, block] = /^```\w+\n(.*?)^```$/ms.exec(below ?? '') ?? [];
  if (block === undefined) throw new Error(`README.md has no block under ${heading}`);
  return block;
}

const programs = mkdtempSync(join(tmpdir(), 'zego-programs-'));
symlinkSync(bin, join(programs, 'zego'));
writeFileSync(join(programs, 'sleep'), '#!/bin/sh\n', { mode: 0o755 });
const groups = new Set<number>();
afterAll(() => {
  for (const group of groups) process.kill(-group, 'SIGKILL');
  rmSync(programs, { recursive: true });
});

type Env = Readonly<Record<string, string>>;

/**
 * Runs a script as a file of a folder, with zego in the PATH and a sleep that takes no time. Every
 * process that comes of it holds the fourth stream open: it has ended only when all of them have.
 */
async function run(shell: string, script: string, env: Env = {}, cwd = folder()): Promise<Ending> {
  writeFileSync(join(cwd, 'recipe.sh'), script);
  const [program = '', ...words] = [...shell.split(' '), 'recipe.sh'];
  const child = spawn(program, words, {
    cwd,
    env: { ...bare, ...env, PATH: `${programs}:${bare.PATH}` },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    detached: true,
  });
  const group = child.pid as number;
  groups.add(group);
  const closed = once(child, 'close');
  const [out = '', err = ''] = await Promise.all(
    child.stdio.slice(1).map((stream) => text(stream as Readable)),
  );
  const [code] = await closed;
  groups.delete(group);
  return { code, out, err };
}

const { emulator } = stage();
const wrongSecret = () => ({ ...emulator().env, ZEGO_SERVER_SECRET: 'f'.repeat(32) });
const streamsOf = async () => (await emulator().received()).flatMap(({ streams }) => streams);

describe.each(['sh', 'bash -e'])('under %s', (shell) => {
  describe('"Stop many relays"', () => {
    const recipe = blockUnder('Stop many relays');
    const ids = () => folder({ 'ids.txt': 'rtc01\n\n-rtc02\n--rtc03' });

    it('stops each, whatever the lines of the file look like', async () => {
      const { code, err } = await run(shell, recipe, emulator().env, ids());
      expect([code, err]).toEqual([0, '']);
      expect(await streamsOf()).toEqual(['rtc01', '-rtc02', '--rtc03']);
    });

    it('names what was not stopped, and goes on', async () => {
      const failing = await startEmulator('--fail', '5007:3', '--fail', '1:1');
      const { code, err } = await run(shell, recipe, failing.env, ids());
      expect(code).toBe(1);
      expect(err).toMatch(/^rtc01: rate limit, run again$/m);
      expect(err).toMatch(/^-rtc02: not stopped \(exit code 1\)$/m);
      expect(await failing.received()).toHaveLength(5);
      await failing.stop();
    });

    it('says where the outcome is unknown', async () => {
      const { url } = await serve((response) => response.end('not JSON'));
      const { code, err } = await run(
        shell,
        recipe,
        { ...emulator().env, ZEGO_ENDPOINT: url },
        ids(),
      );
      expect(code).toBe(1);
      expect(err).toMatch(/^rtc01: outcome unknown, look at the CDN$/m);
    });

    it('ends at the first when the credentials are wrong', async () => {
      expect(await run(shell, recipe, wrongSecret(), ids())).toMatchObject({ code: 4 });
      expect(await streamsOf()).toEqual(['rtc01']);
    });
  });

  describe('"Ban a stream and wait until it is gone"', () => {
    const recipe = blockUnder('Ban a stream and wait until it is gone');

    it('ends when it is gone', async () => {
      const live = await startEmulator('--live', 'rtc01');
      expect(await run(shell, recipe, live.env)).toMatchObject({
        code: 0,
        err: expect.any(String),
      });
      expect((await live.received()).map(({ action }) => action)).toEqual([
        'ForbidRTCStream',
        'DescribeRTCStreamState',
      ]);
      await live.stop();
    });

    it('ends when the ban is refused', async () => {
      expect(await run(shell, recipe, wrongSecret())).toMatchObject({ code: 4 });
      expect(await streamsOf()).toEqual(['rtc01']);
    });

    it('ends when the state cannot be had', async () => {
      const { url, queries } = await serve((response, nth) =>
        reply(response, nth === 1 ? 0 : 5003),
      );
      const ending = await run(shell, recipe, { ...emulator().env, ZEGO_ENDPOINT: url });
      expect(ending).toMatchObject({ code: 4, err: expect.stringContaining('5003') });
      expect(queries).toHaveLength(2);
    });

    it('says so when it does not go', async () => {
      const { url, queries } = await serve((response) => reply(response, 0));
      const { code, err } = await run(shell, recipe, { ...emulator().env, ZEGO_ENDPOINT: url });
      expect(code).toBe(1);
      expect(err).toMatch(/^rtc01: banned, but still live\n$/m);
      expect(queries).toHaveLength(11);
    });
  });

  describe('"CI without the service" leaves no emulator behind', () => {
    const recipe = blockUnder('CI without the service');
    const rehearse = (runbook: string, files = {}, env?: Env) =>
      run(shell, recipe, env, folder({ 'runbook.sh': runbook, ...files }));

    it.each([
      ['zego cdn list', 0],
      ['zego stream status --stream nobody', 8],
    ])('and ends as its runbook does: %s', async (line, code) => {
      expect(await rehearse(line)).toMatchObject({ code });
    });

    it('and heeds none of an earlier run', async () => {
      const stale = { 'emulator.env': 'export ZEGO_ENDPOINT=nowhere ZEGO_APP_ID=1\n' };
      expect(await rehearse('zego cdn list', stale)).toMatchObject({ code: 0 });
    });

    it('when it is ended itself', async () => {
      const { code, out } = await rehearse('echo begun; kill -TERM "$PPID"');
      expect([code, out]).toEqual([1, 'begun\n']);
    });

    it('and says why when it cannot start one', async () => {
      const { code, err } = await rehearse('echo begun', {}, { NODE_OPTIONS: '--no-such-option' });
      expect(code).toBe(1);
      expect(err).toContain('--no-such-option is not allowed');
    });
  });
});

describe('"GitHub Actions"', () => {
  const recipe = blockUnder('GitHub Actions');
  const [, script = ''] = /^ *run: (.*)$/m.exec(recipe) ?? [];
  // What the runner makes of a step with `shell: bash`, and of one without.
  const shell = /^ *shell: bash$/m.test(recipe)
    ? 'bash --noprofile --norc -eo pipefail'
    : 'bash -e';

  it('keeps the document, and the exit code of zego', async () => {
    for (const [env, code] of [
      [emulator().env, 0],
      [wrongSecret(), 4],
    ] as const) {
      const cwd = folder();
      const ending = await run(shell, script, { ...env, STREAM: 's1' }, cwd);
      expect(documentOf(ending)).toMatchObject({ streams: ['s1'], exitCode: code });
      expect(readFileSync(join(cwd, 'result.json'), 'utf8')).toBe(ending.out);
    }
  });
});

it('the document under "Output" has the keys of a real one', async () => {
  const { out } = await run('sh', 'zego cdn list --json', emulator().env);
  expect(Object.keys(JSON.parse(blockUnder('Output')))).toEqual(Object.keys(JSON.parse(out)));
});

it('the demo goes well whatever the environment says', async () => {
  const env = { ZEGO_PROFILE: 'prod', ZEGO_TIMEOUT: '1ms', ZEGO_ENDPOINT: 'nowhere' };
  const { code, out } = await run('sh', `node '${join(process.cwd(), 'tools/demo.js')}'`, env);
  expect(out).toMatch(/All four went as they should\.\n$/);
  expect(code).toBe(0);
});
