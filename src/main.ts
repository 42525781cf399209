import { type Invocation, parse, pathOf } from './cli/parse.ts';
import { ZegoError } from './errors.ts';
import { presentError, presentFault } from './output/present.ts';
import { type Printer, printerFor } from './output/printer.ts';
import { Redactor } from './output/redact.ts';
import { earlyView, viewOf } from './output/view.ts';
import { version } from './version.ts';
import type { World } from './world.ts';

/**
 * Runs one command line in a world: the composition root, and the only place where errors are caught.
 * @returns the exit code
 */
export async function main(world: World): Promise<number> {
  const redactor = new Redactor();
  let printer = await printerFor(earlyView(world), world, redactor);
  try {
    const columns = world.stdout.columns || 80;
    const invocation = await parse(world.argv, { columns, now: world.now, version });
    if (invocation.kind === 'text') {
      printer.raw('out', invocation.text);
      return 0;
    }
    printer = await printerFor(viewOf(world, invocation.globals), world, redactor);
    return await run(invocation, world, printer, redactor);
  } catch (error) {
    const command = pathOf(world.argv);
    if (error instanceof ZegoError) {
      presentError(error, command, printer);
      return error.exitCode;
    }
    return presentFault(error, command, printer);
  }
}

/** Each command's own part is loaded when it is called for. */
async function run(
  invocation: Exclude<Invocation, { kind: 'text' }>,
  world: World,
  printer: Printer,
  redactor: Redactor,
): Promise<number> {
  switch (invocation.kind) {
    case 'call': {
      const { runCalls } = await import('./commands/calls.ts');
      return runCalls(invocation, world, redactor);
    }
    case 'explain': {
      const { presentExplanation } = await import('./output/explain.ts');
      return presentExplanation(invocation.code, invocation.action, printer);
    }
    case 'emulator': {
      const { runEmulator } = await import('./commands/emulator.ts');
      return runEmulator(invocation.options, world, printer);
    }
  }
}
