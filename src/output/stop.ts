import { levers } from '../actions/stop.ts';
import type { Lever } from '../actions/types.ts';
import { relaysLeft } from '../codes/stop.ts';
import { saidNotes } from '../core/notes.ts';
import type { Outcome } from '../core/outcome.ts';
import type { JudgedCall } from '../core/verdict.ts';
import type { Text } from '../values/text.ts';
import { banEndText } from './ban-end.ts';
import { bothTimes } from './data.ts';
import { failureWords, originOf } from './present.ts';
import { inLanguage, type Printer } from './printer.ts';
import { sanitize } from './sanitize.ts';

const width = Math.max(...Object.keys(levers).map(({ length }) => length));

/**
 * Shows what became of each lever: one row each on stdout, in the order in which they were called; the hints of those
 * that failed on stderr, each once.
 * @param areRelaysLeft whether a row says that nobody named a relay
 */
export function presentLevers(outcome: Outcome, areRelaysLeft: boolean, printer: Printer): void {
  const { view, style } = printer;
  if (!view.json) {
    const row = (lever: Lever, words: string) => `${lever.padEnd(width)}  ${sanitize(words)}`;
    const rowsOf = (lever: Lever): readonly string[] => {
      if (lever === 'relay' && areRelaysLeft)
        return [row(lever, style.out.warn(inLanguage(relaysLeft, view)))];
      const calls = outcome.calls.filter(({ call }) => call.row.change?.lever === lever);
      return calls.map((call) => {
        const tone = call.verdict.ok ? style.out.good : style.out.bad;
        return row(lever, tone(wordsOf(call, outcome, printer)));
      });
    };
    printer.out((Object.keys(levers) as Lever[]).flatMap(rowsOf));
  }
  const hints = new Map<string, Lever[]>();
  for (const { call, verdict } of outcome.calls) {
    const hint = inLanguage(verdict.hint, view);
    if (hint !== null && call.row.change)
      hints.set(hint, [...(hints.get(hint) ?? []), call.row.change.lever]);
  }
  for (const [hint, some] of hints)
    printer.say('hint', `${[...new Set(some)].join(', ')}: ${hint}`);
  for (const { kind, text } of saidNotes(outcome.notes)) {
    const isWarning = kind === 'unconfirmed' || kind === 'clock';
    printer.say(isWarning ? 'warning' : 'note', inLanguage(text, view));
  }
}

function wordsOf(call: JudgedCall, { appId, banEnds }: Outcome, { view }: Printer): string {
  const { verdict, reply } = call;
  if (!verdict.ok) return failureWords(call, appId, view);
  const ends = call.call.row.change?.lever === 'cdn' ? banEnds : [];
  const texts: readonly (Text | null)[] = [
    verdict.meaning,
    ...ends.map((end) => banEndText(end, bothTimes)),
  ];
  const words = texts.map((text) => inLanguage(text, view)).filter((text) => text !== null);
  return `${words.join(' ')} (${originOf(reply, appId)})`;
}
