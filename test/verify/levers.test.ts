import { describe, expect, it } from '@jest/globals';
import { isProven, sumOfLevers } from '../../src/verify/levers.ts';
import { type Finding, nothingSeen } from '../../src/verify/types.ts';

const found = (verdict: Finding['verdict'], reason: Finding['reason']): Finding => ({
  ...nothingSeen,
  ...{ verdict, reason },
});
const rtc = {
  wentOff: found('off-air', 'wentOff'),
  closedAfter: found('off-air', 'closedAfter'),
  closedBefore: found('off-air', 'closedBefore'),
  live: found('still-live', 'live'),
  unknownId: found('unverifiable', 'unknownId'),
  noTimes: found('unverifiable', 'noTimes'),
  notStable: found('unverifiable', 'notStable'),
  unread: found('unverifiable', 'unread'),
};
const probe = {
  off: found('off-air', 'probeOff'),
  live: found('still-live', 'probeLive'),
  unseen: found('unverifiable', 'probeUnseen'),
  forbidden: found('unverifiable', 'probeForbidden'),
};

describe('what was found after every lever was used', () => {
  it.each(Object.entries(rtc))('%s alone is what it is', (_, finding) => {
    expect(sumOfLevers([finding])).toBe(finding);
  });

  it.each(Object.entries(rtc))(
    '%s is not made better by a probe that saw nothing',
    (_, finding) => {
      for (const blind of [probe.live, probe.unseen, probe.forbidden]) {
        const sum = sumOfLevers([finding, blind]);
        expect(sum && isProven(sum)).toBe(false);
        expect(sum?.verdict).not.toBe('off-air');
      }
    },
  );

  it.each(['closedBefore', 'unknownId'] as const)(
    '%s in RTC: viewers who saw it go dark decide',
    (name) => {
      expect(sumOfLevers([rtc[name], probe.off])).toBe(probe.off);
    },
  );

  it.each(['live', 'noTimes', 'notStable', 'unread'] as const)(
    '%s in RTC is the verdict, though viewers saw it go dark',
    (name) => {
      expect(sumOfLevers([rtc[name], probe.off])).toBe(rtc[name]);
    },
  );

  it('is nothing of nothing', () => {
    expect(sumOfLevers([])).toBeUndefined();
  });
});

it('is proven by what was live when the command came, and by that alone', () => {
  const all = Object.entries({ ...rtc, probeOff: probe.off, probeLive: probe.live });
  const names = all.filter(([, finding]) => isProven(finding)).map(([name]) => name);
  expect(names).toEqual(['wentOff', 'closedAfter', 'probeOff']);
  expect(isProven({ verdict: 'still-live', reason: 'wentOff' })).toBe(false);
});
