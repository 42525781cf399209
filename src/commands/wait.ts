import { actionNamed, actions } from '../actions/index.ts';
import type { Action } from '../actions/types.ts';
import type { WaitInput } from '../cli/wait.ts';
import { filled } from '../codes/fill.ts';
import { shutOut } from '../codes/verdicts.ts';
import type { Lookout } from '../coordination/coordinator.ts';
import { givenCall } from '../core/given.ts';
import type { CallResult, PlannedCall } from '../core/types.ts';
import { type JudgedCall, judge } from '../core/verdict.ts';
import { EXIT } from '../errors.ts';
import type { Sight } from '../verify/probe.ts';
import { type Finding, nothingSeen, type WaitResult } from '../verify/types.ts';
import { Watch } from '../verify/watch.ts';
import { isFarAhead, Reader } from './reads.ts';
import { Refusals, runWait, type Target, type WaitDeps } from './waiting.ts';
import { type Looking, ProbeWatcher, RecordWatcher, RtcWatcher } from './watchers.ts';

/** How the service refuses a Sequence that is not above the last. */
const lowSequence = 5005;

/** Waits until what a command did is seen, for each of its streams. */
export class Wait {
  readonly #input: WaitInput;
  readonly #deps: WaitDeps;
  readonly #refusals: Refusals;
  readonly #begunAt: number;
  readonly #lookouts: { readonly call: PlannedCall; readonly lookout: Lookout }[] = [];
  readonly #readers: Reader[] = [];
  /** Looks from before the first call on. */
  readonly #probe: ProbeWatcher | null;
  readonly #probing: Watch;
  /** The Sequence, chosen by the user, after which the service refused a lower one of a read. */
  #shutOutBy: string | null = null;
  /** For a command that asks how a stream stands: the last answer. */
  lastAnswer: CallResult | null = null;

