import { describe, expect, it } from '@jest/globals';
import { documentOf } from './document.ts';
import { playlist } from './probes.ts';
import { reply, serve } from './servers.ts';
import { badGateway, closed, live, type Scripted } from './stream-states.ts';
import { waiting } from './waits.ts';

const stop = 'transfer stop --stream s1 --url rtmp://cdn.example/live/s1';
const cdn = 'cdn forbid --stream s1';

/** What viewers play: an advancing playlist until it is told to end. */
async function player(after: (nth: number) => boolean) {
  return serve((response, nth) => {
    if (after(nth)) response.writeHead(404).end();
    else response.end(playlist(nth));
  });
}

const listed = (...streams: string[]) => ({
  Ws: { ResultDetail: streams.map((id) => ({ Url: `rtmp://ws.example/live/${id}` })) },
});

async function cdnServer(dataOf: (nth: number) => object) {
  let nth = 0;
  const server = await serve((response, call) => {
    const isRead = server.queries[call - 1]?.get('Action') === 'QueryForbidCDNLiveStream';
    if (isRead) nth += 1;
    const accepted = [{ CdnType: 'ws', CdnResult: 'success append purge tasks.' }];
    reply(response, 0, { Data: isRead ? dataOf(nth) : accepted });
  });
  return server;
}

describe('without a probe', () => {
  it('the stop of a relay cannot be verified, and is not waited for', async () => {
    const { server, ended } = await waiting({}, `${stop} --wait --json`);
    const document = documentOf(await ended);
    expect(document).toMatchObject({
      ...{ ok: false, exitCode: 11, code: 0 },
      verification: { verdict: 'unverifiable', method: null, reads: 0 },
    });
    expect(document.verification?.waitedMs).toBeLessThan(1000);
    expect(server.reads()).toEqual([]);
    const { out } = await (await waiting({}, `${stop} --wait`)).ended;
    expect(out).toMatch(/no Action reads relays\. --probe URL would tell/);
  });

  it('a ban on the CDN that is recorded is called recorded, not off air', async () => {
    const { url, queries } = await cdnServer((nth) => listed(...(nth < 3 ? ['s2'] : ['s2', 's1'])));
    const { ended } = await waiting({}, `${cdn} --wait`, { env: { ZEGO_ENDPOINT: url } });
    const { code, out } = await ended;
    expect(code).toBe(11);
    expect(out).toContain('The ban of s1 is recorded at Wangsu (ws).');
    expect(queries.filter((query) => query.get('Vendor') === 'ws')).toHaveLength(3);
  });

  it('one that is not recorded in time is said not to be', async () => {
    const { url } = await cdnServer(() => listed('s10', 'xs1'));
    const line = `${cdn} --wait-timeout 2s --stable 1s`;
    const { ended } = await waiting({}, line, { env: { ZEGO_ENDPOINT: url } });
    const { code, out } = await ended;
    expect(code).toBe(11);
    expect(out).toMatch(/the ban of s1 was not recorded at Wangsu \(ws\) within 2 s/);
  });
});

