import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Change } from '../../src/coordination/coordinator.ts';
import { queueLine, readQueueLine } from '../../src/coordination/records.ts';
import { StreamQueue } from '../../src/coordination/stream-queue.ts';

const ban: Change = { lever: 'rtc', intent: 'ban', address: null, until: null };
const resume: Change = { ...ban, intent: 'resume' };
const relay = (intent: Change['intent'], address: string | null): Change => ({
  ...{ lever: 'relay', intent, address, until: null },
});
const [there, elsewhere] = ['aaaaaaaaaaaa', 'bbbbbbbbbbbb'];

/** A hash, as a number stands for it. */
const id = (n: number) => n.toString(16).padStart(12, '0');

/** The line of a call that is given. */
function give(n: number, change: Change | null, streams = [1], queue = 'A', at = 1000): string {
  const given = { owner: `${n}/1/1/1`, until: 1_000_000, queue, change, streams: streams.map(id) };
  return queueLine({ kind: 'I', at, token: id(n), ...given });
}
const tell = (kind: 'Q' | 'G' | 'E' | 'X', n: number, detail = '', at = 1000) =>
  queueLine({ kind, at, token: id(n), detail });

/** The streams a call may still go for, and whether it is under way. */
function state(lines: readonly string[], n: number) {
  const queue = new StreamQueue(
    () => 100_000,
    lines,
    () => id(n),
  );
  const entry = queue.find(id(n));
  if (!entry) throw new Error('not on record');
  const left = [...queue.remaining(entry)].map((hash) => Number.parseInt(hash, 16));
  return {
    left,
    goes: entry.going !== null,
    madeWay: entry.madeWay.size > 0,
    passed: entry.passed.size,
  };
}

describe('a newer call decides', () => {
  it.each<[string, Change, Change, boolean]>([
    ['a resume after a ban', ban, resume, true],
    ['a ban after a resume', resume, ban, true],
    ['a ban after a ban', ban, ban, false],
    ['a ban of another lever', ban, { ...resume, lever: 'cdn' }, false],
    ['a ban until another minute', { ...ban, until: 600 }, { ...ban, until: 660 }, true],
    ['a ban until nearly the same time', { ...ban, until: 600 }, { ...ban, until: 659 }, false],
    ['a ban with an end after one without', ban, { ...ban, until: 600 }, true],
    ['a start after a stop of the relay', relay('stop', there), relay('start', there), true],
    ['a start of another relay', relay('stop', there), relay('start', elsewhere), false],
    ['a stop of another relay', relay('start', elsewhere), relay('stop', there), false],
    ['a start after all were cleared', relay('stop', null), relay('start', there), true],
    ['all cleared after a start', relay('start', there), relay('stop', null), true],
    ['all cleared after a stop', relay('stop', there), relay('stop', null), false],
  ])('%s: %#', (_, older, newer, decides) => {
    const lines = [give(1, older), give(2, newer)];
    expect(state(lines, 1).left).toEqual(decides ? [] : [1]);
    expect(state(lines, 2).left).toEqual([1]);
    expect(state([...lines, tell('G', 1)], 1).goes).toBe(!decides);
  });

  it('over the streams they share, and no others', () => {
    const lines = [give(1, ban, [1, 2, 3]), give(2, resume, [2, 4])];
    expect(state(lines, 1).left).toEqual([1, 3]);
    expect(state([...lines, tell('G', 1)], 1).goes).toBe(true);
  });

  it('when it is over, too, if it may have taken effect', () => {
    const lines = [give(1, ban), give(2, resume), tell('G', 2)];
    expect(state([...lines, tell('X', 2, 'done')], 1).left).toEqual([]);
    expect(state([...lines, tell('X', 2, 'dead')], 1).left).toEqual([]);
    expect(state([...lines, tell('E', 2, 'lost'), tell('X', 2, 'dead')], 1).left).toEqual([]);
  });

  it('but not once it was given up without effect', () => {
    const lines = [give(1, ban), give(2, resume)];
    expect(state([...lines, tell('X', 2, 'nothing')], 1).left).toEqual([1]);
    expect(state([...lines, tell('X', 2, 'dead')], 1).left).toEqual([1]);
    const sent = [...lines, tell('G', 2), tell('X', 2, 'nothing')];
    expect(state(sent, 1).left).toEqual([1]);
  });

  it('and never over a call that only reads, nor does one decide', () => {
    const lines = [give(1, null), give(2, ban), give(3, null)];
    for (const n of [1, 2, 3]) expect(state(lines, n).left).toEqual([1]);
  });

  it('and is told that an older one gave way to it', () => {
    const lines = [give(1, ban), give(2, resume), give(3, ban, [2])];
    expect(state([...lines, tell('X', 1, 'overtaken')], 2).madeWay).toBe(true);
    expect(state([...lines, tell('X', 1, 'nothing')], 2).madeWay).toBe(false);
    expect(state([...lines, tell('X', 1, 'overtaken')], 3).madeWay).toBe(false);
  });
});

