import { type Outline, outlineOf } from './cli/outline.ts';
import { type Invocation, parse } from './cli/parse.ts';
import { givenLanguage, refuseLongVariables } from './config/layers.ts';
import { published } from './emulator/published.ts';
import { ZegoError } from './errors.ts';
import { presentError, presentFault } from './output/error.ts';
import { type Printer, printerFor } from './output/printer.ts';
import { Redactor } from './output/redact.ts';
import { viewOf } from './output/view.ts';
import { plausible } from './platform/clock.ts';
import type { World } from './platform/world.ts';
import { inBoth } from './values/text.ts';
import { version } from './version.ts';

/**
 * Runs one command line in a world: the composition root. An error that ends a command brings its exit code
 * (src/errors.ts); what became of calls is judged in src/core/verdict.ts.
 * @param crash rejects with what is thrown where nobody awaits it
 * @returns the exit code
 */
export async function main(world: World, crash?: Promise<never>): Promise<number> {
  const redactor = new Redactor();
  const outline = outlineOf(world.argv);
  const printer = await printerFor(viewOf(world, outline.globals), world, redactor);
  try {
    const running = runCommand(outline, world, printer, redactor, crash);
    return await Promise.race([running, ...(crash ? [crash] : [])]);
  } catch (error) {
    const command = outline.path;
    if (error instanceof ZegoError) {
      // The complaint about a misplaced secret would repeat it.
      if (error.kind === 'usage' || error.kind === 'config') {
        redactor.hideLookalikes(`${error.message} ${inBoth(error.hint ?? '').en}`);
      }
      presentError(error, command, printer);
      return error.exitCode;
    }
    return presentFault(error, command, printer, redactor);
  }
}

async function runCommand(
  outline: Outline,
  world: World,
  early: Printer,
  redactor: Redactor,
  crash?: Promise<never>,
): Promise<number> {
  refuseLongVariables(world.env);
  // Before anything can fail: the refusal of a misplaced secret would repeat it.
  const given = world.env.ZEGO_SERVER_SECRET?.trim() ?? '';
  if (given !== published.secret) redactor.hide(given);
  const columns = world.stdout.columns || 80;
  const now = () => plausible(world.now());
  const invocation = await parse(outline, { columns, now, version });
  if (invocation.kind === 'text') {
    early.raw(invocation.text);
    return 0;
  }
  if (invocation.kind === 'call' || invocation.kind === 'stop') {
    const { runCalls } = await import('./commands/calls.ts');
    return runCalls(invocation, world, redactor, crash);
  }
  const lang = givenLanguage(invocation.globals.lang, world.env);
  const printer = await printerFor(viewOf(world, invocation.globals, lang), world, redactor);
  return runOffline(invocation, world, printer, redactor, crash);
}

/** Runs a command that calls no Action, and loads only that command. */
async function runOffline(
  invocation: Extract<Invocation, { kind: 'probe' | 'explain' | 'emulator' }>,
  world: World,
  printer: Printer,
  redactor: Redactor,
  crash?: Promise<never>,
): Promise<number> {
  if (invocation.kind === 'probe') {
    const { runProbe } = await import('./commands/probe.ts');
    return runProbe(invocation, world, printer, redactor, crash);
  }
  if (invocation.kind === 'explain') {
    const { presentExplanation } = await import('./output/explain.ts');
    return presentExplanation(invocation.code, invocation.action, printer);
  }
  const { runEmulator } = await import('./commands/emulator.ts');
  return runEmulator(invocation.options, world, printer);
}
