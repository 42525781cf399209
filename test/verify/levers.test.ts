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
  closedWithBan: found('off-air', 'closedWithBan'),
  live: found('still-live', 'live'),
  lost: found('unverifiable', 'lost'),
  neverCreated: found('unverifiable', 'neverCreated'),
  unknownId: found('unverifiable', 'unknownId'),
  noTimes: found('unverifiable', 'noTimes'),
  notStable: found('unverifiable', 'notStable'),
  unread: found('unverifiable', 'unread'),
};
const probe = {
  off: found('off-air', 'probeOff'),
  live: found('still-live', 'probeLive'),
  lost: found('unverifiable', 'probeLost'),
  unseen: found('unverifiable', 'probeUnseen'),
  forbidden: found('unverifiable', 'probeForbidden'),
};

describe('what was found after every lever was used', () => {
  const { closedBefore, ...others } = rtc;

  it.each(Object.entries(others))('%s alone is what it is', (_, finding) => {
    expect(sumOfLevers([finding])).toBe(finding);
  });

  it('closed before is no proof that a lever took effect', () => {
    const sum = sumOfLevers([closedBefore]);
    expect(sum).toEqual({ ...closedBefore, verdict: 'unverifiable', reason: 'offBefore' });
  });

  it.each(Object.entries(rtc))(
    '%s is not made better by a probe that saw nothing',
    (_, finding) => {
      for (const blind of [probe.live, probe.lost, probe.unseen, probe.forbidden]) {
        const sum = sumOfLevers([finding, blind]);
        expect(sum && isProven(sum)).toBe(false);
        expect(sum?.verdict).not.toBe('off-air');
      }
    },
  );

  it.each(['closedBefore', 'unknownId', 'neverCreated'] as const)(
    '%s in RTC: viewers who saw it go dark decide',
    (name) => {
      expect(sumOfLevers([rtc[name], probe.off])).toBe(probe.off);
    },
  );

  it.each(['live', 'lost', 'noTimes', 'notStable', 'unread'] as const)(
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
  expect(names).toEqual(['wentOff', 'closedAfter', 'closedWithBan', 'probeOff']);
  expect(isProven({ verdict: 'still-live', reason: 'wentOff' })).toBe(false);
});
