import { getEventListeners } from 'node:events';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { Refusals, runWait, type Target, type WaitDeps } from '../../src/commands/waiting.ts';
import { printerFor } from '../../src/output/printer.ts';
import { Redactor } from '../../src/output/redact.ts';
import { stillSpinner } from '../../src/output/spinner.ts';
import { viewOf } from '../../src/output/view.ts';
import { nothingSeen } from '../../src/verify/types.ts';
import { Watch } from '../../src/verify/watch.ts';
import { outputStream } from '../output/streams.ts';

afterEach(() => void jest.restoreAllMocks());

/** Sleeps until the signal. */
const sleep = (_: number, signal: AbortSignal) =>
  new Promise<void>((_, reject) => {
    signal.throwIfAborted();
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });

/** A wait for many streams of which none goes off, and the ticks of its clock. */
async function waitFor(count: number, newer: () => Promise<ReadonlyMap<string, string>>) {
  const [stdout, stderr] = [outputStream(), outputStream()];
  const view = viewOf({ env: {}, stdout, stderr }, { quiet: true });
  const redactor = new Redactor();
  const [signal, ticks] = [new AbortController(), new Set<() => void>()];
  const every = (_: number, task: () => void) => {
    ticks.add(task);
    return () => void ticks.delete(task);
  };
  const world = { uptime: () => 0, sleep, every, interrupted: signal.signal };
  const deps = {
    ...{ world, account: {}, spinner: stillSpinner },
    printer: await printerFor(view, { stdout, stderr }, redactor),
    redactForeign: (text: string) => text,
    redacted: (result: unknown) => result,
  } as unknown as WaitDeps;
  const looking = { pause: () => 1, look: async () => {}, settled: false, finding: nothingSeen };
  const targets = Array.from({ length: count }, (_, nth): Target => {
    const watch = new Watch({ sleep });
    return { stream: `s${nth}`, watch, looking: [looking], blind: nothingSeen };
  });
  const limits = { wanted: 'off-air', act: 'ban', isUnknown: false, stableMs: 1 } as const;
  const ended = runWait(targets, { ...limits, timeoutMs: 1 }, newer, new Refusals(deps), deps);
  const tick = () => {
    for (const task of ticks) task();
  };
  return { ended, tick, end: () => signal.abort('SIGINT') };
}

describe('a wait for many streams', () => {
  it('looks for newer commands once a tick for all of them, and never twice at a time', async () => {
    const answers: ((newer: ReadonlyMap<string, string>) => void)[] = [];
    const { ended, tick, end } = await waitFor(
      1000,
      () => new Promise((resolve) => answers.push(resolve)),
    );
    tick();
    tick();
    expect(answers).toHaveLength(1);
    answers[0]?.(new Map());
    await new Promise(setImmediate);
    tick();
    expect(answers).toHaveLength(2);
    answers[1]?.(new Map([['s7', 'zego stream resume']]));
    end();
    await new Promise(setImmediate);
    // Once more in the end, for what came after the last tick.
    expect(answers).toHaveLength(3);
    answers[2]?.(new Map([['s9', 'zego stream resume']]));
    const { streams } = await ended;
    const lifted = streams.filter(({ reason }) => reason === 'lifted');
    expect(lifted.map(({ stream }) => stream)).toEqual(['s7', 's9']);
  });

  it('has one listener on what ends them all', async () => {
    const any = jest.spyOn(AbortSignal, 'any');
    const { ended, end } = await waitFor(100, async () => new Map());
    const over = any.mock.results[0]?.value as AbortSignal;
    expect(getEventListeners(over, 'abort')).toHaveLength(1);
    end();
    expect((await ended).interrupted).toBe('SIGINT');
    expect(getEventListeners(over, 'abort')).toHaveLength(0);
  });
});
