import type { Coordinator } from '../../src/coordination/coordinator.ts';

/** What the service counts calls by. */
export interface RateQueue {
  readonly appId: number;
  readonly action: string;
  readonly test: boolean;
}

/** Wins the right to send one call of no stream: there, only the rate matters. */
export async function slotOf(
  coordinator: Coordinator,
  rateQueue: RateQueue,
  perSecond: number,
  signal: AbortSignal,
  onWait: (ms: number) => void,
) {
  const call = {
    ...rateQueue,
    perSecond,
    timeoutMs: 15_000,
    sequenced: false,
    change: null,
    streams: [],
  };
  const ticket = await coordinator.issue(call);
  const turn = await ticket.turn(signal, (_, ms) => onWait(ms));
  if (turn === null) throw new Error('a call of no stream was overtaken');
  return { ...turn, done: async () => void (await ticket.close('done')) };
}
