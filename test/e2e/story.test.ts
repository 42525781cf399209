import { expect, it } from '@jest/globals';
import { stage } from './zego.ts';

const { zego } = stage();

const url = '--url rtmp://cdn.example/live/story';

/** Runs commands one after the other and gives what each came to. */
async function story(...lines: string[]) {
  const told: string[] = [];
  for (const line of lines) {
    const { code, sent } = await zego(line);
    told.push(`${code} ${sent.map(({ message }) => message).join('; ')}`);
  }
  return told;
}

it('a ban on the CDN is listed until it is lifted', async () => {
  const list = async () => {
    const { out } = await zego('cdn list --json');
    const { data } = JSON.parse(out) as { data: { Ws: { ResultDetail: { Url: string }[] } } };
    return data.Ws.ResultDetail.map((ban) => ban.Url.split('/').at(-1));
  };
  expect(await list()).toEqual([]);
  await zego('cdn forbid --stream direct1 --for 1d');
  await zego('cdn forbid --stream direct2');
  expect(await list()).toEqual(['direct1', 'direct2']);
  const { out } = await zego('cdn list');
  expect(out).toMatch(
    /^CHANNEL +URL +START \(UTC\) +END \(UTC\)\n\S+ +rtmp:\/\/\S+\/direct1 .*Z\n/m,
  );
  await zego('cdn resume --stream direct1');
  expect(await list()).toEqual(['direct2']);
  await zego('cdn resume --stream direct2');
  expect(await list()).toEqual([]);
});

it('a relayed stream is live, and its relay is stopped by the same address', async () => {
  expect(
    await story(
      'stream status --stream relayed',
      `transfer start --stream relayed ${url}?key=1`,
      'stream status --stream relayed',
      'transfer clear --stream relayed',
      `transfer stop --stream relayed ${url}/other`,
      `transfer stop --stream relayed ${url}?key=2`,
      `transfer stop --stream relayed ${url}`,
    ),
  ).toEqual([
    '8 stream does not exist',
    '0 relayed to 1',
    '0 live',
    '0 1 relays go on',
    '0 no such relay: nothing stopped',
    '0 relay stopped',
    '0 no such relay: nothing stopped',
  ]);
});

it('a banned stream is not live until the ban is lifted', async () => {
  expect(
    await story(
      `transfer start --stream banned ${url}`,
      'stream forbid --stream banned',
      'stream status --stream banned',
      'stream resume --stream banned',
      'stream status --stream banned',
    ),
  ).toEqual(['0 relayed to 1', '0 banned', '8 stream is closed', '0 ban lifted', '0 live']);
});
