import { describe, expect, it } from '@jest/globals';
import { documentOf } from './document.ts';
import { playlist } from './probes.ts';
import { type Answering, serve } from './servers.ts';
import { waiting } from './waits.ts';

const gone: Answering = (response) => void response.writeHead(404).end();
const two = '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=2\na\n#EXT-X-STREAM-INF:BANDWIDTH=1\nb\n';

/** The verification of a ban on the CDN, with a probe of what a server answers. */
async function probed(answering: Answering) {
  const { url } = await serve(answering);
  const line = `cdn forbid --stream s1 --probe ${url}/ --wait-timeout 5s --stable 300ms --json`;
  const { ended } = await waiting({}, line);
  return documentOf(await ended).verification;
}

describe('a probe that saw it live', () => {
  it('is not told that it ended by another host', async () => {
    const { url: blocked } = await serve(gone);
    const verification = await probed((response, nth) => {
      if (nth < 3) response.end(playlist(nth));
      else response.writeHead(302, { location: blocked }).end();
    });
    expect(verification).toMatchObject({ seenLive: true });
    expect(verification?.verdict).not.toBe('off-air');
  });

  it('is told so by the host through which it saw it live', async () => {
    const { url: edge } = await serve((response, nth) => {
      if (nth < 3) response.end(playlist(nth));
      else response.writeHead(404).end();
    });
    const lead: Answering = (response) => void response.writeHead(302, { location: edge }).end();
    expect(await probed(lead)).toMatchObject({ verdict: 'off-air', seenLive: true });
  });

  it.each([
    ['plays on', false],
    ['is gone, too', true],
  ])('through the first of two variants, which is gone, while the other %s', async (_, isGone) => {
    let looks = 0;
    const verification = await probed((response, nth, { url }) => {
      if (url === '/') looks++;
      if (url === '/') response.end(two);
      else if (looks > 2 && (url === '/a' || isGone)) gone(response, nth, response.req);
      else response.end(playlist(looks));
    });
    expect(verification).toMatchObject({ seenLive: true });
    expect(verification?.verdict === 'off-air').toBe(isGone);
  });
});
