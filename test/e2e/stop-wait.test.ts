import { describe, expect, it } from '@jest/globals';
import { documentOf } from './document.ts';
import {
  closed,
  live,
  refused,
  reset,
  type Scripted,
  type State,
  unknown,
} from './stream-states.ts';
import { waiting } from './waits.ts';
import { stage } from './zego.ts';

const line = 'stop --stream s1 --stable 1s --wait-timeout 30s';
/** For what would take until the time is over. */
const short = 'stop --stream s1 --stable 500ms --wait-timeout 1500ms';
const ok: State = { at: 0, code: 0 };

/** The answers to the bans in RTC and on the CDN, as often as each is asked. */
const levers = (rtc: Scripted = ok, cdn: Scripted = ok) => [rtc, cdn];
/** Live at first, and closed when the server says so. */
const goesOff = [live(1), closed(3, 2), closed(4, 2)];

describe('zego stop waits for the verdict', () => {
  it('seen live, then off: 0, after its writes and reads alone', async () => {
    const url = 'rtmp://cdn.example/live/s1';
    const { server, ended } = await waiting({ reads: goesOff }, `${line} --url ${url}`);
    const { code, out, err } = await ended;
    expect(code).toBe(0);
    expect(out).toMatch(
      /^rtc .*\nrelay .*\ncdn .*\n.*\nAppId .*\nOff air: s1 was live and is off/m,
    );
    const actions = server.queries.map((query) => query.get('Action'));
    expect(actions.slice(0, 3)).toEqual([
      'ForbidRTCStream',
      'DeleteCDNTransferRule',
      'ForbidCDNLiveStream',
    ]);
    expect(new Set(actions.slice(3))).toEqual(new Set(['DescribeRTCStreamState']));
    expect(err).toContain('note: s1: still live');
    expect(err).not.toContain('not show that a lever took effect');
  });

  it('closed after the ban, never seen live: 0', async () => {
    const { ended } = await waiting({ reads: [closed(3, 1)] }, `${line} --json`);
    expect(documentOf(await ended)).toMatchObject({
      ...{ ok: true, exitCode: 0, command: 'stop', streams: ['s1'] },
      verification: { verdict: 'off-air', method: 'DescribeRTCStreamState', seenLive: false },
    });
  });

  it('closed before the ban: off air, and no proof: 11', async () => {
    const part = { reads: [closed(1, -60)] };
    const { code, out } = await (await waiting(part, line)).ended;
    expect(code).toBe(11);
    expect(out).toMatch(
      /^Cannot tell: s1 was off in RTC before this command, since .* give --probe URL/m,
    );
    const zh = await (await waiting(part, `${line} --lang zh`)).ended;
    expect(zh.out).toMatch(/^无法判断：s1 的 RTC 流在本命令之前已断流/m);
    const document = documentOf(await (await waiting(part, `${line} --json`)).ended);
    expect(document).toMatchObject({
      ...{ ok: false, exitCode: 11, meaning: 'Accepted: rtc, cdn.' },
      verification: { verdict: 'unverifiable' },
    });
  });

  it('a refused ban leaves the source live, and that is the verdict', async () => {
    const { ended } = await waiting(
      { reads: [live(1)], writes: levers(refused(30009)) },
      `${short} --json`,
    );
    expect(documentOf(await ended)).toMatchObject({ verification: { verdict: 'still-live' } });
  });

  it.each([
    ['still live', [live(1)], 10, /^Still live/m],
    ['unknown to the service', [unknown(1)], 11, /^Cannot tell: the service does not know s1/m],
  ])('%s', async (_, reads, exit, words) => {
    const { code, out } = await (await waiting({ reads }, short)).ended;
    expect(code).toBe(exit);
    expect(out).toMatch(words);
  });

  it('without the ban in RTC and without a probe nothing can tell', async () => {
    const url = '--only relay --url rtmp://cdn.example/live/s1';
    const { server, ended } = await waiting({}, `${line} ${url}`);
    const { code, out } = await ended;
    expect([code, server.queries.length]).toEqual([11, 1]);
    expect(out).toMatch(/^Cannot tell whether s1 still arrives: no Action reads relays/m);
  });

  it('a read refused for its authentication: 4, and what was accepted is said', async () => {
    const { ended } = await waiting({ reads: [refused(30005)] }, line);
    const { code, out, err } = await ended;
    expect(code).toBe(4);
    expect(out).toMatch(/^rtc {4}RTC ban in force/m);
    expect(err).toMatch(/^hint: The ban itself was accepted\.$/m);
  });
});