describe('with a probe', () => {
  const quick = '--wait-timeout 20s --stable 300ms';

  it.each([stop, cdn])('%s: live, then gone is off air', async (line) => {
    const { url, queries } = await player((nth) => nth > 3);
    const { ended, server } = await waiting(
      {},
      `${line} --probe ${url}/s1.m3u8?k=secret ${quick} --json`,
    );
    const { out, err } = await ended;
    expect(JSON.parse(out)).toMatchObject({
      exitCode: 0,
      verification: { verdict: 'off-air', method: 'probe', seenLive: true },
    });
    expect(queries.length).toBeGreaterThanOrEqual(5);
    expect(server.queries).toHaveLength(1);
    expect(out + err).not.toContain('secret');
  });

  it('looks before the answer to the command is there', async () => {
    const looked = await serve((response) => response.writeHead(404).end());
    const look = looked.request();
    const server = await serve(async (response) => {
      await look;
      reply(response, 0);
    });
    const { ended } = await waiting(
      {},
      `${stop} --probe ${looked.url} --wait-timeout 1s --stable 500ms`,
      {
        env: { ZEGO_ENDPOINT: server.url },
      },
    );
    expect((await ended).code).toBe(11);
  });

  it('gone, but never seen live, is unverifiable: the address may be mistyped', async () => {
    const { url } = await player(() => true);
    const { ended } = await waiting({}, `${stop} --probe ${url}/s1 --wait-timeout 2s --stable 1s`);
    const { code, out } = await ended;
    expect(code).toBe(11);
    expect(out).toMatch(/never seen live at the probed address \(.*404\)\. A mistyped address/);
  });

  it('forbidden is unverifiable, at once', async () => {
    const { url } = await serve((response) => response.writeHead(403).end());
    const { ended } = await waiting({}, `${stop} --probe ${url}/s1`);
    const { code, out } = await ended;
    expect([code, /may not be looked at/.test(out)]).toEqual([11, true]);
  });

  it('of an RTC ban both must say off: the worse decides', async () => {
    const reads = [live(1), closed(2), closed(3)];
    const on = await player(() => false);
    const line = (url: string) => `stream forbid --stream s1 --probe ${url} --json`;
    const still = await waiting({ reads }, `${line(on.url)} --wait-timeout 5s --stable 300ms`);
    expect(documentOf(await still.ended)).toMatchObject({
      exitCode: 10,
      verification: { verdict: 'still-live', method: 'probe' },
    });
    const words = line(on.url).replace(' --json', ' --wait-timeout 2s --stable 300ms');
    const { out } = await (await waiting({ reads }, words)).ended;
    // What decided comes last.
    expect(out).toMatch(
      /^Off air: s1 was live and is off.*\nStill live at the probed address .*\n$/m,
    );
    const off = await player((nth) => nth > 3);
    const gone = await waiting({ reads }, `${line(off.url)} ${quick}`);
    expect(documentOf(await gone.ended)).toMatchObject({
      exitCode: 0,
      verification: { verdict: 'off-air', seenLive: true },
    });
  });

  it('live, then nothing that tells: unverifiable, and what the last look found', async () => {
    const { url } = await serve((response, nth) =>
      nth > 3 ? response.writeHead(500).end() : response.end(playlist(nth)),
    );
    const line = `${cdn} --probe ${url}/s1.m3u8 --wait-timeout 12s --stable 1s`;
    const { code, out, err } = await (await waiting({}, line)).ended;
    expect(code).toBe(11);
    expect(out).toMatch(/s1 was live at the probed address, last seen so at .* \(.*500\)\.$/m);
    expect(err).toContain('note: s1: was live, and cannot be seen now\n');
  });

  it('what RTC said long ago does not count when the probe decides', async () => {
    const early = [live(1), closed(2), closed(3), badGateway];
    const endOf = async (reads: readonly Scripted[], ms: string) => {
      const { url } = await player((nth) => nth > 12);
      const line = `stream forbid --stream s1 --probe ${url}/s1.m3u8 --wait-timeout ${ms}`;
      return (await waiting({ reads }, `${line} --stable 300ms`)).ended;
    };
    const [lost, read] = await Promise.all([
      endOf(early, '18s'),
      // It does as soon as a read comes through again.
      endOf([...early, ...Array(8).fill(badGateway), closed(30)], '60s'),
    ]);
    expect(lost.code).toBe(11);
    expect(lost.out).toMatch(/^Off air at the probed address: .*\nCannot tell: s1 went off, but/m);
    expect(read.code).toBe(0);
  });

  it('of a direct push, whose record the ban made, viewers decide for zego stop', async () => {
    const { url } = await player((nth) => nth > 3);
    const reads = [{ at: 1, code: 41006, closed: 0 }];
    const line = `stop --stream s1 --probe ${url}/s1.m3u8 ${quick}`;
    const { code, out } = await (await waiting({ reads }, line)).ended;
    expect(code).toBe(0);
    expect(out).toMatch(/^Off air at the probed address: s1 was live there/m);
  });

  it('a look under way does not hold up the end', async () => {
    const hanging = await serve(() => {});
    const { server, child, ended } = await waiting({}, `${stop} --probe ${hanging.url}`);
    await Promise.all([hanging.request(), server.request()]);
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ signal: 'SIGTERM' });
  });
});

it('a direct push under the same id is not what off air speaks of', async () => {
  const { ended } = await waiting(
    { reads: [closed(1, -60, -90)] },
    'stream forbid --stream s1 --wait',
  );
  expect((await ended).out).toMatch(
    /RTC stream alone: not of its relays, a direct push under the same id/,
  );
});
