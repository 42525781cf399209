import type { Invocation } from '../cli/parse.ts';
import { loadSettings } from '../config/settings.ts';
import { type CallWatch, makeCall } from '../core/call.ts';
import { uniqueTexts, warningsBefore } from '../core/notes.ts';
import { sumUp } from '../core/outcome.ts';
import { plan } from '../core/plan.ts';
import { buildQuery, type Query, showable, urlOf } from '../core/request.ts';
import { sequencesOfThisProcess } from '../core/sequence.ts';
import type { Account, CallResult, PlannedCall } from '../core/types.ts';
import { InterruptedError } from '../errors.ts';
import { presentDryRun, presentOutcome } from '../output/present.ts';
import { type Printer, printerFor, wordsOf } from '../output/printer.ts';
import type { Redactor } from '../output/redact.ts';
import { spinWhileWaiting } from '../output/spinner.ts';
import { viewOf } from '../output/view.ts';
import type { World } from '../world.ts';

type CallInvocation = Extract<Invocation, { kind: 'call' }>;

/**
 * Runs a command that calls the API: settings, calls, and what came of them.
 * @returns the exit code
 * @throws ZegoError for whatever ends the command before its first call
 */
export async function runCalls(
  { command, globals, wish }: CallInvocation,
  world: World,
  redactor: Redactor,
): Promise<number> {
  const startedAt = world.now();
  const settings = await loadSettings({ ...world, options: globals });
  const account: Account = settings;
  redactor.hide(account.secret);
  const view = viewOf(world, globals, settings.lang);
  const printer = await printerFor(view, world, redactor);
  for (const warning of settings.warnings) printer.say('warning', warning);

  const calls = plan(wish, account);
  hideStreamKeys(calls, redactor);
  const cautions = uniqueTexts(calls.flatMap((call) => warningsBefore(call, startedAt)));
  for (const caution of cautions) printer.say('warning', wordsOf(caution, view) ?? '');
  if (globals.dryRun) {
    const requests = calls.map((call) => ({ call, query: unsentQuery(call, account, world) }));
    presentDryRun(command, account, requests, printer);
    return 0;
  }

  const means = {
    send: world.send,
    now: world.now,
    randomHex: world.randomHex,
    interrupted: world.interrupted,
    sequences: sequencesOfThisProcess(world.now),
    watch: watchFor(account, printer, redactor),
  };
  const results: CallResult[] = [];
  const spinner = spinWhileWaiting(view, world.stderr, `${command} ...`);
  for (const call of calls) {
    results.push(
      world.interrupted.aborted
        ? notSent(call, world.interrupted.reason)
        : await makeCall(call, account, means, startedAt + settings.timeoutMs),
    );
  }
  spinner.stop();
  const outcome = await sumUp(command, results.map(withoutKeys(redactor)), account);
  presentOutcome(outcome, cautions, world.stdout.columns, printer);
  return outcome.exitCode;
}

/** The query of a call as it would go out; it is shown, never sent, and draws no Sequence. */
function unsentQuery(call: PlannedCall, account: Account, world: World): Query {
  const now = world.now();
  return buildQuery(call, account, {
    nonce: world.randomHex(8),
    timestamp: Math.floor(now / 1000),
    sequence: call.row.sequenced ? (call.sequence ?? String(now)) : null,
  });
}

function notSent(call: PlannedCall, signal: 'SIGINT' | 'SIGTERM'): CallResult {
  const error = new InterruptedError(signal, 'interrupted: the request had not gone out');
  return { call, reply: null, error, sequence: null, attempts: 0 };
}

/** Makes every signature known before it can be shown, and shows the traffic with `--debug`. */
function watchFor({ endpoint }: Account, printer: Printer, redactor: Redactor): CallWatch {
  const debug = (text: string) => {
    if (printer.view.debug) printer.say('debug', text);
  };
  return {
    sending(_, query) {
      for (const [name, value] of query) if (name === 'Signature') redactor.hide(value);
      debug(`> GET ${urlOf(endpoint, showable(query))}`);
    },
    answered(_, { status, date, body }) {
      debug(`< HTTP ${status}, Date: ${date ?? 'none'}`);
      // Redacted first: half a secret would not be known for one.
      debug(`< ${redactor.redactForeign(body).slice(0, 4096)}`);
    },
  };
}

/** The user or the query of a CDNUrl may be a stream key: who repeats it must not show it. */
function hideStreamKeys(calls: readonly PlannedCall[], redactor: Redactor): void {
  for (const { fields } of calls) {
    const { CDNUrl = '' } = fields;
    const [, user = ''] = /\/\/([^/?#]*)@/.exec(CDNUrl) ?? [];
    const [, query = ''] = /[?#](.*)/s.exec(CDNUrl) ?? [];
    const values = query.split(/[&#]/).map((pair) => pair.slice(pair.indexOf('=') + 1));
    const password = user.slice(user.indexOf(':') + 1);
    for (const key of [user, password, query, ...values]) redactor.hideStreamKey(key);
  }
}

/** What the service said may repeat a stream key. */
function withoutKeys(redactor: Redactor): (result: CallResult) => CallResult {
  return ({ reply, ...result }) => ({
    ...result,
    reply: reply && {
      ...reply,
      message: redactor.redactForeign(reply.message),
      data: redactor.redactData(reply.data),
    },
  });
}
