import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { createView } from '../../src/http/view.ts';
import { flvHeader, picture, settings } from '../verify/flv.ts';
import { leads, list, look, lookAt, master, paths, playlist, says, unclear } from './looks.ts';
import { forever, never, serve, timeOnCall } from './servers.ts';

describe('a status', () => {
  it.each([
    [404, 'gone'],
    [410, 'gone'],
    [401, 'forbidden'],
    [403, 'forbidden'],
  ])('%d is %s, whatever follows', async (status, kind) => {
    const sight = await lookAt((_, response) => {
      response.writeHead(status).write(playlist);
    });
    expect(sight).toEqual({ kind, status });
  });

  it.each([204, 206, 304, 400, 407, 429, 500, 502, 503])('%d is unclear', async (status) => {
    const sight = await lookAt((_, response) => void response.writeHead(status).end());
    expect(sight).toEqual(unclear(`the address answers HTTP ${status}`));
  });
});

describe('a playlist', () => {
  it('is read', async () => {
    expect(await lookAt(paths({ '/': says(playlist) }))).toMatchObject({ ...list, ended: false });
    expect(await lookAt(paths({ '/': says('\uFEFF#EXTM3U\n#EXT-X-ENDLIST') }))).toMatchObject({
      kind: 'list',
      ended: true,
    });
  });

  it('without segments is unclear', async () => {
    const sight = await lookAt(paths({ '/': says('#EXTM3U\n#EXT-X-TARGETDURATION:4') }));
    expect(sight).toEqual(unclear('a playlist without segments'));
  });

  it.each(['low/list.m3u8?t=1', '/live/low/list.m3u8?t=1'])('master, leads to %s', async (to) => {
    const answers = paths({
      '/live/s1.m3u8': says(master(to)),
      '/live/low/list.m3u8?t=1': says(playlist),
    });
    expect(await lookAt(answers, '/live/s1.m3u8')).toMatchObject(list);
  });

  it('master, leads to a variant where the redirects ended', async () => {
    const edge = await serve(
      paths({ '/b/s.m3u8': says(master('v.m3u8')), '/b/v.m3u8': says(playlist) }),
    );
    expect(await lookAt(paths({ '/a': leads(`${edge}/b/s.m3u8`) }), '/a')).toMatchObject(list);
  });

  it('master, whose first variant is gone while another plays, is unclear', async () => {
    const two = `${master('a.m3u8')}#EXT-X-STREAM-INF:BANDWIDTH=2\nb.m3u8\n`;
    const plays = { '/': says(two), '/b.m3u8': says(playlist) };
    expect(await lookAt(paths(plays))).toEqual(unclear(/^the first of several variants is gone/));
    expect(await lookAt(paths({ '/': says(two) }))).toEqual({ kind: 'gone', status: 404 });
  });

  it('master, leads to all its variants, each asked once, where the first has nothing new', async () => {
    const asked: string[] = [];
    const names = ['a', 'b', 'a', 'c'];
    const origin = await serve(({ url = '' }, response) => {
      asked.push(url);
      const number = asked.length < 4 ? '7' : '8';
      const body = playlist.replaceAll('7', number);
      response.end(url === '/' ? names.map((name) => master(name)).join('') : body);
    });
    const view = createView();
    const looks = [];
    for (let nth = 0; nth < 3; nth++)
      looks.push(await view(new URL(origin), { timeoutMs: forever, signal: never }));
    const sums = looks.map(
      (sight) => sight.kind === 'list' && sight.last.replace(/\d+ false /g, ''),
    );
    expect(sums).toEqual(['7.ts', '8.ts', '8.ts\n8.ts\n8.ts']);
    expect(asked.slice(0, 6)).toEqual(['/', '/a', '/', '/a', '/', '/a']);
    expect(asked.slice(6).toSorted()).toEqual(['/b', '/c']);
  });

  it.each([
    ['on another host', (other: string) => [`${other}/v`]],
    ['with a user', () => ['http://user@127.0.0.1/v']],
    ['of too many', () => Array.from({ length: 10 }, (_, nth) => `v${nth}`)],
  ])('master, cannot stand still where it has a variant %s', async (_, more) => {
    let asked = 0;
    const other = await serve((_, response) => void response.end(playlist, () => asked++));
    const origin = await serve(({ url }, response) => {
      const names = ['a', ...more(other)];
      response.end(url === '/' ? names.map((name) => master(name)).join('') : playlist);
    });
    const [view, limits] = [createView(), { timeoutMs: forever, signal: never }];
    await view(new URL(origin), limits);
    expect(await view(new URL(origin), limits)).toMatchObject({
      ...list,
      last: expect.anything(),
      targetMs: Infinity,
    });
    expect(asked).toBe(0);
  });

  it('master, whose variant is gone', async () => {
    const sight = await lookAt(paths({ '/': says(master('v.m3u8')) }));
    expect(sight).toEqual({ kind: 'gone', status: 404 });
  });

  it('master, whose first variant is on another host, is unclear and asks nobody', async () => {
    let asked = 0;
    const other = await serve((_, response) => {
      asked += 1;
      response.end(playlist);
    });
    const sight = await lookAt(paths({ '/': says(master(`${other}/v.m3u8`)) }));
    expect(sight).toEqual(unclear(new RegExp(`another host, ${new URL(other).host};`)));
    expect(asked).toBe(0);
  });

  it.each(['file:///etc/passwd', 'data:,x', 'http://user@127.0.0.1/', 'http://['])(
    'master, whose first variant is %s, is unclear',
    async (to) => {
      const sight = await lookAt(paths({ '/': says(master(to)) }));
      expect(sight).toEqual(unclear(/^a master playlist whose first variant is no plain/));
    },
  );

  it('master, that leads to another one, or to nothing, is unclear', async () => {
    expect(await lookAt(paths({ '/': says(master('/')) }))).toEqual(
      unclear('a master playlist that leads to another one'),
    );
    expect(await lookAt(paths({ '/': says(master('#')) }))).toEqual(unclear(/no plain/));
  });
});

describe('FLV', () => {
  it('flows with its first picture, and is read no further', async () => {
    let closed: Promise<unknown> | undefined;
    const sight = await lookAt((_, response) => {
      closed = once(response, 'close');
      response.write(flvHeader);
      response.write(settings);
      response.write(picture);
    });
    expect(sight).toEqual({ kind: 'flowing' });
    await closed;
  });

  it.each([
    ['ends', (response: ServerResponse) => void response.end()],
    ['breaks', (response: ServerResponse) => void response.destroy()],
  ])('without a picture is unclear where it %s', async (_, leave) => {
    const sight = await lookAt((_, response) => {
      response.write(Buffer.concat([flvHeader, settings]), () => leave(response));
    });
    expect(sight).toEqual(unclear('an FLV header without media'));
  });

  it('without a picture is unclear when the time is over', async () => {
    const time = timeOnCall();
    const origin = await serve((_, response) => {
      response.write(Buffer.concat([flvHeader, settings]), () => time.end());
    });
    // The answer may be on its way when the time ends.
    expect(await look(origin, time.ms)).toEqual(unclear(/^an FLV header|gave no whole answer/));
  });
});
