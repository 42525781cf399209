import { describe, expect, it } from '@jest/globals';
import { exitTexts } from '../../src/codes/exits.ts';
import { everyCode } from '../../src/codes/lookup.ts';
import { EXIT } from '../../src/errors.ts';
import { accept } from '../http/servers.ts';
import { outputStream } from '../output/streams.ts';
import { longEnough } from '../time.ts';
import { run } from './run.ts';

describe('explain', () => {
  it('says what every published code means, in both languages', async () => {
    for (const code of everyCode()) {
      for (const lang of ['en', 'zh']) {
        const { code: exit, out, err } = await run(`explain ${code} --lang ${lang}`);
        expect([exit, err]).toEqual([0, '']);
        expect(out).toMatch(new RegExp(`^${code}  \\S`));
        expect(out).not.toMatch(/[{}]|undefined/);
      }
    }
  });

  it.each(Object.entries(EXIT))('says first what zego means by %s, %i', async (name, exit) => {
    const { meaning, hint } = exitTexts[name as keyof typeof EXIT];
    for (const [lang, label] of [
      ['en', 'exit code of zego'],
      ['zh', 'zego 的退出码'],
    ] as const) {
      const { code, out, err } = await run(`explain ${exit} --lang ${lang}`);
      expect([code, err]).toEqual([0, '']);
      const said = meaning[lang].replaceAll('`', '');
      expect(out.startsWith(`${exit}  ${said}  [${label}]\n  ${hint[lang]}\n`)).toBe(true);
      const document = await run(`explain ${exit} --lang ${lang} --json`);
      expect(document.json.exitMeaning).toEqual({ meaning: said, hint: hint[lang] });
    }
  });

  it('says of exit code 1 what stands without the table of the others', async () => {
    expect((await run('explain 1')).out).toMatch(
      /^1 {2}the API refused, for any reason that has no exit code of its own /,
    );
    expect((await run('explain 1 --lang zh')).out).toMatch(
      /^1 {2}API 拒绝了请求，且其原因没有单独的退出码 /,
    );
  });

  it('says then what the number means as a return code', async () => {
    const { out } = await run('explain 9');
    expect(out).toMatch(
      /^9 {2}outcome unknown: .*\n {2}It may have taken effect\. .*\n9 {2}The App /,
    );
    expect((await run('explain 9 --lang zh')).out).toMatch(
      /^9 {2}结果未知：.*\n {2}可能已生效。.*\n9 {2}该 App/,
    );
  });

  it('a return code that is no exit code is that alone', async () => {
    expect((await run('explain 5003')).out).toMatch(/^5003 {2}Authentication failed\./);
    expect((await run('explain 5003 --json')).json.exitMeaning).toBeNull();
  });

  it('a code of several families has a line for each', async () => {
    const { out } = await run('explain 3');
    expect(out).toMatch(
      /^3 {2}Authentication failed\. {2}\[relays, CDN and RTC bans, dispatch\]$/m,
    );
    expect(out).toMatch(/^3 {2}.* {2}\[rooms and users\]$/m);
  });

  it.each(['--lang zh', '--lang=zh'])('speaks Chinese when asked by %s', async (option) => {
    expect((await run(`explain 3 ${option}`)).out).toContain('鉴权');
  });

  it('an Action has one meaning, with its own facts', async () => {
    const { out } = await run('explain 30002 --action CreatCDNTransferRule');
    expect(out).toMatch(/^30002 {2}.* {2}\[CreatCDNTransferRule\]\n {2}.*10/);
    expect(out.split('\n')).toHaveLength(3);
  });

  it('is a document with --json', async () => {
    const { json, err } = await run('explain 3 --action forbidcdnlivestream --json');
    expect(json).toEqual({
      ok: true,
      command: 'explain',
      code: 3,
      action: 'ForbidCDNLiveStream',
      meanings: [
        {
          family: 'media',
          meaning: 'Authentication failed.',
          hint: expect.stringContaining('ServerSecret'),
          advice: 'fix-secret',
        },
      ],
      exitMeaning: null,
      exitCode: 0,
    });
    expect(err).toBe('');
  });

  it.each([
    ['4100', 'error: 4100 is not a published return code\nhint: Published: 41001, 41002'],
    ['7777', 'error: 7777 is not a published return code\n'],
    ['777 --action ForbidRTCStream', 'error: 777 is not a published return code\n'],
    [
      '1000000 --action ForbidRTCStream',
      'error: 1000000 is not a published return code\nhint: Published: 100000000',
    ],
  ])('refuses %s', async (line, message) => {
    const { code, err } = await run(`explain ${line}`);
    expect(code).toBe(2);
    expect(err.startsWith(message)).toBe(true);
  });

  it('sends the reader on when another family publishes the code', async () => {
    const { code, err } = await run('explain 123 --action ForbidRTCStream');
    expect(code).toBe(2);
    expect(err).toBe(
      'error: 123 is not documented for ForbidRTCStream\nhint: Other Actions do: zego explain 123\n',
    );
  });
});