  /** To be made before the calls of the command are: it has the probe look at once. */
  constructor(input: WaitInput, deps: WaitDeps) {
    const { world, printer, redactForeign } = deps;
    const onSight = (sight: Sight) => {
      const what = sight.kind === 'unclear' ? `: ${sight.detail.en}` : '';
      if (printer.view.debug) printer.say('debug', redactForeign(`probe: ${sight.kind}${what}`));
    };
    this.#input = input;
    this.#deps = deps;
    this.#refusals = new Refusals(deps);
    this.#begunAt = world.uptime();
    this.#probing = new Watch(world);
    this.#probe = input.probe && new ProbeWatcher(world, input.probe, input, onSight);
    if (this.#probe) this.#probing.add(this.#probe);
  }

  /**
   * Looks out, from now on, for newer commands that undo these calls.
   * @param callMs how long the calls may take
   */
  async lookOut(calls: readonly PlannedCall[], callMs: number): Promise<void> {
    const { account, coordinator } = this.#deps;
    for (const call of calls) {
      if (call.row.change === null) continue;
      const given = givenCall(call, account, callMs + this.#input.timeoutMs);
      this.#lookouts.push({ call, lookout: await coordinator.lookOut(given) });
    }
  }

  /**
   * Waits, from now on, for the streams of the calls that were accepted, or may have been.
   * @param results of all calls
   * @param areChosen whether the caller knows that they are to be waited for
   * @returns null where there is nothing to wait for
   * @throws what is a fault
   */
  async finish(results: readonly CallResult[], areChosen = false): Promise<WaitResult | null> {
    const { account } = this.#deps;
    const judged = await Promise.all(
      results.map(async (result) => ({ ...result, verdict: await judge(result, account) })),
    );
    const awaited = areChosen ? judged : judged.filter(isAwaited);
    const [first] = awaited;
    if (first === undefined) return null;
    const { row } = first.call;
    const targets = awaited.flatMap((call) =>
      call.call.streams.map((stream) => this.#targetOf(stream, call)),
    );
    const limits = {
      ...this.#input,
      act: row.change === null ? 'wait' : row.change.intent === 'ban' ? 'ban' : 'stop',
      isUnknown: awaited.some(({ verdict }) => verdict.exitCode === EXIT.unknown),
    } as const;
    const undoneBy = () => this.#undoneBy(row);
    const waited = await runWait(targets, limits, undoneBy, this.#refusals, this.#deps);
    return this.#shutOutBy === null ? waited : unreadAfter(this.#shutOutBy, waited);
  }

  /** Ends whatever still looks, and leaves the queues. */
  async close(): Promise<void> {
    this.#probing.finish();
    for (const reader of this.#readers) await reader.close();
    for (const { lookout } of this.#lookouts) await lookout.close();
  }

  #targetOf(stream: string, call: JudgedCall): Target {
    const looking = [...this.#readersOf(stream, call), ...(this.#probe ? [this.#probe] : [])];
    return {
      stream,
      looking,
      watch: this.#probe ? this.#probing : new Watch(this.#deps.world),
      blind: { ...nothingSeen, reason: 'relay', settled: true },
    };
  }

  /** The streams for which a newer command undid what an Action did, with that command. */
  async #undoneBy(row: Action): Promise<ReadonlyMap<string, string>> {
    const own = this.#lookouts.filter(({ call }) => call.row === row);
    const undone = await Promise.all(own.map(({ lookout }) => lookout.undone()));
    const newer = undoingCommand(row);
    return new Map(newer === null ? [] : undone.flat().map((stream) => [stream, newer]));
  }

  /** What reads how a stream stands. Of relays and the CDN a probe says more than that. */
  #readersOf(stream: string, result: JudgedCall): readonly Looking[] {
    const { call } = result;
    const row = actionNamed(call.row.verifiedBy ?? '');
    if (row === undefined) return [];
    const deps = (read: PlannedCall) => {
      const reader = new Reader(read, call.sequence, this.#deps);
      this.#readers.push(reader);
      return { world: this.#deps.world, reader, onRead };
    };
    const onRead = (read: CallResult) => {
      const { code } = read.reply ?? {};
      if (call.row === row && isAnswer(row, code)) this.lastAnswer = read;
      const { sequence } = call;
      if (code === lowSequence && sequence && isFarAhead(sequence, this.#deps.world))
        this.#shutOutBy = sequence;
      return this.#refusals.onRead(read);
    };
    if (row.data === 'streamState') {
      const read = { row, streams: [stream], fields: {} };
      const watcher = new RtcWatcher(deps(read), this.#input, (answer) => sentAt(result, answer));
      if (call.row === row) watcher.take(result, this.#begunAt);
      return [watcher];
    }
    if (this.#probe) return [];
    return [new RecordWatcher(deps({ row, streams: [], fields: { Vendor: 'ws' } }), stream)];
  }
}

/**
 * When a call first went out, by the service's clock in Unix milliseconds. Where that answer was lost, another one
 * tells how far this machine's clock is off.
 */
function sentAt({ first, serverAheadMs }: CallResult, read: CallResult): number | null {
  if (first === null || first.serverTime !== null) return first?.serverTime ?? null;
  const ahead = serverAheadMs ?? read.serverAheadMs;
  return ahead === null ? null : first.sentAt + ahead;
}

/** Accepted, or perhaps; of a question: answered, or the answer did not come. */
function isAwaited({ call, reply, verdict }: JudgedCall): boolean {
  if (call.row.change !== null) return verdict.ok || verdict.exitCode === EXIT.unknown;
  return reply === null || isAnswer(call.row, reply.code);
}

function isAnswer({ answers }: Action, code: number | undefined): boolean {
  return code === 0 || (code !== undefined && answers?.[code] !== undefined);
}

/** Says of streams that no read told of that a Sequence, which the user chose, shut reads out. */
function unreadAfter(sequence: string, { streams, ...rest }: WaitResult): WaitResult {
  const detail = filled(shutOut, { sequence });
  const explained = <T extends Finding>(each: T): T =>
    each.reason === 'unread' ? { ...each, detail } : each;
  return {
    ...rest,
    streams: streams.map((each) => ({ ...explained(each), others: each.others.map(explained) })),
  };
}

/** The command that undoes what an Action does. */
function undoingCommand({ change }: Action): string | null {
  const undoing = actions.find(
    (row) =>
      row.change?.lever === change?.lever && /^(?:resume|start)$/.test(row.change?.intent ?? ''),
  );
  return undoing ? `zego ${undoing.command}` : null;
}
