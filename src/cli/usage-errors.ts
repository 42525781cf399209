import type { Command, CommanderError } from 'commander';
import { actions } from '../actions/index.ts';
import { or, tooLong } from '../codes/expected.ts';
import { filled } from '../codes/fill.ts';
import { usage } from '../codes/usage.ts';
import { type Hint, UsageError } from '../errors.ts';
import { isTooLong } from '../values/limits.ts';
import { nearest } from '../values/nearest.ts';
import { hideAddressSecrets } from '../values/rtmp.ts';
import { joined, listed, type Text, type Words } from '../values/text.ts';
import { truncate } from '../values/truncate.ts';
import type { Outline } from './outline.ts';
import { buildTree, commandPaths } from './tree.ts';
import { leadOfCommand, leadOfOption, ownName } from './words.ts';

/** Makes the error of a command line. */
function usageErrorOf(
  name: keyof typeof usage,
  facts: Readonly<Record<string, Words>> = {},
  hint: Hint = null,
): UsageError {
  return new UsageError(filled(usage[name], facts), hint);
}

/** `See: zego transfer stop --help`, for a command or nothing. */
export function seeHelp(path: string): Text {
  return filled(usage.seeHelp, { path });
}

/** Options that a command cannot do without are not given. */
export function missingOptions(names: readonly string[], command: string): UsageError {
  const facts = {
    names: listed(names, { en: ' and ', zh: ' 和 ' }),
    are: names.length > 1 ? 'are' : 'is',
  };
  return usageErrorOf('required', facts, seeHelp(command));
}

/** Two options, by their long names, say different things of the same. */
export function notCombined([one = '', other = '']: readonly string[]): UsageError {
  return usageErrorOf('notCombined', { one: `--${one}`, other: `--${other}` });
}

/**
 * `-` names stdin elsewhere; here it would be taken for an id, and the ids on stdin for none.
 * @param others what else the command needs: ` --url URL`
 */
export function stdinForIds(command: string, others: string): UsageError {
  return usageErrorOf('stdinForIds', {}, filled(usage.oneByOne, { command, others }));
}

/** An option that takes one value was given several times. */
export function givenAgain(option: string, count: number, command: string): UsageError {
  const hint = option === 'stream' ? usage.onceForEach : null;
  return usageErrorOf('manyTimes', { option: `--${option}`, count: `${count}`, command }, hint);
}

/** `explain` was given something else than a code. */
export function notCode(word: string): UsageError {
  return usageErrorOf('notCode', { word: JSON.stringify(word) });
}

/** `explain --action` was given something else than an Action or a command. */
export function notAction(word: string): UsageError {
  const names = actions.map(({ action }) => action);
  const facts = { word: JSON.stringify(word), near: nearest(word, names) ?? '' };
  return usageErrorOf('notAction', facts, filled(usage.knownActions, { names: listed(names) }));
}

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
  const name = option ? filled(usage.valueOf, { option: option.long ?? '' }) : usage.someWord;
  throw new UsageError(filled(tooLong, { name }));
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
      const facts = { option: option.long, word: name, near: right ?? '', value };
      throw usageErrorOf('noValue', facts, filled(usage.meantValue, facts));
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
  const help = seeHelp(path);
  const what = /'([^']*)'/s.exec(error?.message ?? '')?.[1] ?? '';
  switch (error?.code) {
    case undefined:
    case 'commander.help':
      return usageErrorOf('commandMissing', { group: path }, help);
    case 'commander.unknownCommand':
      return unknownCommand(outline, help);
    case 'commander.unknownOption':
      return unknownOption(what, root, outline, help);
    case 'commander.excessArguments':
      // `--stream --ulr x`: the value became a word too many.
      refuseSwallowedOption(root, outline);
      return wordTooMany(leafOf(root, path), path, help);
    case 'commander.optionMissingArgument':
      return usageErrorOf('argumentMissing', { what }, help);
    case 'commander.missingArgument':
      return usageErrorOf('wordMissing', { what }, help);
    default:
      return new UsageError((error?.message ?? '').replace(/^error: /, ''), help);
  }
}

function unknownOption(
  word: string,
  root: Command,
  { words, path }: Outline,
  help: Text,
): UsageError {
  const [flag = ''] = word.split('=');
  const known = optionNames(root, path);
  const later = commandPaths().includes(path) ? path : laterCommand(words);
  const there = leafOf(treeOf(later), later).options.find(({ long }) => long === flag);
  if (known.includes(flag) && !there?.required) return usageErrorOf('takesNoValue', { flag }, help);
  if (there) {
    const facts = { flag, path: later };
    return usageErrorOf('beforeCommand', facts, filled(usage.commandFirst, facts));
  }
  const lead = leadOfOption(path, flag);
  if (lead) return usageErrorOf('unknownOption', { flag }, joined(lead, help));
  const near = nearestOption(flag, known) ?? '';
  const aside = flag.startsWith('--secret') ? usage.noSecretOption : '';
  return usageErrorOf('unknownOption', { flag, near, aside }, help);
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

/** The command that words name, with others before it or between its own: `s1 cdn forbid`. */
function laterCommand(words: readonly string[]): string {
  const isNamed = (path: string) => {
    const [group = '', name] = path.split(' ');
    const at = words.indexOf(group);
    return at >= 0 && (name === undefined || words.indexOf(name, at) > at);
  };
  return commandPaths().find(isNamed) ?? '';
}

function wordTooMany({ args, registeredArguments }: Command, path: string, help: Text) {
  const given = truncate(hideAddressSecrets(args[registeredArguments.length] ?? ''), 100);
  const word = JSON.stringify(given);
  const swapped = `${given} ${path}`;
  if (commandPaths().includes(swapped))
    return usageErrorOf('swappedWords', { word, near: `zego ${swapped}` }, help);
  const [argument] = registeredArguments;
  if (argument) return usageErrorOf('oneArgument', { word, path, argument: argument.name() }, help);
  return usageErrorOf('wordTooMany', { word, path }, joined(usage.quoteIt, help));
}

/** Refuses a command line that names no command, and names the one it may have meant. */
export function unknownCommand({ words, path }: Outline, help: Text): UsageError {
  const word = words.slice(0, path === '' ? 1 : 2).join(' ');
  const lead = leadOfCommand(word);
  const near = meantCommands(words, path).map((command) => `zego ${command}`);
  const facts = { word: JSON.stringify(word), near: lead ? '' : listed(near, or) };
  return usageErrorOf('unknownCommand', facts, lead ?? help);
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
