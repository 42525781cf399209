import { describe, expect, it } from '@jest/globals';
import { reply, serve } from './servers.ts';
import { stage } from './zego.ts';

const { zego } = stage();

describe('ids', () => {
  it.each(['--stream -abc', '--stream=-abc', '--stream --', '--stream=--json'])(
    'may begin with a dash: %s',
    async (given) => {
      const { code, sent } = await zego(`transfer clear ${given}`);
      expect(code).toBe(0);
      expect(sent).toMatchObject([{ streams: [given.slice('--stream '.length)], code: 0 }]);
    },
  );

  it('arrive as they were typed', async () => {
    const ids = ['中文 流', 'a&b=c', '%41+ #?'];
    const words = ids.flatMap((id) => ['--stream', id]);
    const { code, sent } = await zego(['stream', 'forbid', ...words]);
    expect(code).toBe(0);
    expect(sent).toMatchObject([{ streams: ids }]);
  });

  it.each([
    [20, [20]],
    [21, [20, 1]],
  ])('%d of them make calls of %j', async (count, sizes) => {
    const ids = Array.from({ length: count }, (_, i) => `many${i}`);
    const { code, sent } = await zego(
      `stream forbid ${ids.map((id) => `--stream ${id}`).join(' ')}`,
    );
    expect(code).toBe(0);
    expect(sent.map(({ streams }) => streams.length)).toEqual(sizes);
    expect(sent.flatMap(({ streams }) => streams)).toEqual(ids);
    expect(new Set(sent.map(({ action }) => action))).toEqual(new Set(['ForbidRTCStreams']));
  });
});

describe('--sequence', () => {
  it.each([
    'transfer start --stream q1 --url rtmp://cdn.example/a/q1',
    'transfer stop --stream q2 --url rtmp://cdn.example/a/q2',
    'transfer clear --stream q3',
    'stream forbid --stream q4',
    'stream forbid --stream q5 --stream q6',
    'stream resume --stream q7',
    'stream status --stream q8',
    'rtmp dispatch --stream q9 --type push',
  ])('is sent instead of the time: %s', async (line) => {
    const { sent } = await zego(`${line} --sequence 42`);
    expect(sent.map(({ query }) => query.Sequence)).toEqual(['42']);
  });

  it('is unknown to an Action that has none', async () => {
    const { code, err, sent } = await zego('cdn forbid --stream s1 --sequence 42');
    expect([code, sent]).toEqual([2, []]);
    expect(err).toContain('--sequence');
  });
});

it('the query of an address arrives unchanged and is shown nowhere', async () => {
  const server = await serve((response) => reply(response, 0));
  const address = 'rtmp://cdn.example/live/u1?key=a%26b&x=1seven7';
  const env = { ZEGO_ENDPOINT: server.url };
  const { code, out, err } = await zego(
    ['transfer', 'stop', '--stream', 'u1', '--url', address, '--debug'],
    { env },
  );
  expect(code).toBe(0);
  expect(server.queries.map((query) => query.get('CDNUrl'))).toEqual([address]);
  expect(out + err).not.toMatch(/a%26b|a%2526b|1seven7/);
});
