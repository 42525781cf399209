import { type Invocation, parse } from './cli/parse.ts';
import { pathOf } from './cli/words.ts';
import { refuseLongVariables } from './config/variables.ts';
import { published } from './emulator/published.ts';
import { ZegoError } from './errors.ts';
import { presentError, presentFault } from './output/error.ts';
import { type Printer, printerFor } from './output/printer.ts';
import { Redactor } from './output/redact.ts';
import { earlyView, viewOf } from './output/view.ts';
import { sound } from './platform/clock.ts';
import type { World } from './platform/world.ts';
import { version } from './version.ts';

/**
 * Runs one command line in a world: the composition root. An error that ends a command brings its exit code
 * (src/errors.ts); what became of calls is judged in src/core/verdict.ts.
 * @param crash rejected by what is thrown where nobody waits for it
 * @returns the exit code
 */
export async function main(world: World, crash?: Promise<never>): Promise<number> {
  const redactor = new Redactor();
  const printer = await printerFor(earlyView(world), world, redactor);
  try {
    const done = runCommand(world, printer, redactor, crash);
    return await Promise.race([done, ...(crash ? [crash] : [])]);
  } catch (error) {
    const command = pathOf(world.argv);
    if (error instanceof ZegoError) {
      // A secret in the wrong place would be repeated by the complaint about it.
      if (error.kind === 'usage' || error.kind === 'config') {
        redactor.hideLookalikes(`${error.message} ${error.hint}`);
      }
      presentError(error, command, printer);
      return error.exitCode;
    }
    return presentFault(error, command, printer, redactor);
  }
}

async function runCommand(
  world: World,
  early: Printer,
  redactor: Redactor,
  crash?: Promise<never>,
): Promise<number> {
  refuseLongVariables(world.env);
  // Before all else can fail: a secret given in place of another value would be repeated by the refusal.
  const given = world.env.ZEGO_SERVER_SECRET?.trim() ?? '';
  if (given !== published.secret) redactor.hide(given);
  const columns = world.stdout.columns || 80;
  const now = () => sound(world.now());
  const invocation = await parse(world.argv, { columns, now, version });
  if (invocation.kind === 'text') {
    early.raw(invocation.text);
    return 0;
  }
  if (invocation.kind === 'call') {
    const { runCalls } = await import('./commands/calls.ts');
    return runCalls(invocation, world, redactor, crash);
  }
  const { givenLanguage } = await import('./config/language.ts');
  const lang = givenLanguage(invocation.globals.lang, world.env);
  const printer = await printerFor(viewOf(world, invocation.globals, lang), world, redactor);
  return runOffline(invocation, world, printer);
}

/** Runs a command that calls no Action; each command's own part is loaded when it is called for. */
async function runOffline(
  invocation: Extract<Invocation, { kind: 'explain' | 'emulator' }>,
  world: World,
  printer: Printer,
): Promise<number> {
  if (invocation.kind === 'explain') {
    const { presentExplanation } = await import('./output/explain.ts');
    return presentExplanation(invocation.code, invocation.action, printer);
  }
  const { runEmulator } = await import('./commands/emulator.ts');
  return runEmulator(invocation.options, world, printer);
}
