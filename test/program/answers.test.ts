import { describe, expect, it } from '@jest/globals';
import { deserted, serve } from '../http/servers.ts';
import { longEnough } from '../time.ts';
import { pointedAt, rehearse, run } from './run.ts';

const url = 'rtmp://cdn.example/live/s1?key=a%26b&x=1';
const requestId = /\nAppId 1234567890, RequestId \d{19}\n$/;

describe('a command that succeeds says so on stdout, and its notes on stderr', () => {
  it.each([
    [
      `transfer start --stream s1 --url ${url}`,
      'Relay of s1 to rtmp://cdn.example/live/s1?key=***&x=*** accepted.',
      'the spelling: zego stream status --stream s1',
    ],
    [
      `transfer stop --stream s1 --url ${url}`,
      'Stop of the relay of s1',
      'zego cdn forbid --stream s1',
    ],
    [
      'transfer clear --stream s1',
      'Clearing pending relay tasks accepted: s1',
      'Relays that are running go on',
    ],
    [
      'cdn forbid --stream s1',
      'Ban of s1 accepted, not yet done (code 0).',
      'A relayed one goes on',
    ],
    [
      'cdn resume --stream s1',
      'Lifting the CDN ban of s1 accepted, if there was one; not yet done',
      'zego stream resume --stream s1',
    ],
    [
      'stream forbid --stream s1',
      'RTC ban in force: s1. It does not end by itself; to lift it: zego stream resume --stream s1\n',
      'does not exist is banned all the same',
    ],
    ['stream forbid --stream a --stream b', 'RTC ban in force: a, b', 'does not exist'],
    ['stream resume --stream s1', 'RTC ban lifted, if there was one: s1', 'A CDN ban stays'],
  ])('%s', async (line, done, note) => {
    const { zego } = await rehearse();
    const { code, out, err } = await zego(line);
    expect(code).toBe(0);
    expect(out.startsWith(done)).toBe(true);
    expect(out).toMatch(requestId);
    expect(err).toContain(note);
    const said = err.split('\n').filter(Boolean);
    for (const one of said) expect(one).toMatch(/^note: /);
    expect(said.length).toBeLessThanOrEqual(3);
  });

  it('a ban shows the CDNs, the time it ends, and who ignores that', async () => {
    const { zego } = await rehearse();
    const { out, err } = await zego('cdn forbid --stream s1 --for 2h');
    expect(out).toMatch(/\nEnds on ws: \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ \(.* here\)\n/);
    expect(out).toMatch(/\nEnds on tencent: about .* \(.* here\), after 1 day by default\n/);
    expect(out).toMatch(/\nCDN +RESULT\nws +success append purge tasks\.\ntencent +success/);
    expect(err).toMatch(/^note: tencent: ResumeTime is ignored there\./);
  });

  it('a resume time in the past is sent, with a warning', async () => {
    const { zego, sent } = await rehearse();
    const { code, err } = await zego('cdn forbid --stream s1 --resume 2025-02-01T00:00:00Z');
    expect(code).toBe(0);
    expect(err).toMatch(/^warning: The resume time 2025-02-01T00:00:00Z is in the past/);
    expect(sent[0]!.query).toMatchObject({ StreamId: 's1', ResumeTime: '2025-02-01T00:00:00Z' });
  });

  it('a list shows what was banned', async () => {
    const { zego } = await rehearse();
    expect((await zego('cdn list')).out).toContain('(none)');
    await zego('cdn forbid --stream s1');
    const { out } = await zego('cdn list');
    expect(out).toMatch(/\nCHANNEL .*\n.*rtmp:\/\/\S+\/s1 /);
    await zego('cdn resume --stream s1');
    expect((await zego('cdn list')).out).toContain('(none)');
  });

  it('addresses stand alone, for other programs', async () => {
    const { zego } = await rehearse();
    const { out, err } = await zego(
      'rtmp dispatch --stream s1 --type push --client-ip 203.0.113.7',
    );
    expect(out).toMatch(/^(rtmp:\/\/\S+\n)+$/);
    expect(err).toMatch(/^note: AppId 1234567890, RequestId \d{19}\n$/);
  });
});

