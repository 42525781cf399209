import type { EmulatorTexts } from '../cli/parse.ts';
import { malformed } from '../cli/values.ts';
import { emulatorForms } from '../codes/emulator.ts';
import { exportLines, logLine, parseFail } from '../emulator/command.ts';
import { startEmulator } from '../emulator/server.ts';
import { EXIT, UsageError } from '../errors.ts';
import type { Printer } from '../output/printer.ts';
import type { World } from '../platform/world.ts';
import { unwrap } from '../values/parsed.ts';
import { readTimeout } from '../values/readers.ts';
import { labelled } from '../values/text.ts';

/**
 * Runs the emulator until SIGHUP, SIGINT or SIGTERM, its normal end.
 * @returns the exit code
 * @throws UsageError for a malformed option or a port that it cannot listen on
 */
export async function runEmulator(
  texts: EmulatorTexts,
  world: World,
  printer: Printer,
): Promise<number> {
  world.expectSignal();
  const { json } = printer.view;
  const emulator = await startEmulator({
    port: readPort(texts.port),
    fail: (texts.fail ?? []).map(readFail),
    latencyMs: readLatency(texts.latency),
    live: texts.live ?? [],
    now: world.now,
    log: (entry) => printer.log(entry, logLine(entry)),
  });
  const { play } = emulator;
  if (json) {
    printer.json({
      ok: true,
      command: 'emulator',
      env: {
        ZEGO_ENDPOINT: emulator.url,
        ZEGO_APP_ID: String(emulator.appId),
        ZEGO_SERVER_SECRET: emulator.secret,
      },
      play,
    });
  } else {
    printer.raw(`${exportLines(emulator)}\n`);
    if (play.length > 0) printer.say('note', `Viewers play ${play.join(', ')} (or .flv).`);
    printer.say('note', 'Paste these lines into another terminal. Ctrl-C ends the emulator.');
  }
  await new Promise<void>((resolve) => {
    if (world.interrupted.aborted) resolve();
    world.interrupted.addEventListener('abort', () => resolve(), { once: true });
  });
  await emulator.close();
  return EXIT.done;
}

function readPort(text = '0'): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  throw malformed('port', text, emulatorForms.port);
}

function readFail(text: string): { code: number; count: number } {
  const fail = parseFail(text);
  if (fail) return fail;
  throw malformed('fail', text, emulatorForms.fail);
}

function readLatency(text: string | undefined): number {
  if (text === undefined) return 0;
  const shown = `--latency ${JSON.stringify(text)}`;
  return unwrap(readTimeout(text), (expected) => new UsageError(labelled(shown, expected)));
}
