import { filled } from '../codes/fill.ts';
import { waitCount } from '../codes/verdicts.ts';
import { inLanguage, type Printer } from '../output/printer.ts';
import type { Spinner } from '../output/spinner.ts';
import { stateText } from '../output/verification.ts';
import type { World } from '../platform/world.ts';
import type { Finding, WaitResult } from '../verify/types.ts';

/** Shows how a wait goes on. */
export interface Progress {
  /** Told after every look at a stream. */
  update(stream: string, finding: Finding): void;
  stop(): void;
}

/**
 * Shows how a wait goes on: on a terminal in one line that changes, elsewhere in a line for each change of a stream's
 * state. With `--quiet` and `--json` nothing.
 * @param all how many streams there are
 */
export function showProgress(
  world: Pick<World, 'uptime' | 'every'>,
  printer: Printer,
  spinner: Spinner,
  { wanted, all }: Pick<WaitResult, 'wanted'> & { readonly all: number },
): Progress {
  const { view } = printer;
  const startedAt = world.uptime();
  const shown = new Map<string, string>();
  const settled = new Set<string>();
  const tell = () => {
    const [state = ''] = shown.values();
    const count = filled(waitCount, { done: `${settled.size}`, all: `${all}` });
    const seconds = Math.floor((world.uptime() - startedAt) / 1000);
    if (shown.size > 0) spinner.tell(`${all > 1 ? inLanguage(count, view) : state}, ${seconds} s`);
  };
  const stop = view.spinner ? world.every(1000, tell) : () => {};
  return {
    update(stream, finding) {
      const state = inLanguage(stateText(finding, wanted), view);
      const isNew = shown.get(stream) !== state;
      shown.set(stream, state);
      if (finding.settled) settled.add(stream);
      else settled.delete(stream);
      if (view.spinner) tell();
      else if (isNew && !view.json && !finding.settled) printer.say('note', `${stream}: ${state}`);
    },
    stop,
  };
}