describe('stream status', () => {
  it('0 where it is live', async () => {
    const { zego } = await rehearse({ live: ['s1'] });
    const { code, out } = await zego('stream status --stream s1');
    expect([code, out.split('\n')[0]]).toEqual([0, 's1 is live.']);
    expect(out).toMatch(/\ncreated {2}\d{4}-/);
  });

  it('8 where it is not, which is an answer', async () => {
    const { zego } = await rehearse({ live: ['s1'], fail: [{ code: 41006, count: 2 }] });
    const { code, out, err } = await zego('stream status --stream s1');
    expect([code, out.split('\n')[0]]).toEqual([8, 'Not live: the stream exists and is closed.']);
    expect(err).not.toContain('error');
    const { json } = await zego('stream status --stream s1 --json');
    expect(json).toMatchObject({ ok: true, code: 41006, exitCode: 8, error: null });
  });

  it('8 where it was never seen, which may be a wrong id', async () => {
    const { zego } = await rehearse();
    const { code, out, err } = await zego('stream status --stream s1');
    expect([code, out.split('\n')[0]]).toEqual([
      8,
      expect.stringMatching(/^Not live: .* not seen/),
    ]);
    expect(err).toMatch(/^note: .*--stream s1/);
    expect(err).not.toMatch(/^(error|hint):/m);
    const { json } = await zego('stream status --stream s1 --json');
    expect(json).toMatchObject({ ok: false, code: 41004, exitCode: 8, error: null });
  });
});

describe('a command that fails', () => {
  it.each([
    [5004, 1],
    [5003, 4],
    [100000004, 4],
    [5007, 5],
  ])('with code %d says so on stderr alone and exits %d', async (fail, exit) => {
    const { zego } = await rehearse({ fail: [{ code: fail, count: 99 }] });
    const line = `transfer stop --stream s1 --url ${url} --timeout 3s`;
    const { code, out, err } = await zego(line);
    expect([code, out]).toEqual([exit, '']);
    expect(err).toMatch(
      new RegExp(
        `^error: transfer stop s1: .* \\(code ${fail} "failed on request \\(--fail\\)", AppId 1234567890, RequestId \\d{19}\\)\nhint: .*\n$`,
      ),
    );
  });

  it('tells apart what a code means to an Action', async () => {
    const { zego } = await rehearse({ fail: [{ code: 3, count: 1 }] });
    const { code, err } = await zego('cdn list');
    expect(code).toBe(4);
    expect(err).toContain('hint: Check that the ServerSecret from ZEGO_SERVER_SECRET belongs');
  });

  it('6 when nobody listens', async () => {
    const { code, err } = await run('cdn list', { env: pointedAt(`http://${await deserted()}`) });
    expect(code).toBe(6);
    expect(err).toMatch(/^error: cdn list: cannot connect to .*; nothing was sent\nhint: /);
  });

  it('9 when the answer is lost, with the way to find out', async () => {
    const origin = await serve((request) => request.socket.destroy());
    const { code, err } = await run('stream forbid --stream s1', { env: pointedAt(origin) });
    expect(code).toBe(9);
    expect(err).toMatch(
      /^error: .* went out, .*; it may have taken effect \(3 attempts went out\)\nhint: .*stream status --stream s1/,
    );
  });

  it('9 when the time runs out after the request', async () => {
    const unanswered = async (timeout: string) => {
      let received = false;
      const origin = await serve(() => {
        received = true;
      });
      const result = await run(`cdn list --timeout ${timeout}`, { env: pointedAt(origin) });
      return { result, received };
    };
    const { result } = await longEnough(unanswered, ({ received }) => received);
    const { code, err } = result;
    expect(code).toBe(9);
    expect(err).toMatch(/the answer was lost \(nothing within \d+ ms\)/);
  });

  it('5 when the service turns it away without a word', async () => {
    const origin = await serve((_, response) => response.writeHead(429).end());
    const { code, err } = await run('cdn list --timeout 3s', { env: pointedAt(origin) });
    expect(code).toBe(5);
    expect(err).toContain('QueryForbidCDNLiveStream takes 20 calls a second');
  });
});

