import type { CallResult } from '../core/types.ts';
import { type JudgedCall, judge } from '../core/verdict.ts';
import { EXIT } from '../errors.ts';
import type { Printer } from '../output/printer.ts';
import type { Spinner } from '../output/spinner.ts';
import type { Finding, WaitResult } from '../verify/types.ts';
import type { Watch } from '../verify/watch.ts';
import { worstOf } from '../verify/worst.ts';
import { showProgress } from './progress.ts';
import type { ReadDeps } from './reads.ts';
import type { Looking } from './watchers.ts';

/** How often it is looked whether a newer command undid this one. */
const undoneMs = 500;

/** What a wait works with. */
export interface WaitDeps extends ReadDeps {
  readonly printer: Printer;
  readonly spinner: Spinner;
  /** Makes one of what several watchers found of a stream: by default the worst. */
  readonly sum?: (findings: readonly Finding[]) => Finding | undefined;
  /** Hides the secrets in what the service said. */
  redacted(result: CallResult): CallResult;
}

/** One stream that is waited for. */
export interface Target {
  readonly stream: string;
  readonly watch: Watch;
  /** What looks at it. The worst of what they find is the verdict. */
  readonly looking: readonly Looking[];
  /** The verdict where nothing can look. */
  readonly blind: Finding;
}

/** The newer commands that undid what is waited for, as they are typed, by stream. */
export type UndoneBy = () => Promise<ReadonlyMap<string, string>>;

/** How long a wait lasts. */
export interface WaitLimits extends Pick<WaitResult, 'wanted' | 'act' | 'isUnknown' | 'stableMs'> {
  readonly timeoutMs: number;
}

/** What ends all of a wait before its time: a read that the service refused for authentication. */
export class Refusals {
  readonly #deps: Pick<WaitDeps, 'account' | 'redacted'>;
  readonly #over = new AbortController();
  refused: JudgedCall | null = null;

  constructor(deps: Pick<WaitDeps, 'account' | 'redacted'>) {
    this.#deps = deps;
  }

  get signal(): AbortSignal {
    return this.#over.signal;
  }

  /** Takes in a read. @returns whether it ended the wait */
  onRead = async (result: CallResult): Promise<boolean> => {
    const call = this.#deps.redacted(result);
    const verdict = await judge(call, this.#deps.account);
    if (verdict.exitCode !== EXIT.auth) return false;
    this.refused ??= { ...call, verdict };
    this.#over.abort();
    return true;
  };
}

/** A stream under way. */
class Waited {
  readonly target: Target;
  newer: string | null = null;
  endedAt = 0;
  readonly #sum: NonNullable<WaitDeps['sum']>;

  constructor(target: Target, sum: NonNullable<WaitDeps['sum']>) {
    this.target = target;
    this.#sum = sum;
  }

  get #worst(): Finding {
    const findings = this.target.looking.map(({ finding }) => finding);
    return this.#sum(findings) ?? this.target.blind;
  }

  get finding(): Finding {
    const { looking } = this.target;
    if (this.newer !== null)
      return { ...this.#worst, verdict: 'still-live', reason: 'lifted', settled: true };
    const settled = looking.every((each) => each.settled);
    return { ...this.#worst, settled, seenLive: looking.some((each) => each.finding.seenLive) };
  }

  get others(): readonly Finding[] {
    const { method } = this.#worst;
    const findings = this.target.looking.map(({ finding }) => finding);
    return this.newer === null ? findings.filter((each) => each.method !== method) : [];
  }
}

/**
 * Waits from now on: for each stream until all that looks at it is settled, and no longer than to the one deadline of
 * all, a signal or a refused read.
 * @throws what a look throws: a fault
 */
export async function runWait(
  targets: readonly Target[],
  { timeoutMs, ...limits }: WaitLimits,
  undoneBy: UndoneBy,
  refusals: Refusals,
  deps: WaitDeps,
): Promise<WaitResult> {
  const { world, printer, spinner, redactForeign } = deps;
  const { sum = (findings) => worstOf(findings, limits.wanted) } = deps;
  const startedAt = world.uptime();
  const progress = showProgress(world, printer, spinner, { ...limits, all: targets.length });
  const all = targets.map((target) => new Waited(target, sum));
  const [timer, deadline] = [new AbortController(), new AbortController()];
  void world.sleep(timeoutMs, timer.signal).then(
    () => deadline.abort(),
    () => {},
  );
  const over = AbortSignal.any([deadline.signal, refusals.signal, world.interrupted]);
  const finish = () => {
    for (const { target } of all) target.watch.finish();
  };
  // One listener for all streams: Node warns of many.
  over.addEventListener('abort', finish, { once: true });
  if (over.aborted) finish();
  const lookForNewer = async () => {
    const newer = await undoneBy();
    for (const each of all) {
      each.newer ??= newer.get(each.target.stream) ?? null;
      if (each.newer !== null) each.target.watch.finish();
    }
  };
  let isUnderWay = false;
  const stopLooking = world.every(undoneMs, () => {
    if (isUnderWay) return;
    isUnderWay = true;
    void lookForNewer().finally(() => {
      isUnderWay = false;
    });
  });
  try {
    await Promise.all(
      all.map(async (each) => {
        const { watch, looking, stream } = each.target;
        watch.onLook = () => progress.update(stream, each.finding);
        for (const watcher of looking) watch.add(watcher);
        await watch.end();
        each.endedAt = world.uptime();
      }),
    );
    await lookForNewer();
  } finally {
    over.removeEventListener('abort', finish);
    finish();
    timer.abort();
    stopLooking();
    progress.stop();
  }
  const clean = ({ detail, ...finding }: Finding): Finding => ({
    ...finding,
    detail: detail && { en: redactForeign(detail.en), zh: redactForeign(detail.zh) },
  });
  return {
    ...limits,
    streams: all.map(({ target: { stream }, newer, finding, others, endedAt }) => ({
      ...clean(finding),
      ...(refusals.refused && !finding.settled && refusedFinding(finding)),
      ...{ stream, newer, others: others.map(clean), waitedMs: endedAt - startedAt },
    })),
    refused: refusals.refused,
    interrupted: world.interrupted.aborted ? world.interrupted.reason : null,
  };
}

function refusedFinding(finding: Finding): Finding {
  return { ...finding, verdict: 'unverifiable', reason: 'refused' };
}
