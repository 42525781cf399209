import { FaultError, type ZegoError } from '../errors.ts';
import { errorDocument } from './document.ts';
import { inLanguage, type Printer } from './printer.ts';
import type { Redactor } from './redact.ts';

/** Shows an error that ended a command before any call was made. */
export function presentError(error: ZegoError, command: string, printer: Printer): void {
  if (printer.view.json) printer.json(errorDocument(error, command || null, printer.view));
  printer.say('error', error.message);
  const hint = inLanguage(error.hint, printer.view);
  if (hint !== null) printer.say('hint', hint);
  if (printer.view.debug && error.stack) printer.say('debug', error.stack);
}

/**
 * Shows a fault of zego itself: one line and how to report it, the stack only with `--debug`.
 * @param redactor takes out what the fault may repeat: its words are not ours
 * @returns the exit code
 */
export function presentFault(
  fault: unknown,
  command: string,
  printer: Printer,
  redactor: Redactor,
): number {
  const what = fault instanceof Error ? `${fault.name}: ${fault.message}` : String(fault);
  const error = new FaultError(
    `a fault of zego itself: ${redactor.redactForeign(what)}`,
    'Please report it with the output of the same command and --debug.',
  );
  if (fault instanceof Error && fault.stack) error.stack = redactor.redactForeign(fault.stack);
  presentError(error, command, printer);
  return error.exitCode;
}