describe('a lever that failed, and the verdict', () => {
  // Code 2 of the CDN Actions: a parameter is wrong.
  const notOnCdn = levers(ok, refused(2));
  const cdnLost = [ok, reset];

  it('refused, and seen live and off: 0, and told all the same', async () => {
    const part = { writes: notOnCdn, reads: goesOff };
    const { code, out, err } = await (await waiting(part, line)).ended;
    expect(code).toBe(0);
    expect(out).toMatch(/^cdn .* \(code 2 /m);
    expect(err).toMatch(/^hint: cdn: /m);
    const document = documentOf(await (await waiting(part, `${line} --json`)).ended);
    expect(document).toMatchObject({ ok: true, code: 0, meaning: 'Accepted: rtc.', exitCode: 0 });
    expect(document.calls).toMatchObject([{ exitCode: 0 }, { exitCode: 1, ok: false }]);
  });

  it('lost, and seen live and off: 0', async () => {
    const part = { writes: cdnLost, reads: goesOff };
    expect(await (await waiting(part, line)).ended).toMatchObject({ code: 0 });
  });

  it.each([
    ['refused', notOnCdn, 7],
    ['lost', cdnLost, 9],
  ])('%s, and still live', async (_, writes, exit) => {
    const { code, out } = await (await waiting({ writes, reads: [live(1)] }, short)).ended;
    expect(code).toBe(exit);
    expect(out).toMatch(/^Still live/m);
  });

  it('refused in RTC: its state is asked for all the same, and proves nothing', async () => {
    const { server, ended } = await waiting({ writes: levers(refused(30009)) }, short);
    const { code } = await ended;
    expect(code).toBe(7);
    const asked = new Set(server.reads().map((query) => query.get('Action')));
    expect(asked).toEqual(new Set(['DescribeRTCStreamState']));
  });

  it('all of them: nothing is waited for', async () => {
    const part = { writes: levers(refused(30009), refused(2)) };
    const { server, ended } = await waiting(part, `${line} --json`);
    expect(documentOf(await ended)).toMatchObject({ exitCode: 1, verification: null });
    expect(server.reads()).toEqual([]);
  });
});

it('a signal while it waits leaves the rows, and says how it stands', async () => {
  const { server, child, ended } = await waiting({ reads: [live(1)] }, 'stop --stream s1');
  while (server.reads().length === 0) await server.request();
  child.kill('SIGINT');
  const { signal, out, err } = await ended;
  expect(signal).toBe('SIGINT');
  expect(out).toMatch(/^rtc .*\nrelay .*\ncdn .*\n/);
  expect(err).toMatch(/^error: interrupted: the ban was accepted; its effect was not seen yet$/m);
});

describe('rehearsed against the emulator', () => {
  const { zego, emulator } = stage('--live', 'r:linger=2s', '--live', 'd:direct:linger=2s');
  const probe = (id: string) => `--probe ${emulator().url}/play/${id}.flv --stable 1s`;

  it('a stream of RTC goes off, and so does what viewers see', async () => {
    const { code, out } = await zego(`stop --stream r ${probe('r')}`);
    expect(code).toBe(0);
    expect(out).toMatch(
      /^Off air at the probed address: r was live there .*\nOff air: r was live .*\n/m,
    );
  });

  it('a direct push goes dark for viewers, which is proof', async () => {
    const { code, out, err } = await zego(`stop --stream d ${probe('d')}`);
    expect(code).toBe(0);
    expect(out).toMatch(/^Off air at the probed address: d was live there/m);
    expect(err).toContain('note: d: unknown to the service');
  });

  it('shows in a dry run what it would wait for', async () => {
    const token = 'https://play.example/s1.flv?token=hidden123';
    const { out, sent } = await zego(`stop --stream s1 --probe ${token} --dry-run`);
    expect(sent).toEqual([]);
    expect(out).toMatch(
      /\nThen a wait of at most 60 s, by: DescribeRTCStreamState, https:\/\/play\.example\/s1\.flv\?token=\*\*\*\n$/,
    );
    const relay = '--only relay --url rtmp://cdn.example/live/s1';
    expect((await zego(`stop --stream s1 ${relay} -n`)).out).toMatch(/\nThen no verdict: /);
    expect((await zego(`stop --stream s1 ${relay} -n --no-wait`)).out).not.toContain('Then');
  });
});
