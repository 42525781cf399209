import { UsageError } from '../errors.ts';
import { nearest } from '../values/nearest.ts';
import { unwrap } from '../values/parsed.ts';
import { readPlayAddress } from '../values/play-address.ts';
import { readTimeout } from '../values/readers.ts';
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
    if (detail) throw new UsageError(`--no-wait and ${detail} cannot be combined`);
    return null;
  }
  if (typed.wait === undefined && !isImplied) {
    if (detail === undefined) return null;
    if (asks) throw new UsageError(`${detail} needs --wait off-air or --wait live`);
  }
  const timeoutMs = duration('--wait-timeout', timeout ?? defaults.timeout);
  const stableMs = duration('--stable', stable ?? defaults.stable);
  if (stableMs >= timeoutMs) {
    const shown = `--stable ${stable ?? `${defaults.stable} (the default)`}`;
    throw new UsageError(
      `${shown} must be shorter than --wait-timeout ${timeout ?? `${defaults.timeout} (the default)`}`,
      'A stream counts as off air only after it has stayed off for --stable.',
    );
  }
  if (probe !== undefined && streams.length > 1) {
    throw new UsageError(
      `--probe looks at one address, and ${streams.length} streams are given`,
      'Run it once for each.',
    );
  }
  return {
    wanted: asks ? stateOf(first(typed.wait) ?? '') : 'off-air',
    timeoutMs,
    stableMs,
    probe:
      probe === undefined
        ? null
        : unwrap(readPlayAddress(probe), (expected) => new UsageError(`--probe: ${expected}`)),
  };
}

function first(value: unknown): string | undefined {
  return Array.isArray(value) ? String(value[0]) : undefined;
}

function duration(flag: string, text: string): number {
  return unwrap(
    readTimeout(text),
    (expected) => new UsageError(`${flag} ${JSON.stringify(text)}: ${expected}`),
  );
}

function stateOf(text: string): WaitInput['wanted'] {
  const found = states.find((state) => state === text);
  if (found) return found;
  const near = nearest(text.toLowerCase(), states);
  const meant = near ? ` (did you mean ${near}?)` : '';
  throw new UsageError(`--wait ${JSON.stringify(text)}: expected off-air or live${meant}`);
}
