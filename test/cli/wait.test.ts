import { describe, expect, it } from '@jest/globals';
import { readCall, refusal } from './read.ts';

const forbid = 'stream forbid --stream s1';
const readWait = async (line: string) => (await readCall(...line.split(' '))).wait;
const refused = (line: string) => refusal(...line.split(' '));

describe('what is waited for', () => {
  it('is nothing unless it is asked for', async () => {
    expect(await readWait(forbid)).toBeNull();
    expect(await readWait('stream status --stream s1')).toBeNull();
    expect(await readWait('transfer clear --stream s1')).toBeNull();
  });

  it.each([
    [`${forbid} --wait`, 60_000, 3000],
    [`${forbid} --wait-timeout 2m`, 120_000, 3000],
    [`${forbid} --stable 500ms`, 60_000, 500],
    ['cdn forbid --stream s1 --wait', 60_000, 3000],
    ['transfer stop --stream s1 --url rtmp://host/app/s1 --wait', 60_000, 3000],
  ])('%s', async (line, timeoutMs, stableMs) => {
    expect(await readWait(line)).toEqual({ wanted: 'off-air', timeoutMs, stableMs, probe: null });
  });

  it('has more time by default the more streams there are, each counted once', async () => {
    const ids = Array.from({ length: 1000 }, (_, nth) => `--stream s${nth}`).join(' ');
    const line = `stream forbid ${ids} --stream s0`;
    expect(await readWait(`${line} --wait`)).toMatchObject({ timeoutMs: 309_750 });
    expect(await readWait(`${line} --wait-timeout 60s`)).toMatchObject({ timeoutMs: 60_000 });
  });

  it.each(['off-air', 'live'] as const)('of a question is %s', async (wanted) => {
    expect(await readWait(`stream status --stream s1 --wait ${wanted}`)).toMatchObject({ wanted });
  });

  it('is seen at the address of a probe, which asks for it', async () => {
    const wait = await readWait(`${forbid} --probe https://play.example/s1.m3u8?token=t`);
    expect(wait?.probe?.href).toBe('https://play.example/s1.m3u8?token=t');
  });
});

describe('a wait that cannot be', () => {
  it.each([
    [`${forbid} --wait-timeout 0`, /^--wait-timeout "0": expected a duration/],
    [`${forbid} --wait-timeout 0s`, /^--wait-timeout "0s": expected a duration/],
    [`${forbid} --wait-timeout 25d`, /^--wait-timeout "25d": expected at most 24d/],
    [`${forbid} --stable 3`, /^--stable "3": expected a duration/],
    [
      `${forbid} --stable 60s`,
      /^--stable 60s must be shorter than --wait-timeout 60s \(the default\)/,
    ],
    [
      `${forbid} --wait-timeout 3s`,
      /^--stable 3s \(the default\) must be shorter than --wait-timeout 3s/,
    ],
    [
      `${forbid} --stream s2 --stable 61s`,
      /^--stable 61s must be shorter than --wait-timeout 60.25s \(the default\)/,
    ],
    [`${forbid} --wait --stable 1s --stable 2s`, /^--stable is given 2 times/],
    [
      `${forbid} --stream s2 --probe https://a.example/s`,
      /^--probe looks at one address, and 2 streams/,
    ],
    [`${forbid} --probe file:///etc/passwd`, /^--probe: expected an address such as https/],
    [`${forbid} --probe rtmp://host/app/s1`, /^--probe: RTMP cannot be probed/],
    [`${forbid} --probe https://user:canary@host/s1`, /^--probe: .* no user name or password$/],
    ['stream status --stream s1 --wait gone', /^--wait "gone": expected off-air or live/],
    ['stream status --stream s1 --wait Live', /did you mean live\?/],
    ['stream status --stream s1 --stable 1s', /^--stable needs --wait off-air or --wait live/],
    ['stream resume --stream s1 --wait', /^unknown option --wait/],
  ])('%s', async (line, words) => {
    expect((await refused(line)).message).toMatch(words);
  });
});
