import type { CallObserver } from '../core/call-state.ts';
import { showable, urlOf } from '../core/query.ts';
import type { Account, Timings } from '../core/types.ts';
import { inLanguage, type Printer } from '../output/printer.ts';
import type { Redactor } from '../output/redact.ts';
import type { Spinner } from '../output/spinner.ts';

/**
 * Makes the observer of a command's calls: it has every Signature hidden before anything can show it, tells the
 * spinner what the command waits for, and with `--debug` shows each attempt.
 */
export function createObserver(
  { endpoint }: Account,
  printer: Printer,
  spinner: Spinner,
  redactor: Redactor,
): CallObserver {
  const debug = (text: string) => {
    if (printer.view.debug) printer.say('debug', text);
  };
  return {
    waiting(what, ms) {
      const text =
        what === 'slot'
          ? `waiting ${(ms / 1000).toFixed(1)} s for a rate slot`
          : 'waiting for another command for the same stream';
      spinner.tell(text);
      debug(text);
    },
    sending(query, attempt) {
      for (const [name, value] of query) if (name === 'Signature') redactor.hide(value);
      debug(`attempt ${attempt} > GET ${urlOf(endpoint, showable(query))}`);
    },
    answered({ status, date, body, timings }) {
      if (!printer.view.debug) return;
      debug(
        `< HTTP ${status}, Date: ${redactor.redactForeign(date ?? 'none')}, ${timingsOf(timings)}`,
      );
      debug(`< ${beginningOf(body, redactor)}`);
    },
    failed(error) {
      debug(`< ${error.message}`);
    },
    repeating(words, delayMs) {
      const reason = inLanguage(words, printer.view);
      spinner.tell(`${reason}; trying again`);
      debug(`repeating in ${delayMs} ms: ${reason}`);
    },
  };
}

/** How many characters of a body are shown. */
const shown = 4096;
/** An option has no more than 4 KB, and an escape six characters for one. */
const longestSecret = 6 * 4096;

/**
 * The beginning of a body, redacted before it is cut: half a secret would not be found. No more of a long body is
 * searched than that takes.
 */
function beginningOf(body: string, redactor: Redactor): string {
  const searched = body.slice(0, 3 * longestSecret);
  const text = redactor.redactForeign(searched);
  return text.slice(0, searched === body ? shown : Math.min(shown, text.length - longestSecret));
}

function timingsOf(timings: Timings): string {
  const words: Record<string, string> = { dns: 'DNS', tls: 'TLS', answer: 'first byte' };
  return Object.entries(timings)
    .map(([phase, ms]) => `${words[phase] ?? phase} ${ms} ms`)
    .join(', ');
}
