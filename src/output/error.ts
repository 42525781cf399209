import { failure } from '../codes/failures.ts';
import { FaultError, type ZegoError } from '../errors.ts';
import { errorDocument } from './document.ts';
import { inLanguage, type Printer } from './printer.ts';
import type { Redactor } from './redact.ts';

/** Shows an error that ended a command before any call was made. */
export function presentError(error: ZegoError, command: string, printer: Printer): void {
  printer.say('error', inLanguage(error.detail, printer.view));
  const hint = inLanguage(error.hint, printer.view);
  if (hint !== null) printer.say('hint', hint);
  if (printer.view.debug && error.stack) printer.say('debug', error.stack);
  // Last, so that the document is there even where the rest fails.
  if (printer.view.json) printer.json(errorDocument(error, command || null, printer.view));
}

/**
 * Shows a fault of zego itself in words that are always the same; its message and stack with `--debug` only.
 * @param redactor hides secrets in the message
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