describe('of the calls for one stream', () => {
  const two = [give(1, ban), give(2, ban)];

  it('one is under way at a time: a second claim is void', () => {
    const lines = [...two, tell('G', 1), tell('G', 2)];
    expect([state(lines, 1).goes, state(lines, 2).goes]).toEqual([true, false]);
    expect(state([...lines, tell('E', 1, 'lost'), tell('G', 2)], 2).goes).toBe(true);
    expect(state([...lines, tell('X', 1, 'dead'), tell('G', 2)], 2).goes).toBe(true);
  });

  it('one that hangs holds up the others for three seconds, and a read for one', () => {
    const passes = (change: Change | null, at: number) =>
      state([give(1, change), give(2, ban), tell('G', 1), tell('G', 2, '', at)], 2).goes;
    expect([passes(ban, 3999), passes(ban, 4000)]).toEqual([false, true]);
    expect([passes(null, 1999), passes(null, 2000)]).toEqual([false, true]);
  });

  it('one that was passed by an opposite call knows it', () => {
    const lines = (change: Change) => [
      ...[give(1, ban), tell('G', 1), give(2, change), tell('G', 2, '', 4000)],
      ...[tell('X', 2, 'done'), tell('X', 1, 'done', 5000)],
    ];
    expect(state(lines(resume), 1).passed).toBe(1);
    expect(state(lines(ban), 1).passed).toBe(0);
  });

  it('those of one rate queue wait in the order in which they came to it', () => {
    const lines = [...two, give(3, ban), tell('Q', 2), tell('Q', 1)];
    const ahead = (n: number, ignored: string[] = []) => {
      const queue = new StreamQueue(() => 100_000, lines);
      return queue.obstacle(queue.find(id(n))!, 1000, new Set(ignored));
    };
    expect(ahead(2)).toBeNull();
    expect(ahead(1)).toMatchObject({ ahead: 1, entry: { going: null } });
    expect(ahead(3)).toMatchObject({ ahead: 2, entry: { going: null } });
    expect(ahead(1, [id(2)])).toBeNull();
  });

  it('those of other rate queues do not wait for each other, but a read for every change', () => {
    const lines = [give(1, ban), give(2, resume, [1], 'B'), give(3, null, [1], 'C'), tell('Q', 2)];
    const queue = new StreamQueue(() => 100_000, lines);
    const obstacle = (n: number) => queue.obstacle(queue.find(id(n))!, 1000, new Set());
    expect(obstacle(2)).toBeNull();
    expect(obstacle(3)).toMatchObject({ ahead: 1 });
    expect(obstacle(1)).toBeNull();
  });

  it('streams apart never meet', () => {
    const lines = [give(1, ban, [1, 2]), give(2, ban, [3]), tell('Q', 1), tell('G', 1)];
    const queue = new StreamQueue(() => 100_000, lines);
    expect(queue.obstacle(queue.find(id(2))!, 1000, new Set())).toBeNull();
    expect(state([...lines, tell('G', 2)], 2).goes).toBe(true);
  });
});

