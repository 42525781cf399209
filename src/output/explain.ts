import type { Action } from '../actions/types.ts';
import { fill } from '../codes/fill.ts';
import { everyCode, familiesOf, lookUp, type Meaning } from '../codes/lookup.ts';
import { EXIT, UsageError } from '../errors.ts';
import type { Printer } from './printer.ts';
import { inLanguage } from './printer.ts';

/** How the families are named at the terminal. */
const families: Readonly<Record<Meaning['family'], string>> = {
  gateway: 'any Action (the gateway)',
  media: 'relays, CDN and RTC bans, dispatch',
  room: 'rooms and users',
  mix: 'stream mixing',
  'media-file': 'media files',
  moderation: 'content moderation',
};

/**
 * Explains a return code: for one Action, or for every family that publishes it.
 * @returns the exit code
 * @throws UsageError for a code that is not published
 */
export function presentExplanation(code: number, action: Action | null, printer: Printer): number {
  const meanings = action === null ? familiesOf(code) : documentedMeanings(action, code);
  if (meanings.length === 0) throw unpublished(code, action);
  const facts: Record<string, string> =
    action === null ? {} : { action: action.action, rate: String(action.rate.production) };
  const { view, style } = printer;
  const filled = meanings.map(({ family, meaning, hint, advice }) => ({
    family,
    meaning: fill(meaning[view.lang], facts),
    hint: hint && fill(inLanguage(hint, view), facts),
    advice,
  }));
  if (view.json) {
    printer.json({
      ok: true,
      command: 'explain',
      code,
      action: action?.action ?? null,
      meanings: filled,
      exitCode: EXIT.done,
    });
    return EXIT.done;
  }
  printer.out(
    filled.flatMap(({ family, meaning, hint }) => [
      `${style.out.bold(String(code))}  ${meaning}  ${style.out.dim(`[${action?.action ?? families[family]}]`)}`,
      ...(hint ? [`  ${hint}`] : []),
    ]),
  );
  return EXIT.done;
}

/** Null or one: what the Action documents, code 0, and what the gateway answers to every Action. */
function documentedMeanings(action: Action, code: number): readonly Meaning[] {
  const found = lookUp(code, action);
  const documented = code === 0 || found?.family === 'gateway' || action.codes.includes(code);
  return found && documented ? [found] : [];
}

function unpublished(code: number, action: Action | null): UsageError {
  if (action !== null && familiesOf(code).length > 0) {
    return new UsageError(
      `${code} is not documented for ${action.action}`,
      `Other Actions do: zego explain ${code}`,
    );
  }
  const near = everyCode().filter((known) => String(known).startsWith(String(code)));
  return new UsageError(
    `${code} is not a published return code`,
    near.length > 0
      ? `Published: ${near.slice(0, 8).join(', ')}`
      : 'If ZEGO answered with it, send it and the RequestId to ZEGO support.',
  );
}
