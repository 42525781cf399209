import { describe, expect, it } from '@jest/globals';
import { actions } from '../../src/actions/index.ts';
import { byAction } from '../../src/codes/by-action.ts';
import { hints } from '../../src/codes/hints.ts';
import { everyCode, familiesOf, lookUp } from '../../src/codes/lookup.ts';
import type { Advice, Family } from '../../src/codes/types.ts';
import { published } from './published.ts';

const rows = Object.entries(published).flatMap(([family, byAdvice]) =>
  Object.entries(byAdvice).flatMap(([advice, codes]) =>
    codes.map((code) => ({ family: family as Family, advice: advice as Advice, code })),
  ),
);

const ban = { action: 'ForbidCDNLiveStream', family: 'media' } as const;
const start = { action: 'CreatCDNTransferRule', family: 'media' } as const;
const stop = { action: 'DeleteCDNTransferRule', family: 'media' } as const;
const status = { action: 'DescribeRTCStreamState', family: 'media' } as const;
const kick = { action: 'KickoutUser', family: 'room' } as const;

describe('the published return codes', () => {
  it.each(rows)('$family $code is known and advises $advice', ({ family, code, advice }) => {
    expect(lookUp(code, { action: 'AnyOther', family })).toMatchObject({ family, code, advice });
  });

  it('are all there is', () => {
    const known = everyCode().flatMap((code) => familiesOf(code));
    expect(known).toHaveLength(rows.length);
    expect(rows).toHaveLength(143);
  });

  it('are listed once each, in ascending order', () => {
    const codes = everyCode();
    expect(codes).toEqual([...new Set(rows.map((row) => row.code))].sort((a, b) => a - b));
    expect(codes[0]).toBe(0);
  });

  it('cover every code the catalogue names', () => {
    for (const row of actions) {
      for (const code of [0, ...row.codes, ...row.params.map((param) => param.refusal)]) {
        const { family } = lookUp(code, row) ?? {};
        expect([row.action, code, family]).toEqual([row.action, code, row.family]);
      }
    }
  });
});

describe('a code looked up for an Action', () => {
  it('3 is an authentication failure for a CDN ban and a too long parameter for a room', () => {
    expect(lookUp(3, ban)?.meaning.en).toMatch(/authentication/i);
    expect(lookUp(3, kick)?.meaning.en).toMatch(/too long/i);
  });

  it('1 of a CDN ban says that bans must be enabled, which another Action is not told', () => {
    expect(lookUp(1, ban)).toMatchObject({
      advice: 'enable',
      hint: { en: expect.stringContaining('must first be enabled') },
    });
    expect(lookUp(1, stop)).toMatchObject({ advice: 'none' });
  });

  it('2 names the options of each CDN-ban command', () => {
    const hint = (action: string) => lookUp(2, { action, family: 'media' })?.hint?.en;
    expect(hint('ForbidCDNLiveStream')).toContain('--resume');
    expect(hint('QueryForbidCDNLiveStream')).toContain('--vendor');
    expect(hint('ResumeCDNLiveStream')).not.toContain('--resume');
  });

  it('5004 asks a stop for the address of the start, and a start for an RTMP address', () => {
    expect(lookUp(5004, stop)?.hint?.en).toContain('zego transfer start');
    expect(lookUp(5004, start)?.hint?.en).not.toContain('differ');
    expect(lookUp(30001, start)?.hint).toEqual(lookUp(5004, start)?.hint);
  });

  it('an internal fault may be run again after a stop, not blindly after a start', () => {
    expect(lookUp(5000, stop)?.hint).toEqual(hints.fault);
    for (const code of published.media.fault ?? []) {
      if (code !== 3001) expect(lookUp(code, start)?.hint?.en).toContain('may have started');
    }
  });

  it('41004 and 41006 both mean not live, and only 41004 has something to do', () => {
    expect(lookUp(41004, status)).toMatchObject({
      meaning: { en: expect.stringMatching(/^Not live/) },
      hint: { en: expect.stringContaining('{streamArg}') },
    });
    expect(lookUp(41006, status)).toMatchObject({
      meaning: { en: expect.stringMatching(/^Not live/) },
      hint: null,
    });
  });

  it("falls back to the gateway's codes, whatever the family", () => {
    expect(lookUp(100000005, stop)).toMatchObject({ family: 'gateway', advice: 'fix-secret' });
    expect(lookUp(100000005, kick)).toEqual(lookUp(100000005, stop));
  });

  it.each([-1, 12345, 100000012, 0.5, Number.NaN])(
    '%p, published by nobody, is undefined',
    (code) => {
      expect(lookUp(code, stop)).toBeUndefined();
    },
  );

  it('of another family is undefined', () => {
    expect(lookUp(110200001, stop)).toBeUndefined();
  });

  it('takes its own hint before that of its advice', () => {
    expect(lookUp(30011, ban)?.hint?.en).toContain('--client-ip');
    expect(lookUp(2, kick)?.hint).toEqual(hints['fix-parameter']);
  });
});

describe('a code without an Action', () => {
  it('is explained once for each family, in their order', () => {
    expect(familiesOf(3).map((found) => found.family)).toEqual(['media', 'room', 'media-file']);
    expect(familiesOf(0).map((found) => found.family)).toEqual([
      'media',
      'room',
      'mix',
      'media-file',
    ]);
    expect(familiesOf(50117)).toMatchObject([{ family: 'moderation', code: 50117 }]);
    expect(familiesOf(100000004)).toMatchObject([{ family: 'gateway', advice: 'fix-clock' }]);
  });

  it('is explained in the words of the family, not of one Action', () => {
    expect(familiesOf(41006)[0]?.meaning).not.toEqual(lookUp(41006, status)?.meaning);
  });

  it('that nobody publishes has no meaning', () => {
    expect(familiesOf(100000012)).toEqual([]);
  });
});

describe('what the documentation says', () => {
  it('1005: the App is not online', () => {
    expect(familiesOf(1005)[0]?.meaning).toEqual({
      en: 'The App is not online.',
      zh: 'App 不在线。',
    });
  });

  it('100000016: there is no production environment, or it is not enabled', () => {
    const [found] = familiesOf(100000016);
    expect(found?.meaning.en).toContain('or it is not enabled');
    expect(found?.meaning.zh).toContain('未开通');
    expect(found?.hint?.en).toContain('else ask ZEGO support');
    expect(found?.hint?.zh).toContain('否则请联系 ZEGO 技术支持');
  });
});

describe('the words for one Action', () => {
  const own = Object.entries(byAction).flatMap(([action, codes]) =>
    Object.entries(codes).map(([code, entry]) => ({ action, code: Number(code), entry })),
  );

  it.each(own)('$action $code is a code of that Action', ({ action, code }) => {
    const row = actions.find((one) => one.action === action);
    expect(row?.codes).toContain(code);
  });

  it.each(own)('$action $code brings a hint if it changes the advice', ({ entry }) => {
    expect(entry.advice === undefined || entry.hint !== undefined).toBe(true);
  });
});
