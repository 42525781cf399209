import type { Invocation } from '../cli/parse.ts';
import { failure } from '../codes/failures.ts';
import { loadSettings } from '../config/settings.ts';
import { makeCall, notMade } from '../core/call.ts';
import { uniqueTexts, warningsBefore } from '../core/notes.ts';
import { sumUp } from '../core/outcome.ts';
import { plan, streamsOf } from '../core/plan.ts';
import type { Query } from '../core/query.ts';
import { addressesOf, buildQuery } from '../core/request.ts';
import type { Account, CallResult, Limits, PlannedCall } from '../core/types.ts';
import { InterruptedError, NetworkError, type ZegoError } from '../errors.ts';
import { presentDryRun, presentOutcome } from '../output/present.ts';
import { inLanguage, printerFor } from '../output/printer.ts';
import type { Redactor } from '../output/redact.ts';
import { restOf } from '../output/rest.ts';
import { spinWhileWaiting, stillSpinner, subjectOf } from '../output/spinner.ts';
import { viewOf } from '../output/view.ts';
import type { World } from '../platform/world.ts';
import { addressSecrets } from '../values/rtmp.ts';
import { inBoth, type Text, type Words } from '../values/text.ts';
import { truncate } from '../values/truncate.ts';
import type { WaitResult } from '../verify/types.ts';
import { introduce } from './account.ts';
import { coordinatorOf } from './coordination.ts';
import { createObserver } from './observer.ts';
import { giveAll, withdraw } from './tickets.ts';
import type { Wait } from './wait.ts';

type CallInvocation = Extract<Invocation, { kind: 'call' | 'stop' }>;

/**
 * Runs a command that calls the API: reads the settings, makes the calls and shows the outcome.
 * @param crash rejected by what is thrown where nobody waits for it; stops the spinner
 * @returns the exit code
 * @throws ZegoError for whatever ends the command before its first call
 */
export async function runCalls(
  invocation: CallInvocation,
  world: World,
  redactor: Redactor,
  crash?: Promise<never>,
): Promise<number> {
  const startedAt = world.uptime();
  const { command, globals } = invocation;
  const isStop = invocation.kind === 'stop';
  const settings = await loadSettings({ ...world, options: globals });
  const view = viewOf(world, globals, settings.lang);
  const printer = await printerFor(view, world, redactor);
  const said: Text[] = [];
  const tell = (tone: 'caution' | 'warning' | 'note', words: Words) => {
    const text = inBoth(words);
    said.push(text);
    printer.say(tone, inLanguage(text, view));
  };

  const inputs = isStop ? invocation.inputs : [invocation.input];
  const calls = inputs.flatMap((input) => plan(input, settings));
  hideKeys(calls, invocation.wait?.probe ?? null, world.env, redactor);
  const accountOf = async (): Promise<Account> => {
    const { account, host, cautions, warnings, notes } = await introduce(settings, calls, globals);
    redactor.hide(account.secret);
    if (host) printer.say('host', inLanguage(host, view));
    for (const caution of cautions) tell('caution', caution);
    for (const warning of warnings) tell('warning', warning);
    for (const note of notes) tell('note', note);
    const before = uniqueTexts(calls.flatMap((call) => warningsBefore(call, world.now())));
    for (const warning of before) tell('warning', warning);
    return account;
  };
  if (globals.dryRun) {
    const account = await accountOf();
    const requests = calls.map((call) => ({ call, query: unsentQuery(call, account, world) }));
    const then = isStop ? (await import('./stop.ts')).plannedFor(invocation) : [];
    presentDryRun(command, account, requests, said, printer, then);
    return 0;
  }

  // From here on the command counts as given, however long the secret takes.
  const coordinator = coordinatorOf(world, (text) => tell('warning', text));
  const mayTakeMs = isStop ? settings.timeout * calls.length : settings.timeout;
  const given = await giveAll(calls, settings, mayTakeMs, coordinator);
  const account = await accountOf().catch(async (error: unknown) => {
    await withdraw(given, (text) => tell('warning', text));
    throw error;
  });
  // A program or a pipe may have taken long to give the secret.
  const leftMs = Math.max(1, Math.ceil(settings.timeout - (world.uptime() - startedAt)));
  const streams = () => redactor.redact(streamsOf(calls).join(', '));
  const spinner = spinWhileWaiting(view, world.stderr, () => subjectOf(command, streams()));
  crash?.catch(() => spinner.stop());
  const redactForeign = (text: string) => redactor.redactForeign(text);
  const redacted = withoutKeys(redactor);
  const stop = isStop
    ? (await import('./stop.ts')).createStop(invocation, {
        account,
        world,
        printer,
        spinner,
        redacted,
      })
    : null;
  const results: CallResult[] = [];
  let madeAt = 0;
  let wait: Wait | undefined;
  let waited: WaitResult | null = null;
  try {
    if (invocation.wait) {
      const { Wait } = await import('./wait.ts');
      const observer = createObserver(account, printer, stillSpinner, redactor);
      const reads = { world, account, coordinator, observer, redactForeign };
      const deps = { ...reads, printer, spinner, redacted, ...(stop && { sum: stop.sum }) };
      wait = new Wait(invocation.wait, deps);
      await wait.lookOut(calls, mayTakeMs);
    }
    const limitsOf = (timeoutMs: number): Limits => ({
      deadline: AbortSignal.timeout(timeoutMs),
      interrupted: world.interrupted,
      timeouts: timeoutsOf(calls, settings.timeout),
    });
    const deps = {
      ...world,
      limits: limitsOf(leftMs),
      redactForeign,
      observer: createObserver(account, printer, spinner, redactor),
    };
    for (const { call, ticket } of given) {
      // A lever that takes long leaves the others their time.
      const limits = stop ? limitsOf(settings.timeout) : deps.limits;
      const error = whyNot(limits, settings.timeout) ?? (await stop?.whyNoFurther(results)) ?? null;
      results.push(
        ...(error
          ? [await notMade(call, ticket, error)]
          : await makeCall(call, ticket, account, { ...deps, limits })),
      );
    }
    madeAt = world.now();
    await stop?.show(results);
    const decisive = await stop?.decisive(results);
    waited = (await wait?.finish(decisive ?? results, stop !== null)) ?? null;
    if (wait?.lastAnswer) results.splice(0, results.length, wait.lastAnswer);
  } finally {
    spinner.stop();
    await wait?.close();
  }
  if (stop) return stop.conclude(waited, said);
  const made = await sumUp(command, results.map(redacted), account, madeAt);
  const after = waited && (await import('./waited.ts')).afterWait(made, waited, account, printer);
  const outcome = after?.outcome ?? made;
  presentOutcome(outcome, said, world.stdout.columns, printer, after?.wait);
  for (const text of restOf(made, world.argv)) printer.say('hint', inLanguage(text, view));
  return outcome.exitCode;
}