/** Runs the emulator, does something with it when it is up, and interrupts it. */
async function emulate(line: string, work: (out: string) => Promise<unknown>) {
  const interruption = new AbortController();
  const stdout = outputStream();
  const up = new Promise<string>((resolve) => {
    const { write } = stdout;
    stdout.write = (text) => {
      write.call(stdout, text);
      resolve(text);
    };
  });
  const running = run(`emulator ${line}`, { stdout, interrupted: interruption.signal });
  try {
    const worked = await Promise.race([up.then(work), running.then(() => null)]);
    interruption.abort('SIGINT');
    return { result: await running, worked };
  } finally {
    interruption.abort('SIGINT');
  }
}

const envOf = (out: string) =>
  Object.fromEntries(
    out
      .trim()
      .split('\n')
      .map((line) => line.replace('export ', '').split('=')),
  );

describe('emulator', () => {
  it('prints the lines that point at it, logs what it is asked, and ends with 0', async () => {
    const { result, worked } = await emulate('', async (lines) => {
      expect(lines.match(/^export ZEGO_\w+=\S+$/gm)).toHaveLength(3);
      const env = envOf(lines);
      await run('cdn forbid --stream s1', { env });
      return run('cdn list', { env });
    });
    const { code, out, err } = result;
    expect(code).toBe(0);
    expect((worked as { out: string }).out).toContain('s1');
    expect(out.split('\n')).toHaveLength(4);
    const [note, ...log] = err.trim().split('\n');
    expect(note).toMatch(/^note: .*Ctrl-C/);
    expect(log[0]).toMatch(/ ForbidCDNLiveStream s1 200\/0 banned until /);
    expect(log[1]).toMatch(/ QueryForbidCDNLiveStream - 200\/0 1 banned$/);
  });

  it('is a document and NDJSON with --json', async () => {
    const { result } = await emulate('--json', async (text) => {
      const { env } = JSON.parse(text) as { env: Record<string, string> };
      await run('cdn list', { env });
      await run('cdn resume --stream s1', { env });
    });
    expect(result.json).toMatchObject({ ok: true, command: 'emulator' });
    const log = result.err
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(log).toHaveLength(2);
    expect(log[0]).toMatchObject({ action: 'QueryForbidCDNLiveStream', code: 0 });
    expect(log[0]).toHaveProperty('query.Signature', '***');
  });

  it('keeps its log to itself with --quiet', async () => {
    const { result } = await emulate('--quiet', async (lines) =>
      run('cdn list', { env: envOf(lines) }),
    );
    expect(result.err).toBe('');
  });

  it('acts out failures, in their order', async () => {
    const { worked } = await emulate('--fail 5003:1 --fail 5004:1', async (lines) => {
      const codes: number[] = [];
      for (let i = 0; i < 3; i++) {
        codes.push((await run('transfer clear --stream s1', { env: envOf(lines) })).code);
      }
      return codes;
    });
    expect(worked).toEqual([4, 1, 0]);
  });

  it('knows the streams that are live, and waits as long as it is told', async () => {
    const { worked } = await emulate('--live s1 --live s2 --latency 60s', async (lines) => {
      const env = envOf(lines);
      return longEnough(
        (timeout) => run(`stream status --stream s2 --timeout ${timeout}`, { env }),
        // Or it did not even connect.
        ({ code }) => code !== 6,
      );
    });
    expect(worked).toMatchObject({ code: 9 });
    const quick = await emulate('--live s1 --live s2 --latency 1ms', async (lines) =>
      run('stream status --stream s2', { env: envOf(lines) }),
    );
    expect(quick.worked).toMatchObject({ code: 0 });
  });

  it('ends at once where it was interrupted before', async () => {
    const { code } = await run('emulator', { interrupted: AbortSignal.abort('SIGTERM') });
    expect(code).toBe(0);
  });

  it('needs a port that is free', async () => {
    const [, port] = (await accept(() => {})).split(':');
    const { code, err } = await run(`emulator --port ${port}`);
    expect(code).toBe(2);
    expect(err).toContain(`port ${port}: it is in use`);
  });
});
