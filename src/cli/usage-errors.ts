import type { Command, CommanderError } from 'commander';
import { UsageError } from '../errors.ts';
import { isTooLong } from '../values/limits.ts';
import { nearest } from '../values/nearest.ts';
import { hideAddressSecrets } from '../values/rtmp.ts';
import { joined, type Text } from '../values/text.ts';
import { truncate } from '../values/truncate.ts';
import type { Outline } from './outline.ts';
import { buildTree, commandPaths } from './tree.ts';
import { leadOfCommand, leadOfOption, ownName } from './words.ts';

/**
 * Refuses a word that is longer than any value, before anything is made of it.
 * @throws UsageError that names the option and repeats nothing of the word
 */
export function refuseLongWord({ argv, path }: Outline): void {
  const at = argv.findIndex(isTooLong);
  if (at < 0) return;
  const { options } = leafOf(treeOf(path), path);
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
      const right = known.includes(name) ? undefined : nearestOption(name, known);
      throw new UsageError(
        `${option.long} has no value before ${name}${right ? ` (did you mean ${right}?)` : ''}`,
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
    case 'commander.unknownOption':
      return unknownOption(/'([^']*)'/s.exec(error.message)?.[1] ?? '', root, outline, help);
    case 'commander.excessArguments':
      // `--stream --ulr x`: the value became a word too many.
      refuseSwallowedOption(root, outline);
      return wordTooMany(leafOf(root, path), path, help);
    default:
      return new UsageError((error?.message ?? '').replace(/^error: /, ''), help);
  }
}

function unknownOption(
  word: string,
  root: Command,
  { words, path }: Outline,
  help: string,
): UsageError {
  const [flag = ''] = word.split('=');
  const known = optionNames(root, path);
  const later = commandPaths().includes(path) ? path : laterCommand(words);
  const there = leafOf(treeOf(later), later).options.find(({ long }) => long === flag);
  if (known.includes(flag) && !there?.required)
    return new UsageError(`${flag} takes no value`, help);
  if (there) {
    return new UsageError(
      `${flag} stands before its command`,
      `Name the command first: zego ${later} ${flag} ...`,
    );
  }
  const lead = leadOfOption(path, flag);
  if (lead) return new UsageError(`unknown option ${flag}`, joined(lead, seeHelp(help)));
  const near = nearestOption(flag, known);
  const secret = flag.startsWith('--secret') ? ' (no option takes the secret itself)' : '';
  const meant = near ? `; did you mean ${near}?` : '';
  return new UsageError(`unknown option ${flag}${secret}${meant}`, help);
}

/** Compares bare names: the dashes would make any short word resemble another. --no-test leads to production. */
function nearestOption(flag: string, known: readonly string[]): string | undefined {
  const typed = flag.replace(/^-+/, '');
  if (typed.length < 2) return undefined;
  const names = known.flatMap((name) => (/^--(?!no-test)/.test(name) ? name.slice(2) : []));
  const letters = (word: string) => [...word].sort().join('');
  const near = names.find((name) => letters(name) === letters(typed)) ?? nearest(typed, names);
  return near && `--${near}`;
}

function seeHelp(help: string): Text {
  return { en: help, zh: help.replace('See: ', '参见：') };
}

/** The command that words name, with others before it or between its own: `s1 cdn forbid`. */
function laterCommand(words: readonly string[]): string {
  const isNamed = (path: string) => {
    const [group = '', name] = path.split(' ');
    const at = words.indexOf(group);
    return at >= 0 && (name === undefined || words.indexOf(name, at) > at);
  };
  return commandPaths().find(isNamed) ?? '';
}

function wordTooMany({ args, registeredArguments }: Command, path: string, help: string) {
  const word = truncate(hideAddressSecrets(args[registeredArguments.length] ?? ''), 100);
  const what = `${JSON.stringify(word)} is a word too many`;
  const swapped = `${word} ${path}`;
  if (commandPaths().includes(swapped))
    return new UsageError(`${what}; did you mean zego ${swapped}?`, help);
  const [argument] = registeredArguments;
  if (argument) return new UsageError(`${what}: ${path} takes one ${argument.name()}`, help);
  return new UsageError(
    `${what}: every value of ${path} needs its --option`,
    `If a space or a * made it a word of its own, quote the value; an id is no pattern. ${help}`,
  );
}

/** Refuses a command line that names no command, and names the one it may have meant. */
export function unknownCommand({ words, path }: Outline, help: string): UsageError {
  const word = words.slice(0, path === '' ? 1 : 2).join(' ');
  const lead = leadOfCommand(word);
  const question = meantCommands(words, path)
    .map((command) => `zego ${command}`)
    .join(' or ');
  return new UsageError(
    `unknown command ${JSON.stringify(word)}${!lead && question ? `; did you mean ${question}?` : ''}`,
    lead ?? help,
  );
}

/** @param path the group that the words name, if they name one */
function meantCommands([first = '', second = '']: readonly string[], path: string) {
  const known = commandPaths().map((command) => command.split(' '));
  if (path === '') {
    // `zego forbid`: the word is right, its group is missing.
    const elsewhere = known.filter(([, name]) => name === ownName(first));
    if (elsewhere.length > 0) return elsewhere.map((command) => command.join(' '));
  }
  const group = path || nearest(first, ['help', ...new Set(known.flatMap(([name]) => name ?? []))]);
  if (group === undefined) return [];
  const names = known.flatMap(([each, name]) => (each === group && name ? [name] : []));
  const name = names.find((each) => each === ownName(second)) ?? nearest(second, names);
  if (name !== undefined) return [`${group} ${name}`];
  return path === '' ? [group] : [];
}

function optionNames(root: Command, path: string): string[] {
  return [...leafOf(root, path).options.flatMap((option) => option.long ?? []), '--help'];
}

function treeOf(path: string): Command {
  return buildTree({ wanted: path, bare: false }, () => {});
}

function leafOf(root: Command, path: string): Command {
  const [group, name] = path.split(' ');
  const inner = root.commands.find((command) => command.name() === group);
  return inner?.commands.find((command) => command.name() === name) ?? inner ?? root;
}