/** Why no further call is to be begun: a signal came, or the time is over; null where neither is so. */
function whyNot({ interrupted, deadline }: Limits, timeoutMs: number): ZegoError | null {
  if (interrupted.aborted) return new InterruptedError(interrupted.reason, { sent: false });
  const timeout = `${timeoutMs / 1000}s`;
  return deadline.aborted ? new NetworkError('slot', ...failure('notTried', { timeout })) : null;
}

/** The query of a call for a dry run: with the time in place of a drawn Sequence. */
function unsentQuery(call: PlannedCall, account: Account, world: World): Query {
  const now = world.now();
  return buildQuery(call, account, {
    nonce: world.randomHex(8),
    timestamp: Math.floor(now / 1000),
    sequence: call.row.sequenced ? (call.sequence ?? String(now)) : null,
  });
}

/**
 * How long one attempt may take: a third of the whole, so that there is time for another, but at least 5 s. A call
 * that is not repeated once it went out may wait for its answer until the time is over.
 */
function timeoutsOf(calls: readonly PlannedCall[], timeoutMs: number): Limits['timeouts'] {
  const share = Math.max(5_000, Math.ceil(timeoutMs / 3));
  const once = calls.some(({ row, sequence }) => row.effect === 'starts' || sequence !== undefined);
  return { connectMs: share, answerMs: once ? timeoutMs : share };
}

/**
 * Has what may be a stream key in the addresses of calls, and the passwords of proxies, hidden from what foreign
 * texts repeat.
 */
function hideKeys(
  calls: readonly PlannedCall[],
  probe: URL | null,
  env: World['env'],
  redactor: Redactor,
): void {
  const proxies = [env.HTTPS_PROXY ?? '', env.https_proxy ?? ''];
  const keys = [
    ...[...calls.flatMap(addressesOf), probe?.href ?? []].flat().flatMap(addressSecrets),
    ...proxies.flatMap(passwordsOf),
  ];
  for (const key of keys) redactor.hideStreamKey(key);
}

/** A proxy's password, alone and with its user as in a header; the user alone may be any word. */
function passwordsOf(proxy: string): readonly string[] {
  const [, both = '', password = ''] = /^(?:\w+:\/\/)?([^:]*:(.*))@/s.exec(proxy) ?? [];
  return [both, password];
}

/** Redacts what the service said, and cuts its Message. */
function withoutKeys(redactor: Redactor): (result: CallResult) => CallResult {
  return ({ reply, ...result }) => ({
    ...result,
    reply: reply && {
      ...reply,
      // Redacted before it is cut: half a key would not be found.
      message: truncate(redactor.redactForeign(reply.message)),
      requestId: reply.requestId && redactor.redactForeign(reply.requestId),
      data: redactor.redactData(reply.data),
    },
  });
}
