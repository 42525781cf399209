import { createReadStream } from 'node:fs';
import { ConfigError } from '../errors.ts';
import { exposuresOf } from './exposure.ts';
import { reasonOf, regularFile, shownPath, sizeLimit } from './files.ts';
import { accept, readSecretText } from './readers.ts';
import type { SecretSource, SettingsInput, Sourced } from './types.ts';

/**
 * Gets the ServerSecret from where it is kept: the first line of a file or of stdin, trimmed.
 * @returns the secret, and a warning for each way in which others may see its file
 * @throws ConfigError naming the place, never what it holds
 */
export async function readSecret(
  { value: source, from }: Sourced<SecretSource>,
  input: Pick<SettingsInput, 'stdin' | 'cwd'>,
): Promise<{ secret: string; warnings: readonly string[] }> {
  if (source.kind === 'text') return { secret: source.text, warnings: [] };
  if (source.kind === 'stdin') {
    if (input.stdin.isTTY) {
      throw new ConfigError(
        `${from}: stdin is a terminal`,
        'Pipe the secret in: zego ... --secret-file - < FILE',
      );
    }
    return { secret: firstLine(await input.stdin.read(), from), warnings: [] };
  }
  const shown = shownPath(source.path, input.cwd);
  const place = source.byHand ? from : `${from}: ${shown}`;
  // Who types a path may name a pipe, as `<(command)` does; a file that names a FIFO would hang us.
  if (!source.byHand && !regularFile(source.path)) {
    throw new ConfigError(`${place} is missing, out of reach or not a regular file`);
  }
  const secret = firstLine(await readSome(source.path, place), place);
  return { secret, warnings: exposuresOf(source.path, input.cwd) };
}

function firstLine(text: string, place: string): string {
  if (Buffer.byteLength(text) > sizeLimit) throw new ConfigError(`${place} is larger than 64 KiB`);
  const line = text.split(/[\r\n]/, 1)[0]?.trim();
  if (!line) throw new ConfigError(`${place} is empty or begins with an empty line`);
  return accept(readSecretText(line), (wanted) => new ConfigError(`${place}: ${wanted}`));
}

// One byte more than a secret file may have, so that a longer one shows.
async function readSome(path: string, place: string): Promise<string> {
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of createReadStream(path, { end: sizeLimit })) chunks.push(chunk);
    return Buffer.concat(chunks).toString();
  } catch (error) {
    throw new ConfigError(`${place} cannot be read${reasonOf(error)}`);
  }
}
