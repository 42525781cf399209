import type { Sink } from '../world.ts';
import type { View } from './view.ts';

/** Turns a spinner on stderr while something is awaited. */
export interface Spinner {
  stop(): void;
}

const patience = 150;
const still: Spinner = { stop() {} };

/**
 * Starts a spinner when the wait gets long enough to notice (150 ms); ora is loaded only then.
 * @param view says no off a terminal, in CI, with `--quiet` or `--json`: then nothing happens
 */
export function spinWhileWaiting(view: View, { stream }: Sink, text: string): Spinner {
  if (!view.spinner || stream === undefined) return still;
  let stopped = false;
  let stop = () => {};
  const timer = setTimeout(async () => {
    const { default: ora } = await import('ora');
    if (stopped) return;
    // The signals are zego's own to handle, and so is the terminal's input.
    const spinner = ora({ text, stream, discardStdin: false }).start();
    stop = () => void spinner.stop();
  }, patience);
  return {
    stop() {
      stopped = true;
      clearTimeout(timer);
      stop();
    },
  };
}
