import { stop } from '../actions/stop.ts';
import type { Invocation } from '../cli/parse.ts';
import { failure } from '../codes/failures.ts';
import { filled } from '../codes/fill.ts';
import { allAccepted, relaysLeft, thenNothing, thenWait } from '../codes/stop.ts';
import { type Outcome, sumUp } from '../core/outcome.ts';
import type { Account, CallResult } from '../core/types.ts';
import { judge } from '../core/verdict.ts';
import { EXIT, NetworkError, type ZegoError } from '../errors.ts';
import { sayFailure } from '../output/present.ts';
import type { Printer } from '../output/printer.ts';
import type { Spinner } from '../output/spinner.ts';
import { leversDocument, presentLevers, presentNotes } from '../output/stop.ts';
import type { World } from '../platform/world.ts';
import { hideAddressSecrets } from '../values/rtmp.ts';
import type { Text } from '../values/text.ts';
import { isProven, sumOfLevers } from '../verify/levers.ts';
import type { WaitResult } from '../verify/types.ts';

type StopInvocation = Extract<Invocation, { kind: 'stop' }>;

interface StopDeps {
  readonly account: Account;
  readonly world: Pick<World, 'now'>;
  readonly printer: Printer;
  readonly spinner: Spinner;
  /** Hides the secrets in what the service said. */
  redacted(result: CallResult): CallResult;
}

/** The lever was left alone, as the service does not know the account. */
class UntriedError extends NetworkError {}

/** The notes that matter where every lever was used: none says which other lever there is. */
const kept = ['unconfirmed', 'clock', 'ineffective', 'spelling'];

/** What a dry run says beside the requests: of the relays that nobody named, and of the wait. */
export function plannedFor({ wait, inputs, relaysLeft: areLeft }: StopInvocation): readonly Text[] {
  const left = areLeft ? [relaysLeft] : [];
  if (wait === null) return left;
  const readers = inputs.map(({ rows }) => rows[0]?.verifiedBy ?? '');
  const probe = wait.probe && hideAddressSecrets(wait.probe.href);
  const reader = readers.find((name) => name === stop.verifiedBy) ?? '';
  const by = [reader || (probe ? '' : readers.find(Boolean)), probe].filter(Boolean).join(', ');
  const seconds = `${wait.timeoutMs / 1000}`;
  return [...left, by ? filled(thenWait, { seconds, by }) : thenNothing];
}

/** What `zego stop` does differently from a command of one Action. */
export function createStop(
  { command, relaysLeft: areRelaysLeft }: StopInvocation,
  { account, world, printer, spinner, redacted }: StopDeps,
) {
  let outcome: Outcome | undefined;
  const exitOf = async (result: CallResult) => (await judge(result, account)).exitCode;
  return {
    /** Sums up what was found of the stream so far. */
    sum: sumOfLevers,

    /**
     * Why no further lever is used: the service refused the authentication of the first, and would refuse that of the
     * others as well. Any other failure does not stop them.
     */
    async whyNoFurther([first]: readonly CallResult[]): Promise<ZegoError | null> {
      const isRefused = first && (await exitOf(first)) === EXIT.auth;
      return isRefused ? new UntriedError('slot', ...failure('leverUntried')) : null;
    },

    /** Shows what became of the levers, before anything is waited for. */
    async show(results: readonly CallResult[]): Promise<void> {
      outcome = wholeOf(await sumUp(command, results.map(redacted), account, world.now()));
      spinner.clear();
      presentLevers(outcome, areRelaysLeft, printer);
    },

    /** The result by which a wait goes, once any lever was pulled: of the source, else of the CDN, else of a relay. */
    async decisive(results: readonly CallResult[]): Promise<readonly CallResult[]> {
      const codes = await Promise.all(results.map(exitOf));
      const mayHave = results.filter((_, nth) =>
        [EXIT.done, EXIT.unknown].some((code) => code === codes[nth]),
      );
      if (mayHave.length === 0) return [];
      const of = (lever: string, some: readonly CallResult[] = mayHave) =>
        some.find(({ call }) => call.row.change?.lever === lever) ?? [];
      // A refused ban leaves the source live for all that anybody knows.
      return [of('rtc', results), of('cdn'), of('relay')].flat().slice(0, 1);
    },

    /**
     * Shows the verdict, and the document.
     * @param said warnings and notes from before the calls
     * @returns the exit code
     */
    async conclude(waited: WaitResult | null, said: readonly Text[]): Promise<number> {
      if (outcome === undefined) throw new Error('no lever was used');
      const after =
        waited && (await import('./waited.ts')).afterWait(outcome, waited, account, printer);
      const whole = waited && after ? withVerdict(outcome, after.outcome, waited) : outcome;
      after?.wait.present((call) => sayFailure(call, whole, printer));
      presentNotes(whole, printer);
      if (printer.view.json) {
        const cautions = areRelaysLeft ? [...said, relaysLeft] : said;
        printer.json(leversDocument(whole, cautions, printer.view, after?.wait.shown));
      }
      return whole.exitCode;
    },
  };
}

/** What the levers came to. Those that were not tried say nothing of their own. */
function wholeOf(outcome: Outcome): Outcome {
  const { calls, ok } = outcome;
  const [first] = calls;
  const isUntried = first && calls.some(({ error }) => error instanceof UntriedError);
  return {
    ...outcome,
    ...(isUntried ? { primary: first, exitCode: EXIT.auth } : {}),
    meaning: ok ? acceptedOf(outcome) : outcome.meaning,
    notes: outcome.notes.filter(({ kind }) => kept.includes(kind)),
  };
}

/** What the answers of the levers that were accepted mean together; null where none was. */
function acceptedOf({ calls }: Outcome): Text | null {
  const accepted = calls.filter(({ verdict }) => verdict.ok);
  const levers = new Set(accepted.map(({ call }) => call.row.change?.lever ?? ''));
  return levers.size > 0 ? filled(allAccepted, { levers: [...levers].join(', ') }) : null;
}

/**
 * What the levers came to after the wait. A stream that was seen to end with the command is what was wanted, whatever
 * became of a lever.
 * @param after as for a command of one Action
 */
function withVerdict(before: Outcome, after: Outcome, waited: WaitResult): Outcome {
  const [stream] = waited.streams;
  if (stream === undefined || waited.interrupted) return after;
  if (isProven(stream)) {
    const primary = before.calls.find(({ verdict }) => verdict.ok) ?? before.primary;
    return { ...after, primary, ok: true, exitCode: EXIT.done, meaning: acceptedOf(before) };
  }
  return after;
}
