import type { OutputStream } from '../platform/stdio.ts';
import type { View } from './view.ts';

/** Turns a spinner on stderr while something is awaited. */
export interface Spinner {
  /** Says what is awaited now. */
  tell(text: string): void;
  stop(): void;
}

const patience = 150;
const still: Spinner = { tell() {}, stop() {} };

/**
 * Starts a spinner when the wait gets long enough to notice (150 ms); ora is loaded only then.
 * @param view says no off a terminal, in CI, with `--quiet` or `--json`: then nothing happens
 */
export function spinWhileWaiting(view: View, stderr: OutputStream, first: string): Spinner {
  const stream = view.spinner ? stderr.stream : undefined;
  if (stream === undefined) return still;
  let text = first;
  let stopped = false;
  let show = () => {};
  let stop = () => {};
  const timer = setTimeout(async () => {
    const { default: ora } = await import('ora');
    if (stopped) return;
    // The view has decided that it turns; signals and the terminal's input are zego's own to handle.
    const spinner = ora({ text, stream, discardStdin: false, isEnabled: true }).start();
    show = () => {
      spinner.text = text;
    };
    stop = () => void spinner.stop();
  }, patience);
  return {
    tell(next) {
      text = next;
      show();
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
      stop();
    },
  };
}
