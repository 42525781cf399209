import { describe, expect, it } from '@jest/globals';
import { Watch, type Watcher } from '../../src/verify/watch.ts';

/** A sleep that ends at the next turn of the event loop, or with its signal. */
const sleep = (_: number, signal: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    signal.throwIfAborted();
    signal.addEventListener('abort', () => reject(signal.reason));
    setImmediate(resolve);
  });

/** A watcher whose looks are settled or not, one after the other; the last one stays. */
function watcher(...settled: boolean[]): Watcher & { readonly looks: number } {
  let looks = 0;
  return {
    pause: () => 1,
    look: async () => void looks++,
    get settled() {
      return settled[Math.min(looks, settled.length) - 1] ?? false;
    },
    get looks() {
      return looks;
    },
  };
}

describe('a watch', () => {
  it('ends once its watcher is settled', async () => {
    const [watch, one] = [new Watch({ sleep }), watcher(false, false, true)];
    watch.add(one);
    await watch.end();
    expect(one.looks).toBe(3);
  });

  it('of two ends once both are settled at the same time', async () => {
    const [watch, one, other] = [
      new Watch({ sleep }),
      watcher(true, false, true, true, true, true),
      watcher(false, false, false, false, true),
    ];
    watch.add(one);
    watch.add(other);
    await watch.end();
    expect([one.settled, other.settled]).toEqual([true, true]);
    expect(one.looks).toBeGreaterThan(3);
  });

  it('looks before its end is asked for, and does not end before', async () => {
    const [watch, one] = [new Watch({ sleep }), watcher(true)];
    const seen = new Promise<void>((resolve) => {
      watch.onLook = () => one.looks > 2 && resolve();
    });
    watch.add(one);
    watch.add(one);
    await seen;
    await watch.end();
    expect(one.settled).toBe(true);
  });

  it('ends when it is told to, settled or not', async () => {
    const [watch, one] = [new Watch({ sleep }), watcher(false)];
    watch.onLook = () => watch.finish();
    watch.add(one);
    await watch.end();
    expect([one.looks, one.settled]).toEqual([1, false]);
  });

  it('that was told before looks no more', async () => {
    const [watch, one] = [new Watch({ sleep }), watcher(false)];
    watch.finish();
    watch.add(one);
    await watch.end();
    expect(one.looks).toBe(0);
  });

  it('ends a look under way, whatever it throws then', async () => {
    const watch = new Watch({ sleep });
    let begun = () => {};
    const looking = new Promise<void>((resolve) => {
      begun = resolve;
    });
    watch.add({
      pause: () => 0,
      settled: false,
      look: (signal) => {
        begun();
        return new Promise((_, reject) => signal.addEventListener('abort', () => reject('over')));
      },
    });
    await looking;
    watch.finish();
    await expect(watch.end()).resolves.toBeUndefined();
  });

  it('passes a fault on', async () => {
    const watch = new Watch({ sleep });
    watch.add({ pause: () => 0, settled: false, look: () => Promise.reject(new Error('a fault')) });
    await expect(watch.end()).rejects.toThrow('a fault');
  });

  it('without a watcher is over at once', async () => {
    await expect(new Watch({ sleep }).end()).resolves.toBeUndefined();
  });
});
