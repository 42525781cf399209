import type { JudgedCall, Outcome } from '../core/outcome.ts';
import type { ZegoError } from '../errors.ts';
import { wordsOf } from './printer.ts';
import type { View } from './view.ts';

/** The JSON document of a command that called the API; its keys are promised to scripts. */
export function outcomeDocument(outcome: Outcome, view: View): Record<string, unknown> {
  const { spokesman, calls } = outcome;
  return {
    ok: outcome.ok,
    command: outcome.command,
    action: spokesman.call.row.action,
    appId: outcome.appId,
    test: outcome.test,
    streams: calls.flatMap(({ call }) => call.streams),
    ...answerOf(spokesman, view),
    exitCode: outcome.exitCode,
    // Only more ids than one call takes make more calls than one.
    ...(calls.length > 1
      ? {
          calls: calls.map((call) => ({
            ok: call.verdict.ok,
            streams: call.call.streams,
            ...answerOf(call, view),
            exitCode: call.verdict.exitCode,
          })),
        }
      : {}),
  };
}

function answerOf({ reply, verdict, sequence, attempts, error }: JudgedCall, view: View) {
  return {
    code: reply?.code ?? null,
    message: reply?.message ?? null,
    requestId: reply?.requestId ?? null,
    data: reply?.data ?? null,
    meaning: wordsOf(verdict.meaning, view),
    hint: wordsOf(verdict.hint, view),
    retryable: verdict.retryable,
    sequence,
    attempts,
    error: error && { kind: error.kind, detail: error.message },
  };
}

/** The same document for a command that ended before any call was made. */
export function errorDocument(
  error: ZegoError,
  command: string | null,
  view: View,
): Record<string, unknown> {
  return {
    ok: false,
    command,
    action: null,
    appId: null,
    test: false,
    streams: [],
    code: null,
    message: null,
    requestId: null,
    data: null,
    meaning: null,
    hint: wordsOf(error.hint, view),
    retryable: false,
    sequence: null,
    attempts: 0,
    error: { kind: error.kind, detail: error.message },
    exitCode: error.exitCode,
  };
}
