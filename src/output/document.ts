import type { Outcome } from '../core/outcome.ts';
import { type Query, showable, urlOf } from '../core/query.ts';
import type { Account, PlannedCall } from '../core/types.ts';
import type { JudgedCall } from '../core/verdict.ts';
import type { ZegoError } from '../errors.ts';
import type { Text } from '../values/text.ts';
import { toUtc } from '../values/utc.ts';
import type { Verification } from '../verify/types.ts';
import { banEndText } from './ban-end.ts';
import { inLanguage } from './printer.ts';
import type { View } from './view.ts';

/** The JSON document of a command that called the API; its keys are promised to scripts. */
export function outcomeDocument(
  outcome: Outcome,
  cautions: readonly Text[],
  view: View,
  waited: ShownWait | null = null,
): Record<string, unknown> {
  const { primary, calls } = outcome;
  return {
    ok: outcome.ok,
    command: outcome.command,
    action: primary.call.row.action,
    appId: outcome.appId,
    test: outcome.test,
    streams: streamsOf(calls),
    ...answerFields(primary, view),
    meaning: inLanguage(outcome.meaning, view),
    ...(waited?.hint && { hint: inLanguage(waited.hint, view) }),
    ...(waited?.interruption && {
      error: { kind: 'interrupted', detail: inLanguage(waited.interruption, view) },
    }),
    exitCode: outcome.exitCode,
    endpoint: outcome.endpoint,
    endpointSource: outcome.endpointSource,
    resumeTime: resumeTimeOf(calls),
    notes: [
      ...cautions,
      ...outcome.banEnds.map((end) => banEndText(end, toUtc)),
      ...outcome.notes.map(({ text }) => text),
      ...(waited?.notes ?? []),
    ].map((text) => inLanguage(text, view)),
    verification: waited?.verification ?? null,
    ...(calls.length > 1 ? { calls: calls.map((call) => callDocument(call, view)) } : {}),
  };
}

/** What a document says of a wait. */
export interface ShownWait {
  readonly verification: Verification | null;
  /** Why a signal left it without a verdict; null where none did. */
  readonly interruption: Text | null;
  readonly notes: readonly Text[];
  /** What to do next. */
  readonly hint: Text | null;
}

function resumeTimeOf(calls: readonly { readonly call: PlannedCall }[]): string | null {
  return calls.find(({ call }) => call.fields.ResumeTime)?.call.fields.ResumeTime ?? null;
}

/** What came of one of several calls: an entry of `calls`. */
export function callDocument(call: JudgedCall, view: View) {
  return {
    ok: call.verdict.ok,
    streams: call.call.streams,
    ...answerFields(call, view),
    exitCode: call.verdict.exitCode,
  };
}

/** The StreamIds of several calls, each once. */
function streamsOf(calls: readonly { readonly call: PlannedCall }[]): readonly string[] {
  return [...new Set(calls.flatMap(({ call }) => call.streams))];
}

/** The keys of the document that say what came of one call. */
function answerFields(call: JudgedCall, view: View) {
  const { reply, verdict, sequence, attempts, waitedMs, error } = call;
  return {
    code: reply?.code ?? null,
    message: reply?.message ?? null,
    requestId: reply?.requestId ?? null,
    data: reply?.data ?? null,
    meaning: inLanguage(verdict.meaning, view),
    hint: inLanguage(verdict.hint, view),
    retryable: verdict.retryable,
    sequence,
    attempts,
    waitedMs,
    error: error && { kind: error.kind, detail: inLanguage(error.detail, view) },
  };
}

/** The same document for a command that ended before any call was made. */
export function errorDocument(error: ZegoError, command: string | null, view: View) {
  return {
    ...nothing,
    ok: false,
    command,
    hint: inLanguage(error.hint, view),
    error: { kind: error.kind, detail: inLanguage(error.detail, view) },
    exitCode: error.exitCode,
  };
}

/** The same document for requests that were shown instead of sent: nothing succeeded and nothing failed. */
export function dryRunDocument(
  command: string,
  account: Pick<Account, 'appId' | 'isTest' | 'endpoint' | 'from'>,
  requests: readonly UnsentRequest[],
  cautions: readonly Text[],
  view: View,
) {
  return {
    ...nothing,
    ok: null,
    command,
    action: requests[0]?.call.row.action ?? null,
    appId: account.appId,
    test: account.isTest,
    streams: streamsOf(requests),
    endpoint: account.endpoint,
    endpointSource: account.from.endpoint,
    resumeTime: resumeTimeOf(requests),
    notes: cautions.map((caution) => inLanguage(caution, view)),
    dryRun: true,
    requests: requests.map(({ query }) => ({
      method: 'GET',
      url: urlOf(account.endpoint, showable(query)),
      parameters: showable(query).map(([name, value]) => ({ name, value })),
    })),
  };
}

/** A request that is shown, not sent. */
export interface UnsentRequest {
  readonly call: PlannedCall;
  readonly query: Query;
}

/** The keys of a document whose command made no call. */
export const nothing = {
  ok: true as boolean | null,
  command: null as string | null,
  action: null as string | null,
  appId: null as number | null,
  test: false,
  streams: [] as readonly string[],
  code: null,
  message: null,
  requestId: null,
  data: null,
  meaning: null,
  hint: null as string | null,
  retryable: false,
  sequence: null,
  attempts: 0,
  waitedMs: 0,
  error: null as { kind: string; detail: string } | null,
  exitCode: 0,
  endpoint: null as string | null,
  endpointSource: null as string | null,
  resumeTime: null as string | null,
  notes: [] as readonly string[],
  verification: null as Verification | null,
};