describe('more ids than one call takes', () => {
  const ids = Array.from({ length: 21 }, (_, i) => `s${i}`);
  const line = ['stream', 'forbid', ...ids.flatMap((id) => ['--stream', id])];

  it('make two calls, with Sequences that increase', async () => {
    const { zego, sent } = await rehearse();
    const { code, out } = await zego(line);
    expect(code).toBe(0);
    expect(out.match(/RTC ban in force/g)).toHaveLength(2);
    expect(sent.map(({ streams }) => streams)).toEqual([ids.slice(0, 20), ids.slice(20)]);
    const [first, second] = sent.map(({ query }) => Number(query.Sequence));
    expect(second).toBeGreaterThan(first!);
  });

  it('7 when one of them fails, and both are told of', async () => {
    const { zego } = await rehearse({ fail: [{ code: 42003, count: 3 }] });
    const { code, out, err } = await zego(line);
    expect(code).toBe(7);
    expect(out).toContain('RTC ban in force: s20');
    expect(err).toMatch(/^error: stream forbid s0, s1, /);
  });

  it('stand one by one in the document', async () => {
    const { zego } = await rehearse({ fail: [{ code: 42003, count: 3 }] });
    const { json } = await zego([...line, '--json']);
    expect(json).toMatchObject({ ok: false, code: 42003, exitCode: 7, streams: ids });
    expect(json.calls).toMatchObject([
      { ok: false, streams: ids.slice(0, 20), code: 42003, exitCode: 1 },
      { ok: true, streams: ['s20'], code: 0, exitCode: 0 },
    ]);
  });
});

describe('the test environment', () => {
  it('is named in the result of many calls too', async () => {
    const { zego } = await rehearse();
    const many = Array.from({ length: 21 }, (_, n) => `--stream=s${n}`);
    const { json } = await zego(['stream', 'forbid', '--test', '--json', ...many]);
    expect(json.meaning).toMatch(/^Test environment: RTC ban in force: s0, /);
  });

  it.each(['--test', 'ZEGO_TEST'])(
    '%s sends IsTest and the prefix where it belongs',
    async (way) => {
      const { zego, sent } = await rehearse();
      const env = way === 'ZEGO_TEST' ? { env: { ZEGO_TEST: '1' } } : {};
      const option = way === '--test' ? ' --test' : '';
      expect((await zego(`stream forbid --stream s1${option}`, env)).code).toBe(0);
      expect((await zego(`stream resume --stream zegotest-1234567890-s1${option}`, env)).code).toBe(
        0,
      );
      expect((await zego(`cdn forbid --stream s1${option}`, env)).code).toBe(0);
      expect(sent.map(({ query }) => [query.StreamId, query.IsTest])).toEqual([
        ['zegotest-1234567890-s1', 'true'],
        ['zegotest-1234567890-s1', 'true'],
        ['s1', 'true'],
      ]);
    },
  );
});

describe('what the service says', () => {
  const answering = async (body: object) =>
    pointedAt(await serve((_, response) => void response.end(JSON.stringify(body))));

  it('shows no stream key as RequestId either', async () => {
    const env = await answering({ Code: 0, RequestId: url, Data: null });
    const { out } = await run(`transfer stop --stream s1 --url ${url}`, { env });
    expect(out).toContain('RequestId rtmp://cdn.example/live/s1?***');
    const json = (await run(`transfer stop --stream s1 --url ${url} --json`, { env })).json;
    expect(json.requestId).toBe('rtmp://cdn.example/live/s1?***');
  });

  it('is shown as far as anybody reads it, while Data stays exact for scripts', async () => {
    const long = '\u007f'.repeat(500_000);
    const env = await answering({ Code: 5003, Message: long, Data: long });
    const { err } = await run('cdn list', { env });
    expect(err).toContain('\\u{7f}... (500000 characters)');
    const { json } = await run('cdn list --json', { env });
    expect(json.message).toBe(`${long.slice(0, 4096)}... (500000 characters)`);
    expect(json.data).toBe(long);
  });
});
