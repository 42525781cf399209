import { filled } from '../codes/fill.ts';
import { unread } from '../codes/platform.ts';
import { badSecret, manyLines, pipeSecret, redirectSecret } from '../codes/settings.ts';
import { ConfigError, InterruptedError } from '../errors.ts';
import { readFileOrPipe, reasonOf, regularFile, shownPath, sizeLimit } from '../platform/files.ts';
import { secretFileWarnings } from '../platform/secret-file-warnings.ts';
import { withTimeout } from '../platform/with-timeout.ts';
import { unwrap } from '../values/parsed.ts';
import { readSecretText } from '../values/readers.ts';
import { labelled, type Text, type Words } from '../values/text.ts';
import type { SettingsInput, Sourced } from './options.ts';
import type { SecretSource } from './secret-source.ts';

/** A ServerSecret, and a warning where others can read its file. */
export interface ReadSecret {
  readonly secret: string;
  readonly warnings: readonly Text[];
}

/** Milliseconds that a program may take, if the whole command has that long. */
const programMs = 10_000;

/**
 * Gets the ServerSecret from where it is kept: the first line of a file, of stdin or of what a program
 * writes, trimmed.
 * @param timeoutMs how long a pipe may keep silent, or a program run
 * @returns the secret, and a warning where others can read its file
 * @throws ConfigError naming the place, never what it holds; InterruptedError
 */
export async function readSecret(
  { value: source, from }: Sourced<SecretSource>,
  timeoutMs: number,
  input: Pick<SettingsInput, 'stdin' | 'cwd' | 'env' | 'uid' | 'interrupted'>,
): Promise<ReadSecret> {
  const limited = (place: string, read: (ended: AbortSignal) => Promise<string>) => {
    const late = new ConfigError(filled(badSecret.silent, { place, ms: `${timeoutMs}` }));
    const readable = async (ended: AbortSignal) => {
      try {
        return await read(ended);
      } catch (error) {
        if (error instanceof ConfigError || error instanceof InterruptedError) throw error;
        throw new ConfigError(filled(unread.failed, { place, reason: reasonOf(error) }));
      }
    };
    return withTimeout(readable, timeoutMs, late, input.interrupted);
  };
  switch (source.kind) {
    case 'text':
      return { secret: source.text, warnings: [] };
    case 'stdin': {
      if (input.stdin.isTTY) throw new ConfigError(labelled(from, badSecret.terminal), pipeSecret);
      const text = await limited(from, input.stdin.read);
      // The list of a loop, whose next lines are gone.
      if (/[\r\n]/.test(text.trim())) {
        throw new ConfigError(filled(manyLines, { from }), redirectSecret);
      }
      return { secret: firstLine(text, from), warnings: [] };
    }
    case 'command': {
      const { runProgram } = await import('../platform/run-program.ts');
      const conditions = { ...input, timeoutMs: Math.min(programMs, timeoutMs) };
      const facts = { place: from, program: source.command[0] };
      const fail = (what: Text, hint?: Text) =>
        new ConfigError(filled(badSecret.ofProgram, { ...facts, what }), hint);
      const text = await runProgram(source.command, conditions, fail);
      return { secret: firstLine(text, filled(badSecret.written, facts)), warnings: [] };
    }
    case 'file': {
      const { path, namedAt } = source;
      const place = namedAt === null ? from : `${from}: ${shownPath(path, input.cwd)}`;
      // Who types a path may name a pipe, as `<(command)` does; a file that names a FIFO would hang us.
      if (namedAt !== null && !regularFile(path)) {
        throw new ConfigError(filled(unread.missing, { place }));
      }
      const text = await limited(place, async (ended) => {
        const bytes = await readFileOrPipe(path, sizeLimit, ended);
        if (!bytes) throw new ConfigError(filled(badSecret.notPipe, { place }));
        return bytes.toString();
      });
      const warnings = secretFileWarnings(path, input.cwd, namedAt);
      return { secret: firstLine(text, place), warnings };
    }
  }
}

function firstLine(text: string, place: Words): string {
  if (Buffer.byteLength(text) > sizeLimit) throw new ConfigError(filled(unread.large, { place }));
  const line = text.split(/[\r\n]/, 1)[0]?.trim();
  if (!line) throw new ConfigError(filled(badSecret.empty, { place }));
  return unwrap(readSecretText(line), (expected) => new ConfigError(labelled(place, expected)));
}
