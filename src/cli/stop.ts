import { actionNamed } from '../actions/index.ts';
import { levers, stop } from '../actions/stop.ts';
import type { Action, Lever } from '../actions/types.ts';
import { filled } from '../codes/fill.ts';
import { leversForm, waitUsage as usage } from '../codes/wait-usage.ts';
import type { CallInput } from '../core/plan.ts';
import { UsageError } from '../errors.ts';
import { nearest } from '../values/nearest.ts';
import { malformed, readFields } from './values.ts';
import { readWait, type WaitInput } from './wait.ts';

/** What `zego stop` was asked for. */
export interface StopInput {
  /** One for each lever and, of relays, for each address; in the order in which they are to be called. */
  readonly inputs: readonly CallInput[];
  /** Whether relays go on, as nobody named one. */
  readonly relaysLeft: boolean;
  /** Null with --no-wait. */
  readonly wait: WaitInput | null;
}

const names = Object.keys(levers) as Lever[];

/**
 * Reads what `zego stop` was asked for.
 * @param typed option texts by Commander key; every value a list in the order given
 * @param now Unix milliseconds, for an end that counts from now
 * @throws UsageError naming option, value and what is expected
 */
export async function readStop(
  typed: Readonly<Record<string, readonly string[] | boolean | undefined>>,
  now: number,
): Promise<StopInput> {
  const texts = typed as Readonly<Record<string, readonly string[] | undefined>>;
  const only = readLevers(texts.only);
  const { streams, fields, lists } = await readFields(stop, texts, now);
  const urls = [...new Set(lists?.CDNUrl)];
  const end = texts.for ? '--for' : '--resume';
  if (only && urls.length > 0 && !only.has('relay')) throw pointless('--url', 'relay', only);
  if (only && fields.ResumeTime && !only.has('cdn')) throw pointless(end, 'cdn', only);
  if (only?.has('relay') && urls.length === 0) {
    throw new UsageError(usage.relayNeedsUrl, usage.giveUrls);
  }
  const input = (lever: Lever, own: CallInput['fields']) => {
    return { rows: [rowOf(lever)], streams, fields: own };
  };
  const inputs: Readonly<Record<Lever, readonly CallInput[]>> = {
    rtc: [input('rtc', {})],
    relay: urls.map((CDNUrl) => input('relay', { CDNUrl })),
    cdn: [input('cdn', fields)],
  };
  return {
    inputs: names.flatMap((lever) => ((only?.has(lever) ?? true) ? inputs[lever] : [])),
    relaysLeft: only === null && urls.length === 0,
    wait: readWait(typed, { streams, isImplied: true }),
  };
}

/** The levers of `--only`; null without it. */
function readLevers(given: readonly string[] | undefined): ReadonlySet<Lever> | null {
  if (given === undefined) return null;
  const words = given.flatMap((text) => text.split(','));
  return new Set(words.map((word) => readLever(word, given.join(','))));
}

function readLever(word: string, text: string): Lever {
  const lever = names.find((name) => name === word);
  if (lever !== undefined) return lever;
  const near = nearest(word.toLowerCase(), names) ?? '';
  throw malformed('only', text, filled(leversForm, { levers: names.join(', '), near }));
}

function pointless(option: string, lever: Lever, only: ReadonlySet<Lever>): UsageError {
  return new UsageError(filled(usage.pointless, { option, only: [...only].join(','), lever }));
}

function rowOf(lever: Lever): Action {
  const row = actionNamed(levers[lever]);
  if (row === undefined) throw new Error(`no row for ${lever}`);
  return row;
}
