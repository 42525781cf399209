import { failure } from '../codes/failures.ts';
import { FaultError, type ZegoError } from '../errors.ts';
import { errorDocument } from './document.ts';
import { inLanguage, type Printer } from './printer.ts';
import type { Redactor } from './redact.ts';

/** Shows an error that ended a command before any call was made. */
export function presentError(error: ZegoError, command: string, printer: Printer): void {
  printer.say('error', error.message);
  const hint = inLanguage(error.hint, printer.view);
  if (hint !== null) printer.say('hint', hint);
  if (printer.view.debug && error.stack) printer.say('debug', error.stack);
  // Last, so that there is one even where the rest cannot be shown.
  if (printer.view.json) printer.json(errorDocument(error, command || null, printer.view));
}

/**
 * Shows a fault of zego itself in words that are always the same; what it says, and its stack, with `--debug`
 * alone.
 * @param redactor takes out what the fault may repeat
 * @returns the exit code
 */
export function presentFault(
  fault: unknown,
  command: string,
  printer: Printer,
  redactor: Redactor,
): number {
  const error = new FaultError(...failure('fault'));
  if (printer.view.debug) error.stack = redactor.redactForeign(wordsOf(fault));
  presentError(error, command, printer);
  return error.exitCode;
}

function wordsOf(fault: unknown): string {
  return fault instanceof Error
    ? (fault.stack ?? `${fault.name}: ${fault.message}`)
    : String(fault);
}
