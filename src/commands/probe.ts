import type { Invocation } from '../cli/parse.ts';
import { environmentLayer, optionLayer, settingOf } from '../config/layers.ts';
import { EXIT, InterruptedError } from '../errors.ts';
import { inLanguage, type Printer } from '../output/printer.ts';
import { presentProbe, presentUnsentLook, probeExit } from '../output/probe.ts';
import type { Redactor } from '../output/redact.ts';
import { spinWhileWaiting } from '../output/spinner.ts';
import type { World } from '../platform/world.ts';
import { addressSecrets, hideAddressSecrets } from '../values/rtmp.ts';
import { createProbeJudge, lookMs, type ProbeState, type Sight } from '../verify/probe.ts';

const pauseMs = 1_000;
/** A look with less time than that says more of the time than of the stream. */
const fairMs = 500;
/** An address that tells nothing so often in a row will tell nothing later. */
const mostUnclear = 3;

/**
 * Looks at an address that viewers play until it can say whether the stream is live, or the time is over. No ZEGO host
 * and no file is asked.
 * @param crash rejected by what is thrown where nobody waits for it; stops the spinner
 * @returns the exit code
 * @throws UsageError, ConfigError for a malformed timeout; InterruptedError
 */
export async function runProbe(
  { address, globals }: Extract<Invocation, { kind: 'probe' }>,
  world: World,
  printer: Printer,
  redactor: Redactor,
  crash?: Promise<never>,
): Promise<number> {
  const { timeout } = globals;
  const typed = timeout === undefined ? {} : { timeout };
  const layers = [
    optionLayer(typed, world.cwd),
    environmentLayer({ ZEGO_TIMEOUT: world.env.ZEGO_TIMEOUT }),
  ];
  const timeoutMs = settingOf(layers, 'timeout');
  for (const key of addressSecrets(address.href)) redactor.hideStreamKey(key);
  const { view } = printer;
  const shown = hideAddressSecrets(address.href);
  if (globals.dryRun) {
    presentUnsentLook(shown, printer);
    return EXIT.done;
  }
  if (view.debug) printer.say('debug', `GET ${shown}`);

  const startedAt = world.uptime();
  const leftMs = () => timeoutMs - (world.uptime() - startedAt);
  const judge = createProbeJudge({ offUnseen: true });
  const spinner = spinWhileWaiting(view, world.stderr, () => 'probe');
  crash?.catch(() => spinner.stop());
  let [reads, unclear] = [0, 0];
  const take = (sight: Sight): ProbeState => {
    const isUnclear = sight.kind === 'unclear';
    reads += isUnclear ? 0 : 1;
    unclear = isUnclear ? unclear + 1 : 0;
    const state = judge.see(sight, world.uptime());
    const seen = redactor.redactForeign(inLanguage(state.detail ?? '', view));
    spinner.tell(seen);
    if (view.debug) printer.say('debug', `${sight.kind}: ${seen}`);
    return state;
  };
  try {
    for (;;) {
      const limits = {
        timeoutMs: Math.max(1, Math.ceil(Math.min(lookMs, leftMs()))),
        signal: world.interrupted,
      };
      const { state } = take(await world.view(address, limits));
      if (state !== 'unclear' || unclear >= mostUnclear || leftMs() < pauseMs + fairMs) break;
      await world.sleep(pauseMs, world.interrupted);
    }
  } catch (error) {
    if (!world.interrupted.aborted) throw error;
    throw new InterruptedError(world.interrupted.reason, { sent: true, reads: true });
  } finally {
    spinner.stop();
  }
  const result = {
    ...judge.state,
    reads,
    waitedMs: Math.round(world.uptime() - startedAt),
    isTooShort: judge.state.state === 'unclear' && unclear === 0,
  };
  presentProbe(result, printer, (text) => redactor.redactForeign(text));
  return probeExit[result.state];
}
