import type { OutputStream } from '../platform/stdio.ts';
import { sanitize } from './sanitize.ts';
import type { View } from './view.ts';

/** A spinner on stderr. */
export interface Spinner {
  /** Says behind the command what it waits for now. */
  tell(text: string): void;
  /** Leaves the terminal to other lines; it is back with its next change. */
  clear(): void;
  stop(): void;
}

const noticeableMs = 150;
/** One that nobody sees. */
export const stillSpinner: Spinner = { tell() {}, clear() {}, stop() {} };

/** As much of the streams as leaves them on one line with the command. */
const mostCharacters = 48;

/**
 * Names a command with its streams: `cdn forbid s1`.
 * @param streams StreamIds without secrets, any number of them; what is long is cut
 */
export function subjectOf(command: string, streams: string): string {
  const shown = sanitize(streams.slice(0, mostCharacters).toWellFormed());
  return [command, shown].filter(Boolean).join(' ');
}

/**
 * Starts a spinner as soon as the wait is long enough to notice (150 ms), and loads ora only then.
 * @param view forbids it off a terminal, in CI, with `--quiet` and with `--json`: then nothing happens
 * @param subject names the command, if the spinner is ever seen
 */
export function spinWhileWaiting(view: View, stderr: OutputStream, subject: () => string): Spinner {
  const stream = view.spinner ? stderr.stream : undefined;
  if (stream === undefined) return stillSpinner;
  let told: string | undefined;
  let stopped = false;
  let show = () => {};
  let clear = () => {};
  let stop = () => {};
  const timer = setTimeout(async () => {
    const { default: ora } = await import('ora');
    if (stopped) return;
    const name = subject();
    const text = () => (told === undefined ? `${name} ...` : `${name}: ${told}`);
    // The view has allowed it; signals and the terminal's input are zego's to handle.
    const spinner = ora({ text: text(), stream, discardStdin: false, isEnabled: true }).start();
    show = () => {
      spinner.text = text();
    };
    clear = () => void spinner.clear();
    stop = () => void spinner.stop();
  }, noticeableMs);
  return {
    tell(text) {
      told = text;
      show();
    },
    clear: () => clear(),
    stop() {
      stopped = true;
      clearTimeout(timer);
      stop();
    },
  };
}
