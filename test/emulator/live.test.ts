import { describe, expect, it } from '@jest/globals';
import { readLive } from '../../src/emulator/live.ts';
import { UsageError } from '../../src/errors.ts';
import { stage } from './wire.ts';

const obedient = { direct: false, lingerMs: 0, backMs: Infinity };

describe('--live', () => {
  it.each([
    ['s1', obedient],
    ['s1:linger=1500ms', { ...obedient, lingerMs: 1500 }],
    ['s1:back=5s:linger=1m', { ...obedient, lingerMs: 60_000, backMs: 5000 }],
    ['s1:direct:linger=2s', { ...obedient, direct: true, lingerMs: 2000 }],
  ])('%s', (text, publisher) => {
    expect(readLive([text])).toEqual([{ id: 's1', ...publisher }]);
  });

  it('takes an id that only looks like an option', () => {
    expect(readLive(['-b', 'direct', 'a/b', 'linger=2s', '流'])).toMatchObject([
      { id: '-b' },
      { id: 'direct', direct: false },
      { id: 'a/b' },
      { id: 'linger=2s', lingerMs: 0 },
      { id: '流' },
    ]);
  });

  it('takes a publisher in RTC and one to the CDN under the same id', () => {
    expect(readLive(['s1', 's1:direct'])).toMatchObject([{ direct: false }, { direct: true }]);
  });

  const form = 'expected ID[:direct][:linger=DURATION][:back=DURATION]';
  it.each([
    ['', form],
    [':linger=2s', form],
    ['s1:', form],
    ['s1:rtc', form],
    ['s1:lingr=2s', form],
    ['s1:direct=1', form],
    ['rtmp://host/s1', form],
    ['s1:linger', 'linger: expected a duration'],
    ['s1:linger=2', 'linger: expected a duration'],
    ['s1:linger=0s', 'linger: expected a duration'],
    ['s1:linger=2s=3s', 'linger: expected a duration'],
    ['s1:back=25d', 'back: expected at most 24d'],
    ['s1:linger=1s:linger=2s', 'linger is given twice'],
    ['s1:direct:direct', 'direct is given twice'],
  ])('not "%s"', (text, why) => {
    expect(() => readLive([text])).toThrow(UsageError);
    expect(() => readLive([text])).toThrow(`--live ${JSON.stringify(text)}: ${why}`);
  });

  it('not the same publisher twice', () => {
    expect(() => readLive(['s1', 's1:linger=2s'])).toThrow('"s1:linger=2s": s1 is declared twice');
    expect(() => readLive(['s1:direct', 's1:direct'])).toThrow('"s1:direct": s1 is declared twice');
  });
});

it('a malformed one keeps the emulator from starting', async () => {
  await expect(stage({ live: ['s1:x'] })).rejects.toThrow(UsageError);
});
