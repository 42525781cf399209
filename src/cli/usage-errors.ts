import type { Command, CommanderError } from 'commander';
import { UsageError } from '../errors.ts';
import { isTooLong } from '../values/limits.ts';
import { nearest } from '../values/nearest.ts';
import type { Outline } from './outline.ts';
import { buildTree, commandPaths } from './tree.ts';

/**
 * Refuses a word that is longer than any value, before anything is made of it.
 * @throws UsageError that names the option and repeats nothing of the word
 */
export function refuseLongWord({ argv, path }: Outline): void {
  const at = argv.findIndex(isTooLong);
  if (at < 0) return;
  const { options } = leafOf(
    buildTree({ wanted: path, bare: false }, () => {}),
    path,
  );
  const option = options.find(
    ({ long, required }) => required && (argv[at]?.startsWith(`${long}=`) || argv[at - 1] === long),
  );
  throw new UsageError(`${option ? `the value of ${option.long}` : 'a word'} is longer than 4 KB`);
}

/**
 * `--stream --json` takes `--json` for the id. An id may begin with `-`; the name of an option, with a
 * value or mistyped, may not be one.
 * @throws UsageError that names the option without a value
 */
export function refuseSwallowedOption(root: Command, { argv, path }: Outline): void {
  const { options } = leafOf(root, path);
  const own = options.flatMap(({ long, short }) => [long ?? [], short ?? []].flat());
  const known = [...own, '--help', '-h'];
  for (const option of options.filter((candidate) => candidate.required)) {
    for (const [at, word] of argv.entries()) {
      const next = argv[at + 1];
      if (word !== option.long || next === undefined) continue;
      const [name = ''] = next.split('=');
      const isLong = /^--\w/.test(name);
      const meant = isLong ? nearest(name, known) : known.find((flag) => flag === name);
      if (meant === undefined) continue;
      // The text after the sign may be a secret for the option that was meant.
      const value = next === name ? name : `${name}=...`;
      throw new UsageError(
        `${option.long} has no value before ${name}${meant === name ? '' : ` (did you mean ${meant}?)`}`,
        `If the value is really ${value}, write ${option.long}=${value}`,
      );
    }
  }
}

/**
 * Puts Commander's complaint in our words, with the nearest right word, and without the value after `=`.
 * @param error null where Commander had none though the command line names no command
 */
export function usageError(
  error: CommanderError | null,
  root: Command,
  outline: Outline,
): UsageError {
  const { path } = outline;
  const help = `See: ${['zego', path, '--help'].filter(Boolean).join(' ')}`;
  switch (error?.code) {
    case undefined:
    case 'commander.help':
      return new UsageError(path ? `${path}: a command is missing` : 'a command is missing', help);
    case 'commander.unknownCommand':
      return unknownCommand(outline, help);
    case 'commander.unknownOption': {
      const flag = /'([^']*)'/s.exec(error.message)?.[1]?.split('=')[0] ?? '';
      const known = optionNames(root, path);
      if (known.includes(flag)) return new UsageError(`${flag} takes no value`, help);
      const near = nearest(flag, known);
      const secret = flag.startsWith('--secret') ? ' (no option takes the secret itself)' : '';
      const meant = near ? `; did you mean ${near}?` : '';
      return new UsageError(`unknown option ${flag}${secret}${meant}`, help);
    }
    case 'commander.excessArguments':
      // `--stream --ulr x`: the value became a word too many.
      refuseSwallowedOption(root, outline);
      return new UsageError(`${path} takes options only: every value needs its --option`, help);
    default:
      return new UsageError((error?.message ?? '').replace(/^error: /, ''), help);
  }
}

/** Refuses a command line that names no command, and names the one it may have meant. */
export function unknownCommand({ words, path }: Outline, help: string): UsageError {
  const word = words.slice(0, path === '' ? 1 : 2).join(' ');
  const known = commandPaths();
  // `zego forbid`: the word is right, its group is missing.
  const elsewhere = known.filter((command) => command.split(' ')[1] === word);
  const near =
    nearest(words.slice(0, 2).join(' '), known) ??
    nearest(word, ['help', ...new Set(known.map((command) => command.split(' ')[0] ?? ''))]);
  const meant = elsewhere.length > 0 ? elsewhere : near ? [near] : [];
  const question = meant.map((command) => `zego ${command}`).join(' or ');
  return new UsageError(
    `unknown command ${JSON.stringify(word)}${question && `; did you mean ${question}?`}`,
    help,
  );
}

function optionNames(root: Command, path: string): string[] {
  return [...leafOf(root, path).options.flatMap((option) => option.long ?? []), '--help'];
}

function leafOf(root: Command, path: string): Command {
  const [group, name] = path.split(' ');
  const inner = root.commands.find((command) => command.name() === group);
  return inner?.commands.find((command) => command.name() === name) ?? inner ?? root;
}
