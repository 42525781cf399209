import { describe, expect, it } from '@jest/globals';
import { documentOf } from './document.ts';
import { badGateway, closed, live, play, reset, type Scripted } from './stream-states.ts';
import { account, waiting } from './waits.ts';
import { bin, folder, launch, said, start } from './zego.ts';

describe('a signal while it waits', () => {
  it('ends it by that signal: the ban was accepted, and its effect not seen yet', async () => {
    const { server, child, ended } = await waiting(
      { reads: [live(1)] },
      'stream forbid --stream s1 --wait',
    );
    await server.request();
    while (server.reads().length === 0) await server.request();
    child.kill('SIGINT');
    const { signal, out, err } = await ended;
    expect(signal).toBe('SIGINT');
    expect(out).toMatch(/^RTC ban in force: s1\./);
    expect(err).toMatch(/^error: interrupted: the ban was accepted; its effect was not seen yet$/m);
  });

  it('leaves the JSON document complete', async () => {
    const { server, child, ended } = await waiting(
      { reads: [live(1)] },
      'stream forbid --stream s1 --wait --json',
    );
    while (server.reads().length === 0) await server.request();
    child.kill('SIGTERM');
    expect(documentOf(await ended)).toMatchObject({
      ...{ ok: false, exitCode: 143, code: 0, error: { kind: 'interrupted' } },
      verification: { method: 'DescribeRTCStreamState' },
    });
  });

  it('after a ban of unknown outcome says nothing of acceptance', async () => {
    const { server, child, ended } = await waiting(
      { writes: [reset], reads: [live(1)] },
      'stream forbid --stream s1 --wait --json',
    );
    while (server.reads().length === 0) await server.request();
    child.kill('SIGINT');
    const { signal, out } = await ended;
    expect(signal).toBe('SIGINT');
    expect(JSON.parse(out)).toMatchObject({ exitCode: 9, verification: {} });
  });
});

describe('how it goes on', () => {
  const part = { reads: [live(1), live(1), closed(2)] };
  const line = 'stream forbid --stream s1 --wait-timeout 9s --stable 2s';

  it('is a line on stderr for each change of state, never for each read', async () => {
    const { server, ended } = await waiting(part, line);
    const { code, err } = await ended;
    expect(code).toBe(0);
    expect(server.reads().length).toBeGreaterThan(3);
    expect(err.match(/^note: s1: .*$/gm)).toEqual([
      'note: s1: still live',
      'note: s1: off, yet to stay off',
    ]);
  });

  it.each(['--quiet', '--json'])('is not told with %s', async (option) => {
    const { ended } = await waiting({ reads: [live(1), closed(2)] }, `${line} ${option}`);
    const { code, err } = await ended;
    expect([code, err]).toEqual([
      0,
      option === '--json' ? expect.not.stringContaining('s1: ') : '',
    ]);
  });

  it('is one line on a terminal', async () => {
    const server = await play(part);
    const { child, ended } = launch(
      'script',
      ['-qec', `stty cols 80; exec "$ZEGO" ${line}`, '/dev/null'],
      {
        env: {
          ...account,
          ...{ ZEGO_ENDPOINT: server.url, TERM: 'xterm', SHELL: '/bin/sh', ZEGO: bin },
          XDG_STATE_HOME: folder(),
        },
        cwd: folder(),
        input: '',
      },
    );
    await said(child.stdout, /stream forbid s1: still live, \d+ s/);
    const { code } = await ended;
    expect(code).toBe(0);
  });

  it('needs no note of what the verdict answers', async () => {
    const { ended } = await waiting({ reads: [closed(1, -60, -90)] }, line);
    const { err } = await ended;
    expect(err).toContain('note: This bans RTC streams.');
    expect(err).not.toMatch(/spelling|Ask for the state/);
  });
});

describe('reads of many waits at once', () => {
  /** Runs waits that share a machine. @returns how they ended, and the most reads that came within a second */
  async function crowd(count: number, reads: readonly Scripted[], line: string) {
    const times: number[] = [];
    const streams = Array.from({ length: count }, (_, nth) => `s${nth}`);
    const server = await play({
      reads: Object.fromEntries(streams.map((stream) => [stream, reads])),
      onRead: () => times.push(performance.now()),
    });
    const env = { ...account, ZEGO_ENDPOINT: server.url, XDG_STATE_HOME: folder() };
    const ends = await Promise.all(
      streams.map((stream) => start(`stream forbid --stream ${stream} ${line}`, { env }).ended),
    );
    const after = (at: number) => times.filter((time) => time >= at && time < at + 1000).length;
    return {
      codes: ends.map(({ code }) => code),
      reads: times.length,
      most: Math.max(...times.map(after)),
    };
  }

  // The service lets 40 a second through.
  it('take a quarter of the rate', async () => {
    const { codes, reads, most } = await crowd(20, [live(1), live(1), closed(2)], '--wait');
    expect(new Set(codes)).toEqual(new Set([0]));
    expect(reads).toBeGreaterThanOrEqual(60);
    expect(most).toBeLessThanOrEqual(10);
  });

  it('do so where each is repeated', async () => {
    const line = '--wait-timeout 3s --stable 1s';
    const { codes, reads, most } = await crowd(6, [badGateway], line);
    expect(new Set(codes)).toEqual(new Set([11]));
    expect(reads).toBeGreaterThan(12);
    expect(most).toBeLessThanOrEqual(10);
  });
});
