import { createHash } from 'node:crypto';
import type { Journal, OpenJournal } from './journal.ts';
import { Lane, laneLine } from './lane.ts';
import { type Draw, digestDraws, drawLine, findDraw } from './sequence.ts';

/**
 * What calls to one AppId agree on across processes. Before each attempt: win a slot, draw, and send
 * if the slot is still fresh.
 */
export interface Coordinator {
  /**
   * Wins the right to send one call now.
   * @param perSecond the calls a second that the service lets through, the same for all callers
   * @param onWait called once with the milliseconds expected, when it has to wait noticeably
   * @throws the signal's reason as soon as it aborts
   */
  slot(
    lane: LaneName,
    perSecond: number,
    signal: AbortSignal,
    onWait: (ms: number) => void,
  ): Promise<Slot>;
  /**
   * Draws the Sequence of a command's first attempt: greater than every one drawn before, and at
   * least the time in milliseconds. After a clock ran ahead the numbers stay ahead.
   * @param states what the command changes, in any words that tell one state of a stream from another;
   *   none for one that only reads
   */
  draw(appId: number, states: readonly string[]): Promise<Drawn>;
}

/** What the service counts calls by. */
export interface LaneName {
  readonly appId: number;
  readonly action: string;
  readonly test: boolean;
}

/** The right to send one call. */
export interface Slot {
  /** Whole milliseconds of waiting for others; 0 where nobody was ahead. */
  readonly waitedMs: number;
  /** Whether it may still be used: look right before sending, and win another one if not. */
  fresh(): boolean;
  /** The call was answered, failed, or will not be made: later calls may count from now. */
  done(): Promise<void>;
}

/** A Sequence, and how its command stands. */
export interface Drawn {
  readonly sequence: number;
  /** Between this command's first draw and this one, a newer command was drawn for a state of it. */
  readonly superseded: boolean;
  /** Draws for another attempt of the same command, which keeps its place among the others. */
  again(): Promise<Drawn>;
}

/** The side effects of coordination. */
export interface Surroundings {
  /** Unix milliseconds; may be stepped. */
  now(): number;
  /** Milliseconds on a clock that all processes share and nobody sets (`process.hrtime`). */
  uptime(): number;
  /** 12 random hex digits. */
  token(): string;
  /** @throws the signal's reason as soon as it aborts */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** A slot that was not used for so long is void: the calls behind it count on its being sent. */
const slotLife = 200;
/** Milliseconds of waiting worth telling. */
const noticeable = 200;

/** Coordinates through journals: in files for the processes of a machine, in memory for one alone. */
export function coordinate(open: OpenJournal, around: Surroundings): Coordinator {
  const journals = new Map<string, Journal>();
  const journal: OpenJournal = (name, digest) => {
    const found = journals.get(name) ?? open(name, digest);
    journals.set(name, found);
    return found;
  };

  const drawn = (log: Journal, marks: readonly string[], first?: First): Drawn => {
    const intent = first?.sequence ?? 0;
    const draw: Draw = { now: around.now(), token: around.token(), intent, marks };
    const { generation, lines } = log.append(drawLine(draw));
    const sequence = findDraw(lines, draw)?.sequence;
    if (sequence === undefined) throw new Error('a draw does not stand where it was written');
    // What came between is unknown when the lines since the first draw are gone: assume the worst.
    const history = first && log.since(first.generation);
    const superseded = first !== undefined && findDraw(history ?? [], draw)?.superseded !== false;
    const origin = first ?? { generation, sequence };
    return { sequence, superseded, again: async () => drawn(log, marks, origin) };
  };

  return {
    async slot({ appId, action, test }, perSecond, signal, onWait) {
      const log = journal(`${appId}/${action}${test ? '-test' : ''}`, (lines) =>
        new Lane(lines, perSecond).digest(),
      );
      let waited = 0;
      let told = false;
      const pause = async (ms: number, expected: number) => {
        if (!told && expected >= noticeable) {
          told = true;
          onWait(expected);
        }
        const since = around.uptime();
        await around.sleep(ms, signal);
        waited += around.uptime() - since;
      };
      for (;;) {
        signal.throwIfAborted();
        const { token, at } = await turn(log, perSecond, around, pause);
        const done = async () => {
          log.append(laneLine('D', around.uptime(), token));
        };
        const fresh = () => around.uptime() - at <= slotLife;
        if (fresh()) return { waitedMs: Math.round(waited), fresh, done };
        await done();
      }
    },

    async draw(appId, states) {
      const marks = states.map((state) => markOf(appId, state));
      return drawn(journal(`${appId}/sequence`, digestDraws), marks);
    },
  };
}

/** Where a command stands among the others: at its first draw. */
interface First {
  readonly generation: number;
  readonly sequence: number;
}

/**
 * Queues in a lane and claims its turn; gives the uptime it was claimed at.
 * @param pause waits so many milliseconds of those that are expected in all
 */
async function turn(
  log: Journal,
  perSecond: number,
  { uptime, token: random }: Surroundings,
  pause: (ms: number, expected: number) => Promise<void>,
): Promise<{ token: string; at: number }> {
  const token = random();
  let { lines } = log.append(laneLine('Q', uptime(), token));
  for (;;) {
    const lane = new Lane(lines, perSecond);
    const at = lane.wentAt(token);
    if (at !== undefined) return { token, at };
    const now = Math.floor(uptime()); // as it will stand in the claim
    const wait = lane.wait(token, now);
    if (wait <= 0) {
      lines = log.append(laneLine('G', now, token)).lines;
    } else {
      await pause(wait, lane.expected(token, now));
      lines = log.read();
    }
  }
}

/** A state's short hash: the name of its stream is nobody's business on the disk. */
function markOf(appId: number, state: string): string {
  return createHash('sha256').update(`${appId} ${state}`).digest('hex').slice(0, 12);
}
