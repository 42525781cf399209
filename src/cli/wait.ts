import { expectedForm, forms, or } from '../codes/expected.ts';
import { filled } from '../codes/fill.ts';
import { waitUsage as usage } from '../codes/wait-usage.ts';
import { UsageError } from '../errors.ts';
import { nearest } from '../values/nearest.ts';
import { unwrap } from '../values/parsed.ts';
import { readPlayAddress } from '../values/play-address.ts';
import { readTimeout } from '../values/readers.ts';
import { labelled, listed } from '../values/text.ts';
import { waitDefaults as defaults, waitDetails as details } from './wait-options.ts';

/** What a command is to wait for. */
export interface WaitInput {
  readonly wanted: 'off-air' | 'live';
  /** Counted from the last call that changes something. */
  readonly timeoutMs: number;
  /** How long a stream must stay off. */
  readonly stableMs: number;
  /** What viewers play; its query may hold a token. */
  readonly probe: URL | null;
}

const states = ['off-air', 'live'] as const;

/** The texts of options by Commander key; every value a list in the order given. */
type Typed = Readonly<Record<string, unknown>>;

/**
 * Reads the options of waiting.
 * @param typed `wait` is true, false (`--no-wait`), a list of states, or absent
 * @param isImplied whether the command waits unless it is told not to
 * @returns null where nothing is to be waited for
 * @throws UsageError for options that contradict each other, malformed ones, and several streams with one probe
 */
export function readWait(
  typed: Typed,
  {
    streams,
    asks = false,
    isImplied = false,
  }: {
    readonly streams: readonly string[];
    readonly asks?: boolean;
    readonly isImplied?: boolean;
  },
): WaitInput | null {
  const [timeout, stable, probe] = ['waitTimeout', 'stable', 'probe'].map((key) =>
    first(typed[key]),
  );
  const detail = details.find((_, nth) => [timeout, stable, probe][nth] !== undefined);
  if (typed.wait === false) {
    if (detail) throw new UsageError(filled(usage.noWait, { option: detail }));
    return null;
  }
  if (typed.wait === undefined && !isImplied) {
    if (detail === undefined) return null;
    if (asks) throw new UsageError(filled(usage.needsWait, { option: detail }));
  }
  const usual = defaultTimeout(streams);
  const timeoutMs = duration('--wait-timeout', timeout ?? usual);
  const stableMs = duration('--stable', stable ?? defaults.stable);
  if (stableMs >= timeoutMs) {
    const shown = (given: string | undefined, value: string) =>
      given ?? filled(usage.byDefault, { value });
    const facts = {
      stable: shown(stable, defaults.stable),
      timeout: shown(timeout, usual),
    };
    throw new UsageError(filled(usage.notShorter, facts), usage.whyShorter);
  }
  if (probe !== undefined && streams.length > 1) {
    throw new UsageError(filled(usage.oneProbe, { count: `${streams.length}` }), usage.onceForEach);
  }
  return {
    wanted: asks ? stateOf(first(typed.wait) ?? '') : 'off-air',
    timeoutMs,
    stableMs,
    probe:
      probe === undefined
        ? null
        : unwrap(readPlayAddress(probe), (why) => new UsageError(labelled('--probe', why))),
  };
}

/** The longer the more streams there are: their reads share one rate. */
function defaultTimeout(streams: readonly string[]): string {
  const further = Math.max(0, new Set(streams).size - 1);
  return `${Number.parseFloat(defaults.timeout) + further * Number.parseFloat(defaults.further)}s`;
}

function first(value: unknown): string | undefined {
  return Array.isArray(value) ? String(value[0]) : undefined;
}

function duration(flag: string, text: string): number {
  return unwrap(
    readTimeout(text),
    (why) => new UsageError(labelled(`${flag} ${JSON.stringify(text)}`, why)),
  );
}

function stateOf(text: string): WaitInput['wanted'] {
  const found = states.find((state) => state === text);
  if (found) return found;
  const near = nearest(text.toLowerCase(), states) ?? '';
  const form = filled(forms.choice, { choices: listed(states, or), near });
  throw new UsageError(labelled(`--wait ${JSON.stringify(text)}`, filled(expectedForm, { form })));
}
