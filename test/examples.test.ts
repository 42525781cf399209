import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { defaultLoaders } from 'cosmiconfig';
import { documentOf } from './e2e/document.ts';
import { reply, serve } from './e2e/servers.ts';
import { type Ending, stage, startEmulator } from './e2e/zego.ts';
import { checkout, type Env, runScript } from './scripts.ts';

const { emulator } = stage();
const wrongSecret = (): Env => ({ ...emulator().env, ZEGO_SERVER_SECRET: 'f'.repeat(32) });
const streamsOf = async () => (await emulator().received()).flatMap(({ streams }) => streams);

describe.each(['sh', 'bash -e'])('under %s', (shell) => {
  /** Runs an example as an operator does, by its path. */
  const run = (line: string, env: Env, cwd?: string) =>
    runScript(shell, `${shell} examples/${line}\n`, env, cwd);

  describe('stop-relays.sh', () => {
    const ids = () => checkout({ 'ids.txt': 'rtc01\n\n-rtc02\n--rtc03' });
    const stop = (env: Env) =>
      run('stop-relays.sh ids.txt rtmp://live.example.com/app', env, ids());

    it('stops each, whatever the lines of the file look like', async () => {
      const { code, err } = await stop(emulator().env);
      expect([code, err]).toEqual([0, '']);
      const sent = await emulator().received();
      expect(sent.map(({ streams }) => streams)).toEqual([['rtc01'], ['-rtc02'], ['--rtc03']]);
      expect(sent[0]?.query.CDNUrl).toBe('rtmp://live.example.com/app/rtc01');
    });

    it('names what was not stopped, and goes on', async () => {
      const codes: Record<string, number> = { rtc01: 5007, '-rtc02': 1 };
      const { url, queries } = await serve((response) => {
        reply(response, codes[queries.at(-1)?.get('StreamId') ?? ''] ?? 0);
      });
      const env = { ...emulator().env, ZEGO_ENDPOINT: url, ZEGO_TIMEOUT: '3s' };
      const { code, err } = await stop(env);
      expect(code).toBe(1);
      expect(err).toMatch(/^rtc01: rate limit, run again$/m);
      expect(err).toMatch(/^-rtc02: not stopped \(exit code 1\)$/m);
      expect(queries.at(-1)?.get('StreamId')).toBe('--rtc03');
    });

    it('says where the outcome is unknown', async () => {
      const { url } = await serve((response) => response.end('not JSON'));
      const { code, err } = await stop({ ...emulator().env, ZEGO_ENDPOINT: url });
      expect(code).toBe(1);
      expect(err).toMatch(/^rtc01: outcome unknown, look at the CDN$/m);
    });

    it('goes on where a call cannot be sent: the next may get through', async () => {
      const { code, err } = await stop({ ...emulator().env, ZEGO_ENDPOINT: 'http://127.0.0.1:1' });
      expect(code).toBe(1);
      expect(err.match(/: not stopped \(exit code 6\)$/gm)).toHaveLength(3);
    });

    it.each<[number, string, () => Env]>([
      [4, 'the credentials are wrong', wrongSecret],
      [3, 'there are none', () => ({})],
      [2, 'zego is used wrongly', () => ({ ...emulator().env, ADDRESS: 'x' })],
    ])('ends with %d at the first when %s', async (wanted, _, env) => {
      const { ADDRESS = 'rtmp://live.example.com/app', ...rest } = env();
      const ending = await run(`stop-relays.sh ids.txt ${ADDRESS}`, rest, ids());
      expect(ending).toMatchObject({ code: wanted });
      expect(await streamsOf()).toEqual(wanted === 4 ? ['rtc01'] : []);
    });

    it.each([
      ['idz.txt rtmp://live.example.com/app', '(idz.txt must be a readable file)'],
      ['. rtmp://live.example.com/app', '(. must be a readable file)'],
      ['ids.txt', 'usage: sh stop-relays.sh'],
      ['', 'usage: sh stop-relays.sh'],
    ])('refuses %j, and stops nothing', async (words, why) => {
      const { code, err } = await run(`stop-relays.sh ${words}`, emulator().env, ids());
      expect(code).toBe(2);
      expect(err).toContain(why);
      expect(await streamsOf()).toEqual([]);
    });
  });

  describe('rehearse.sh leaves no emulator behind', () => {
    const rehearse = (command: string, env: Env = {}) => run(`rehearse.sh ${command}`, env);

    it.each([
      ['zego cdn list', 0],
      ['zego stream status --stream nobody', 8],
    ])('and ends as its command does: %s', async (command, code) => {
      expect(await rehearse(command)).toMatchObject({ code });
    });

    it('and gives options to the emulator', async () => {
      const env = { EMULATOR: '--live s1 --fail 1:1' };
      expect(await rehearse('zego cdn list', env)).toMatchObject({ code: 1 });
      expect(
        await rehearse('zego stream status --stream s1', { EMULATOR: '--live s1' }),
      ).toMatchObject({ code: 0 });
    });

    it('and wants a command', async () => {
      const { code, err } = await run('rehearse.sh', {});
      expect([code, err]).toEqual([2, 'usage: sh rehearse.sh COMMAND ...\n']);
    });

    it('when it is ended itself', async () => {
      const { code, out } = await rehearse(`sh -c 'echo begun; kill -TERM "$PPID"'`);
      expect([code, out]).toEqual([1, 'begun\n']);
    });

    it('and says why when it cannot start one', async () => {
      const { code, err } = await rehearse('echo begun', { EMULATOR: '--port 70000' });
      expect(code).toBe(1);
      expect(err).toContain('--port "70000"');
    });
  });
});

