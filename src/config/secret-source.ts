import { expected } from '../codes/expected.ts';
import { type Command, readCommand } from '../values/command.ts';
import { mapped, type Parsed } from '../values/parsed.ts';
import { readSecretText } from '../values/readers.ts';
import type { Text } from '../values/text.ts';

/** Where a raw value was found, as far as that decides how it is read. */
export interface Spot {
  /** The name of the option (`appId`), the variable, or the key of a file. */
  readonly key: string;
  /** Makes a path absolute, from the folder that relative paths start from here. */
  resolve(path: string): string;
  /** Only for a value of a configuration file. */
  readonly file?: {
    /** The place of the key, in words: `.zegorc line 3 names as serverSecretFile`. */
    readonly namedAt: Text;
    /** Why the file may not name a program to run; null if it may. */
    readonly mayNotRun: Text | null;
  };
}

/**
 * Where a ServerSecret is to be had. `namedAt`: where a configuration file names the path, in words for
 * messages; null if it was typed, so that a pipe is welcome too.
 */
export type SecretSource =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'file'; readonly path: string; readonly namedAt: Text | null }
  | { readonly kind: 'stdin' }
  | { readonly kind: 'command'; readonly command: Command };

/** Reads where the ServerSecret is: the path of an option, the text of a variable, one of three keys of a file. */
export function readSecretSource(raw: unknown, spot: Spot): Parsed<SecretSource> {
  switch (spot.key) {
    case 'secretFile':
      return raw === '-' || raw === '/dev/stdin'
        ? { value: { kind: 'stdin' } }
        : readPath(raw, spot);
    case 'serverSecretFile':
      return readPath(raw, spot);
    case 'serverSecretCommand':
      if (spot.file?.mayNotRun) return { expected: spot.file.mayNotRun };
      return mapped(readCommand(raw), (command) => ({ kind: 'command', command }));
    default:
      return mapped(readSecretText(raw), (text) => ({ kind: 'text', text }));
  }
}

function readPath(raw: unknown, { resolve, file }: Spot): Parsed<SecretSource> {
  const isPath = typeof raw === 'string' && raw !== '';
  if (!isPath) return { expected: file ? expected.path : expected.pathOrStdin };
  return { value: { kind: 'file', path: resolve(raw), namedAt: file?.namedAt ?? null } };
}
