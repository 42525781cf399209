import { describe, expect, it } from '@jest/globals';
import { documentOf } from './document.ts';
import { badGateway, closed, live, type Play, refused, reset, unknown } from './stream-states.ts';
import { waiting } from './waits.ts';
import { type RunOptions, start } from './zego.ts';

const quick = '--wait --wait-timeout 4s --stable 300ms';

async function ending(part: Play, line: string, options?: RunOptions) {
  const { server, ended } = await waiting(part, line, options);
  return { server, ...(await ended) };
}

const ban = `stream forbid --stream s1 ${quick}`;
const iso = (seconds: number) => new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');

/** The verification in the document of a ban. */
async function verified(part: Play, line = ban) {
  const { server, ...run } = await ending(part, `${line} --json`);
  const document = documentOf(run);
  return { server, err: run.err, ...document, verification: document.verification };
}

describe('the verdict table', () => {
  it('live, then closed throughout --stable: off air', async () => {
    const { exitCode, verification } = await verified({ reads: [live(1), closed(2)] });
    expect(exitCode).toBe(0);
    expect(verification).toMatchObject({
      ...{ verdict: 'off-air', method: 'DescribeRTCStreamState', seenLive: true, closeTime: null },
    });
  });

  it('live, then unknown throughout --stable: off air', async () => {
    const { exitCode, verification } = await verified({ reads: [live(1), unknown(2)] });
    expect([exitCode, verification?.verdict]).toEqual([0, 'off-air']);
  });

  it('closed after the ban for --stable: off air, without having seen it live', async () => {
    const { exitCode, verification, server } = await verified({
      reads: [closed(1, 0), closed(2, 0)],
    });
    expect(exitCode).toBe(0);
    expect(verification).toMatchObject({
      ...{ verdict: 'off-air', reads: 2, seenLive: false },
      ...{ createTime: iso(server.banAt - 90), closeTime: iso(server.banAt) },
    });
  });

  it('closed before the ban, throughout --stable: off air, and the words say since when', async () => {
    const { server, code, out } = await ending({ reads: [closed(1, -3600, -7200)] }, ban);
    expect(code).toBe(0);
    expect(out).toMatch(/^RTC ban in force: s1\./);
    expect(out).toContain(`Off air: s1, since ${iso(server.banAt - 3600)} (`);
    expect(out).toMatch(/, before the ban, last seen so at .* This speaks of the RTC stream alone/);
    expect(server.reads()).toHaveLength(2);
  });

  it('closed without ever being created: unverifiable, however long ago', async () => {
    const { code, out } = await ending({ reads: [{ at: 1, code: 41006, closed: -600 }] }, ban);
    expect(code).toBe(11);
    expect(out).toMatch(
      /Cannot tell: s1 is closed \(41006\), but nothing says that it ever was live/,
    );
  });

  it('unknown and never seen live: unverifiable, with the alarm for a typo', async () => {
    const { code, out } = await ending({ reads: [unknown(1)] }, ban);
    expect(code).toBe(11);
    expect(out).toMatch(/Cannot tell: the service does not know s1 \(41004\)\. Is the id right\?/);
  });

  it('published after the ban: still live in the end, and again is said', async () => {
    const part = { reads: [closed(1, 0), live(2, 1)] };
    const { code, out } = await ending(
      part,
      'stream forbid --stream s1 --wait-timeout 2s --stable 1s',
    );
    expect(code).toBe(10);
    expect(out).toMatch(/Still live after 2 s: s1 was published again at /);
  });

  it('live until the deadline: still live', async () => {
    const part = { reads: [live(1)] };
    const { exitCode, ok, verification } = await verified(
      part,
      'stream forbid --stream s1 --wait --wait-timeout 1200ms --stable 1s',
    );
    expect([exitCode, ok]).toEqual([10, false]);
    expect(verification).toMatchObject({ verdict: 'still-live', seenLive: true });
    expect(verification?.waitedMs).toBeGreaterThanOrEqual(1200);
  });

  it('lifted by a newer command of this machine: ends at once and names it', async () => {
    const { server, env, ended } = await waiting(
      { reads: [live(1)] },
      'stream forbid --stream s1 --wait',
    );
    while (server.reads().length === 0) await server.request();
    expect(await start('stream resume --stream s1', { env }).ended).toMatchObject({ code: 0 });
    const { code, out } = await ended;
    expect(code).toBe(10);
    expect(out).toContain(
      'Still live: the newer command zego stream resume on this machine undid this one for s1.',
    );
  });

  it('no read comes through: unverifiable, and why', async () => {
    const { code, out } = await ending(
      { reads: [badGateway] },
      'stream forbid --stream s1 --wait-timeout 2s --stable 1s',
    );
    expect(code).toBe(11);
    expect(out).toMatch(/Cannot tell: no read of the state of s1 came through \(.*HTTP 502/);
  });

  it('a read that is refused for authentication ends it, and the ban was accepted', async () => {
    const part = { reads: [refused(100000005)] };
    const { code, out, err, server } = await ending(part, ban);
    expect(code).toBe(4);
    expect(out).toContain('RTC ban in force: s1');
    expect(err).toMatch(/^error: stream forbid s1: .*code 100000005/m);
    expect(err).toMatch(/^hint: The ban itself was accepted\.$/m);
    expect(server.reads()).toHaveLength(1);
    const document = (await verified(part)) as unknown as Record<string, unknown>;
    expect(document).toMatchObject({
      ...{ ok: false, action: 'DescribeRTCStreamState', code: 100000005, exitCode: 4 },
      verification: { verdict: 'unverifiable' },
      notes: expect.arrayContaining(['The ban itself was accepted.']),
    });
  });

  it('the outcome of the ban is unknown: it waits all the same', async () => {
    const { exitCode, error, verification } = await verified({
      writes: [reset],
      reads: [live(1), closed(2)],
    });
    expect(exitCode).toBe(9);
    expect(error?.kind).toBe('outcome-unknown');
    expect(verification?.verdict).toBe('off-air');
  });
});

describe('through troubles', () => {
  it('a lost first answer: its time is known by later ones', async () => {
    const part = { aheadSeconds: 480, writes: [reset, { at: 0, code: 0 }] };
    // By the clock of this machine, or of the read alone, the ban would be later.
    const { code, out } = await ending({ ...part, reads: [closed(60, 20)] }, ban);
    expect([code, /after the ban|before the ban/.exec(out)?.[0]]).toEqual([0, 'after the ban']);
  });

  it.each([
    ['one 502', badGateway],
    ['a reset', reset],
  ])('%s between reads', async (_, trouble) => {
    const { exitCode, verification } = await verified({
      reads: [live(1), trouble, closed(2), trouble, closed(3)],
    });
    expect([exitCode, verification?.verdict]).toEqual([0, 'off-air']);
  });

  it('nothing but troubles after it went off: unverifiable', async () => {
    const { exitCode, verification } = await verified(
      { reads: [live(1), closed(2), badGateway] },
      'stream forbid --stream s1 --wait-timeout 3s --stable 300ms',
    );
    expect([exitCode, verification?.verdict]).toEqual([11, 'unverifiable']);
  });

  it('live, then nothing but troubles until the deadline: unverifiable, and why', async () => {
    const { code, out, err } = await ending(
      { reads: [live(1), badGateway] },
      'stream forbid --stream s1 --wait-timeout 9s --stable 1s',
    );
    expect(code).toBe(11);
    expect(out).toMatch(/^Cannot tell: s1 was live at .*, and no read .* since \(.*HTTP 502/m);
    expect(err).toContain('note: s1: was live, and cannot be seen now\n');
  });

  it('a gateway that is ahead of the records: --stable is waited for all the same', async () => {
    const line = 'stream forbid --stream s1 --wait-timeout 9s --stable 2s';
    const part = { aheadSeconds: 480, reads: [closed(1, -479, -600)] };
    const { exitCode, server, verification } = await verified(part, line);
    expect([exitCode, verification?.verdict]).toEqual([0, 'off-air']);
    expect(server.reads().length).toBeGreaterThanOrEqual(2);
    expect(verification?.waitedMs).toBeGreaterThan(2000);
    const back = await verified({ ...part, reads: [closed(1, -479, -600), live(2, 1)] }, line);
    expect(back.exitCode).toBe(10);
  });

  it.each([480, -480])('a clock that is off by %d s', async (aheadSeconds) => {
    const off = await verified({ aheadSeconds, reads: [closed(1, 0), closed(2, 0)] });
    expect(off).toMatchObject({ exitCode: 0, verification: { verdict: 'off-air', reads: 2 } });
    const early = await ending({ aheadSeconds, reads: [closed(1, -60)] }, ban);
    expect(early.out).toContain('before the ban');
  });

  it('a second publish within --stable', async () => {
    const line = 'stream forbid --stream s1 --wait-timeout 3s --stable 2s';
    const part = { reads: [live(1), closed(2), live(3, 2)] };
    expect(await verified(part, line)).toMatchObject({
      ...{ exitCode: 10, verification: { verdict: 'still-live' } },
    });
  });

  it('a second publish after --stable is not seen, and the words say until when', async () => {
    const { server, code, out } = await ending(
      { reads: [live(1), closed(2), closed(5), live(6, 5)] },
      ban,
    );
    expect(code).toBe(0);
    expect(out).toContain(`last seen so at ${iso(server.banAt + 5)}.`);
    expect(server.reads()).toHaveLength(3);
  });
});

describe('of several streams', () => {
  const line = `stream forbid --stream a --stream b --stream c ${quick.replace('4s', '2s')}`;
  const reads = { a: [closed(1, -60)], b: [live(1)], c: [unknown(1)] };

  it('each is judged, and the worst is the verdict of all', async () => {
    const { exitCode, verification } = await verified({ reads }, line);
    expect(exitCode).toBe(10);
    expect(verification).toMatchObject({
      verdict: 'still-live',
      streams: [
        { stream: 'a', verdict: 'off-air' },
        { stream: 'b', verdict: 'still-live' },
        { stream: 'c', verdict: 'unverifiable' },
      ],
    });
    const { code, out } = await ending({ reads: { ...reads, b: [closed(1, -60)] } }, line);
    expect(code).toBe(11);
    expect(out.match(/^(?:Off air|Cannot tell): /gm)).toEqual([
      ...['Off air: ', 'Off air: ', 'Cannot tell: '],
    ]);
  });

  it('one whose ban was refused is not waited for', async () => {
    const ids = Array.from({ length: 21 }, (_, nth) => `--stream s${nth}`).join(' ');
    const { exitCode, verification, server } = await verified(
      { writes: [{ at: 0, code: 0 }, refused(30004)], reads: [closed(1, -60)] },
      `stream forbid ${ids} ${quick.replace('4s', '12s')}`,
    );
    expect(exitCode).toBe(7);
    expect(verification?.verdict).toBe('off-air');
    expect(server.reads().map((query) => query.get('StreamId'))).not.toContain('s20');
  });

  it('a refused read ends the wait for those that are left, and leaves other verdicts', async () => {
    const { exitCode, verification } = await verified(
      { reads: { a: [closed(1, -60, -90)], b: [live(1), refused(100000005)] } },
      `stream forbid --stream a --stream b ${quick}`,
    );
    expect(exitCode).toBe(4);
    expect(verification?.streams).toMatchObject([
      { verdict: 'off-air' },
      { verdict: 'unverifiable' },
    ]);
  });

  it('where all are refused there is nothing to wait for', async () => {
    const { exitCode, verification, server } = await verified({ writes: [refused(30004)] });
    expect([exitCode, verification, server.reads().length]).toEqual([1, null, 0]);
  });
});

describe('stream status --wait', () => {
  const status = (wanted: string) =>
    `stream status --stream s1 --wait ${wanted} --wait-timeout 2s --stable 300ms`;

  it.each([
    ['off-air', [live(0), closed(1), closed(2)], 0, 41006],
    ['off-air', [live(0)], 10, 0],
    ['off-air', [unknown(0)], 11, 41004],
    ['live', [closed(0, -60), unknown(1), live(2)], 0, 0],
    ['live', [closed(0, -60)], 10, 41006],
    ['live', [unknown(0)], 11, 41004],
    ['live', [badGateway, badGateway, badGateway, live(1)], 0, 0],
  ] as const)('%s, %j: exit %d', async (wanted, reads, exit, last) => {
    const { exitCode, ok, code } = await verified({ reads }, status(wanted));
    expect({ exitCode, ok, code }).toEqual({ exitCode: exit, ok: exit === 0, code: last });
  });

  it('says what it was about', async () => {
    const { out } = await ending({ reads: [closed(0, -60)] }, status('off-air'));
    expect(out).toContain('before this wait');
    const { out: later } = await ending({ reads: [closed(0, -60), live(9)] }, status('live'));
    expect(later).toMatch(/^Live: s1, published at /m);
  });
});