interface Job {
  readonly env?: Env;
  readonly steps: readonly { readonly run?: string; readonly shell?: string; readonly env?: Env }[];
}

describe('github-actions.yml', () => {
  const path = 'examples/github-actions.yml';
  const workflow = defaultLoaders['.yml'](path, readFileSync(path, 'utf8'));
  const { jobs } = workflow as { readonly jobs: Readonly<Record<'stop' | 'rehearse', Job>> };

  /** Runs the `run:` lines of a job one after the other, as the runner does, up to the first that fails. */
  async function runJob({ env, steps }: Job, contexts: Env, outside: Env, cwd: string) {
    const filledIn = (text: string) =>
      text.replace(/\$\{\{ (.*?) \}\}/g, (_, context) => contexts[context] ?? '');
    const given = (some: Env = {}): Env =>
      Object.fromEntries(Object.entries(some).map(([name, text]) => [name, filledIn(text)]));
    // Nothing is asked of a registry: the package brings no other.
    const npm = { npm_config_prefix: join(cwd, 'prefix'), npm_config_audit: 'false' };
    let last: Ending = { code: 0, out: '', err: '', host: undefined };
    for (const { run, shell, env: own } of steps) {
      if (run === undefined || last.code !== 0) continue;
      const program = shell === 'bash' ? 'bash --noprofile --norc -eo pipefail' : 'bash -e';
      last = await runScript(
        program,
        run,
        { ...npm, ...outside, ...given(env), ...given(own) },
        cwd,
      );
    }
    return last;
  }

  it('stops a stream, and keeps the document and the exit code of zego', async () => {
    for (const [env, code] of [
      [(await startEmulator('--live', 's1')).env, 0],
      [wrongSecret(), 4],
    ] as const) {
      const cwd = checkout();
      const contexts = {
        'vars.ZEGO_APP_ID': env.ZEGO_APP_ID ?? '',
        'vars.ZEGO_TARBALL': process.cwd(),
        'secrets.ZEGO_SERVER_SECRET': env.ZEGO_SERVER_SECRET ?? '',
        'inputs.stream': 's1',
      };
      const outside = { ZEGO_ENDPOINT: env.ZEGO_ENDPOINT ?? '' };
      const ending = await runJob(jobs.stop, contexts, outside, cwd);
      expect(documentOf(ending)).toMatchObject({ streams: ['s1'], exitCode: code });
      expect(readFileSync(join(cwd, 'result.json'), 'utf8')).toBe(ending.out);
      expect(readdirSync(join(cwd, 'prefix', 'bin'))).toEqual(['zego']);
    }
  });

  it('rehearses a runbook without credentials', async () => {
    const contexts = { 'vars.ZEGO_TARBALL': process.cwd() };
    expect(await runJob(jobs.rehearse, contexts, {}, checkout())).toMatchObject({ code: 0 });
  });
});
