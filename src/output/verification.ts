import { filled } from '../codes/fill.ts';
import { nextSteps } from '../codes/next-steps.ts';
import { acts, liveTexts, verdictTexts, waitBroken, waitStates } from '../codes/verdicts.ts';
import type { JudgedCall } from '../core/verdict.ts';
import type { Text, Words } from '../values/text.ts';
import { toUtc } from '../values/utc.ts';
import type {
  Finding,
  StreamVerification,
  Verification,
  WaitedStream,
  WaitResult,
} from '../verify/types.ts';
import { worstOf } from '../verify/worst.ts';
import { bothTimes } from './data.ts';
import type { ShownWait } from './document.ts';
import { inLanguage, type Printer } from './printer.ts';
import { sanitize } from './sanitize.ts';

/** Of several streams the worst verdict, with each of them. */
function verificationOf({ streams, wanted }: WaitResult): Verification | null {
  const worst = worstOf(streams, wanted);
  if (worst === undefined) return null;
  const all = streams.map((each) => ({ stream: each.stream, ...fieldsOf(each) }));
  return { ...fieldsOf(worst), ...(all.length > 1 ? { streams: all } : {}) };
}

function fieldsOf(waited: WaitedStream): StreamVerification {
  const { verdict, method, reads, seenLive, created, closed, waitedMs } = waited;
  return {
    ...{ verdict, method, reads, seenLive },
    createTime: created === null ? null : toUtc(created),
    closeTime: closed === null ? null : toUtc(closed),
    waitedMs: Math.round(waitedMs),
  };
}

function verdictText(waited: WaitedStream, { wanted, act, stableMs }: WaitResult): Text {
  const facts: Readonly<Record<string, Words>> = {
    stream: waited.stream,
    newer: waited.newer ?? '',
    act: acts[act],
    created: instant(waited.created),
    since: instant(waited.since),
    until: waited.until === null ? '' : toUtc(waited.until),
    waited: secondsText(waited.waitedMs),
    stable: secondsText(stableMs),
    what: waited.detail ?? '',
  };
  if (wanted === 'live' && waited.verdict === 'still-live') return filled(liveTexts.live, facts);
  if (wanted === 'live' && waited.verdict === 'off-air') return filled(liveTexts.off, facts);
  return filled(verdictTexts[waited.reason], facts);
}

function instant(unixMs: number | null): Words {
  return unixMs === null ? '' : { en: bothTimes(unixMs, 'en'), zh: bothTimes(unixMs, 'zh') };
}

function secondsText(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${Math.round(ms / 100) / 10} s`;
}

/** How a stream stands while a wait goes on, in a phrase. */
export function stateText({ reason, verdict }: Finding, wanted: WaitResult['wanted']): Text {
  if (wanted === 'live') return waitStates[reason === 'unread' ? 'unread' : 'notLive'];
  if (verdict === 'off-air') return waitStates.offAir;
  switch (reason) {
    case 'probeLive':
      return waitStates.probeLive;
    case 'probeLost':
      return waitStates.lost;
    case 'live':
    case 'again':
    case 'lifted':
    case 'lost':
    case 'unread':
    case 'recorded':
    case 'notRecorded':
      return waitStates[reason];
    case 'unknownId':
    case 'neverCreated':
      return waitStates.unknown;
    case 'probeUnseen':
    case 'probeForbidden':
      return waitStates.unseen;
    default:
      return waitStates.off;
  }
}

/** The facts of a command to suggest for a stream. */
type FactsOf = (stream: string) => Readonly<Record<string, Words>>;

/** What to do next, by the worst verdict or what broke the wait off; null where nothing is left to do. */
function nextStep(
  { streams, wanted, interrupted, act }: WaitResult,
  factsOf: FactsOf,
): Text | null {
  const worst = worstOf(streams, wanted);
  if (worst === undefined || act === 'wait') return null;
  const { live, ...others } = nextSteps;
  const steps: Readonly<Record<string, Text>> = others;
  const step = interrupted || worst.reason === 'live' ? live : steps[worst.reason];
  return step ? filled(step, factsOf(worst.stream)) : null;
}

/** What was found of each stream in words: all that looked at it, and last what decided. */
function* foundIn(result: WaitResult): Generator<WaitedStream> {
  for (const waited of result.streams) {
    for (const other of waited.others) {
      // What cannot tell is silent beside what can.
      const isSilent = waited.verdict === 'off-air' && other.verdict === 'unverifiable';
      if (!isSilent) yield { ...waited, ...other };
    }
    yield waited;
  }
}

/** What the document says of a wait. */
export function shownWait(result: WaitResult, factsOf: FactsOf): ShownWait {
  const { interrupted, refused } = result;
  return {
    verification: verificationOf(result),
    interruption: interrupted && interruptionText(result),
    notes: [
      ...[...foundIn(result)].map((found) => verdictText(found, result)),
      ...(refused ? acceptedNotes(result) : []),
    ],
    hint: nextStep(result, factsOf),
  };
}

/**
 * Shows what came of a wait, after what came of the calls: the verdict on each stream on stdout, then what else was
 * found of it, a line each; last what broke the wait off. With `--json` the document has it.
 * @param sayRefusal shows a refused call
 */
export function presentWait(
  result: WaitResult,
  factsOf: FactsOf,
  printer: Printer,
  sayRefusal: (call: JudgedCall) => void,
): void {
  const { view, style } = printer;
  if (!view.json) {
    printer.out(
      [...foundIn(result)].map((found) => {
        const goal = result.wanted === 'live' ? 'still-live' : 'off-air';
        const tone = found.verdict === goal ? style.out.good : style.out.warn;
        return tone(sanitize(inLanguage(verdictText(found, result), view)));
      }),
    );
  }
  if (result.interrupted) printer.say('error', inLanguage(interruptionText(result), view));
  const step = nextStep(result, factsOf);
  if (step) printer.say('hint', inLanguage(step, view));
  if (result.refused === null) return;
  sayRefusal(result.refused);
  for (const text of acceptedNotes(result)) printer.say('hint', inLanguage(text, view));
}

function interruptionText({ act, isUnknown }: WaitResult): Text {
  if (act === 'wait') return waitBroken.interruptedRead;
  const text = waitBroken[isUnknown ? 'interruptedUnknown' : 'interrupted'];
  return filled(text, { act: acts[act] });
}

/** That the command itself was accepted. */
function acceptedNotes({ act, isUnknown }: WaitResult): readonly Text[] {
  if (act === 'wait' || isUnknown) return [];
  const { en, zh } = filled(waitBroken.accepted, { act: acts[act] });
  return [{ en: en.replace(/^./, (first) => first.toUpperCase()), zh }];
}