describe('a new generation', () => {
  const alive = (_owner: string) => false;
  const next = (lines: readonly string[], isDead = alive) =>
    new StreamQueue(() => 100_000, lines).digest(isDead);

  it('begins with the open calls, as they were judged', () => {
    const lines = [
      ...[give(1, ban, [1, 2]), tell('Q', 1), give(2, resume, [2]), tell('Q', 2), tell('G', 2)],
      ...[give(3, ban, [9]), tell('X', 3, 'done'), give(4, ban, [5])],
    ];
    const digest = next(lines);
    expect(state(digest, 1).left).toEqual([1]);
    expect(state(digest, 2)).toMatchObject({ left: [2], goes: true });
    expect(new StreamQueue(() => 100_000, digest).find(id(3))).toBeUndefined();
    expect(state(digest, 4).left).toEqual([5]);
    expect(next(digest)).toEqual(digest);
  });

  it('knows of a newer call that is over by then', () => {
    const lines = [give(1, ban, [1, 2]), give(2, resume), tell('G', 2), tell('X', 2, 'done')];
    expect(state(next(lines), 1).left).toEqual([2]);
  });

  it('knows what may have taken effect before the call was given up', () => {
    const lines = [give(1, ban), give(2, resume), tell('G', 2), tell('E', 2, 'lost')];
    const digest = [...next(lines), tell('X', 2, 'dead')];
    expect(state(digest, 1).left).toEqual([]);
  });

  it('knows who hangs, and who was passed', () => {
    const lines = [give(1, ban), tell('G', 1), give(2, resume), tell('G', 2, '', 4500)];
    const digest = next(lines);
    expect(state(digest, 1)).toMatchObject({ goes: true, passed: 1 });
    expect(state([...digest, tell('G', 2, '', 5000)], 2).goes).toBe(true);
  });

  it('does not decide for a call that may still be given up', () => {
    const digest = next([give(1, ban), give(2, resume), tell('Q', 2), tell('G', 2)]);
    expect(state(digest, 1).left).toEqual([]);
    expect(state([...digest, tell('X', 2, 'nothing')], 1).left).toEqual([1]);
  });

  it('is rid of those whose process has ended', () => {
    expect(next([give(1, ban)], () => true)).toEqual([]);
  });

  it('knows what one whose process ended may have done', () => {
    const lines = [give(1, ban), give(2, resume), tell('G', 2)];
    expect(
      state(
        next(lines, (owner) => owner.startsWith('2/')),
        1,
      ).left,
    ).toEqual([]);
    const waiting = [give(1, ban), give(2, resume), tell('Q', 2)];
    expect(
      state(
        next(waiting, (owner) => owner.startsWith('2/')),
        1,
      ).left,
    ).toEqual([1]);
  });

  it('keeps to its size: the newest remain', () => {
    const lines = Array.from({ length: 3000 }, (_, n) => give(n, ban, [n]));
    const digest = next(lines);
    expect(digest.join('\n;;').length).toBeLessThan(100_000);
    expect(digest.at(-1)).toBe(lines.at(-1));
    expect(digest.length).toBeGreaterThan(500);
  });

  it('changes nothing for the calls that are open, wherever it begins', () => {
    const step = fc.tuple(
      fc.constantFrom('I', 'Q', 'G', 'E', 'X'),
      fc.integer({ min: 1, max: 6 }),
      fc.constantFrom('lost', 'again', 'not-done', 'done', 'nothing', 'overtaken', 'dead'),
      fc.subarray([1, 2, 3], { minLength: 1 }),
      fc.constantFrom(ban, resume, relay('stop', null), relay('start', there), null),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), fc.nat(40), (all, cut) => {
        // No token is given twice.
        const firsts = new Set<number>();
        const steps = all.filter(([kind, n]) => kind !== 'I' || firsts.size < firsts.add(n).size);
        const lines = steps.map(([kind, n, detail, streams, change], index) =>
          kind === 'I'
            ? give(n, change, streams, `A${n % 2}`, 1000 + index * 400)
            : tell(kind as 'Q', n, kind === 'E' || kind === 'X' ? detail : '', 1000 + index * 400),
        );
        const open = (all: readonly string[]) => {
          const queue = new StreamQueue(() => 100_000, all);
          return [1, 2, 3, 4, 5, 6].flatMap((n) => {
            const entry = queue.find(id(n));
            if (!entry?.isOpen) return [];
            return [[n, [...queue.remaining(entry)], entry.going, [...entry.passed]]];
          });
        };
        const digested = [...next(lines.slice(0, cut)), ...lines.slice(cut)];
        expect(open(digested)).toEqual(open(lines));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a line', () => {
  it('comes back as it was written', () => {
    const lines = [give(1, ban), give(2, relay('start', there), []), give(3, null), tell('Q', 1)];
    for (const line of [...lines, tell('E', 1, 'lost'), give(4, { ...ban, until: 17 })]) {
      const record = readQueueLine(line);
      expect(record && queueLine(record)).toBe(line);
    }
  });

  it.each([
    '',
    'R 1795278153841 a4e86c8e805d 0 ',
    'I 1 000000000001 1/1/1/1 9 A rtc:ban',
    'I 1 000000000001 1/1/1/1 A rtc:ban 000000000001',
    'I 1 000000000001 1/1/1/1 9 A rtc:own 000000000001',
    'I 1 000000000001 1/1/1/1 9 A rtc:ban>x 000000000001',
    'G 1 00000000000',
    'G -1 000000000001',
    '\0\0\0',
  ])('that is torn or foreign is passed over: %j', (line) => {
    expect(state([line, give(1, ban), line, tell('G', 1), line], 1).goes).toBe(true);
  });

  it('from the future is passed over: it is from before the last restart, or foreign', () => {
    const lines = [give(2, resume, [1], 'A', 103_000), give(1, ban), tell('G', 2, '', 103_000)];
    expect(state(lines, 1).left).toEqual([1]);
    expect(new StreamQueue(() => 100_000, lines).find(id(2))).toBeUndefined();
  });
});
