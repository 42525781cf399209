import { uptime } from './clock.ts';

/** What a command changes of a stream, in the words of the command line. */
export type Lever = 'cdn' | 'stream' | 'transfer';

/** A call as it came in. */
export interface Arrival {
  /** When, by the clock of the machine. */
  readonly at: number;
  /** Tells whose it is: `--debug` shows it too. */
  readonly nonce: string;
  readonly lever: Lever;
  readonly verb: string;
  readonly streams: readonly string[];
  /** Null where the Action carries none. */
  readonly sequence: number | null;
  /** What is answered: 0 once it is carried out, 5005 for a Sequence that is not above the last. */
  readonly code: 0 | 5005;
  /** It came with a Sequence below that of an earlier call for the same stream. */
  readonly overtaken: boolean;
  /** It came while another call for the same stream was not yet answered. */
  readonly beside: boolean;
}

/** What the Actions of the commands do; the several ids of a call are its plural's. */
const actions: Readonly<Record<string, readonly [Lever, string]>> = {
  ForbidCDNLiveStream: ['cdn', 'forbid'],
  ResumeCDNLiveStream: ['cdn', 'resume'],
  ForbidRTCStream: ['stream', 'forbid'],
  ForbidRTCStreams: ['stream', 'forbid'],
  ResumeRTCStream: ['stream', 'resume'],
  ResumeRTCStreams: ['stream', 'resume'],
  CreatCDNTransferRule: ['transfer', 'start'],
  DeleteCDNTransferRule: ['transfer', 'stop'],
};

/** Over this long the Sequences of one stream must rise, in milliseconds. */
const window = 10_000;

/** The service as far as order is concerned. */
export class Service {
  readonly #last = new Map<string, { readonly sequence: number; readonly at: number }>();
  readonly #highest = new Map<string, number>();
  readonly #open = new Map<string, number>();

  /**
   * Carries a call out, or refuses it.
   * @returns `ended`, to be called when it has been answered or its caller is gone
   */
  take(query: URLSearchParams): { arrival: Arrival; body: string; ended: () => void } {
    const at = uptime();
    const [lever, verb] = actions[query.get('Action') ?? ''] ?? ['stream', 'unknown'];
    // The prefix of the test environment is not the caller's.
    const streams = [...query.getAll('StreamId'), ...query.getAll('StreamId[]')].map((id) =>
      id.replace(/^zegotest-\d+-/, ''),
    );
    const text = query.get('Sequence');
    const sequence = text === null ? null : Number(text);
    const refused = sequence !== null && streams.some((id) => this.#refuses(id, sequence, at));
    const overtaken =
      sequence !== null && streams.some((id) => sequence <= (this.#highest.get(id) ?? 0));
    const beside = streams.some((id) => (this.#open.get(id) ?? 0) > 0);
    for (const id of streams) {
      if (sequence !== null) {
        if (!refused) this.#last.set(id, { sequence, at });
        this.#highest.set(id, Math.max(sequence, this.#highest.get(id) ?? 0));
      }
      this.#count(id, 1);
    }
    let over = false;
    const ended = () => {
      if (!over) for (const id of streams) this.#count(id, -1);
      over = true;
    };
    const code = refused ? 5005 : 0;
    const Data = lever === 'cdn' ? [{ CdnType: 'ws', CdnResult: 'done' }] : null;
    const nonce = query.get('SignatureNonce') ?? '';
    return {
      arrival: { at, nonce, lever, verb, streams, sequence, code, overtaken, beside },
      body: JSON.stringify({ Code: code, Message: 'ok', RequestId: nonce, Data }),
      ended,
    };
  }

  #refuses(id: string, sequence: number, at: number): boolean {
    const last = this.#last.get(id);
    return last !== undefined && at - last.at < window && sequence <= last.sequence;
  }

  #count(id: string, step: number): void {
    this.#open.set(id, (this.#open.get(id) ?? 0) + step);
  }
}
