import { type Command, CommanderError } from 'commander';
import { actionNamed, actions } from '../actions/index.ts';
import type { Action } from '../actions/types.ts';
import type { Wish } from '../core/plan.ts';
import { UsageError } from '../errors.ts';
import { nearest } from '../values/nearest.ts';
import { everywhere, type Globals, typedOptions } from './everywhere.ts';
import { setHelp } from './help.ts';
import { buildTree, commandPaths, type Match, rowsOf } from './tree.ts';
import { keyOf, longName, readFields, readSequence } from './values.ts';

/** What a command line asks for. */
export type Invocation =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'call';
      readonly command: string;
      readonly globals: Globals;
      readonly wish: Wish;
    }
  | {
      readonly kind: 'explain';
      readonly globals: Globals;
      readonly code: number;
      readonly action: Action | null;
    }
  | { readonly kind: 'emulator'; readonly globals: Globals; readonly options: EmulatorTexts };

/** The emulator's options as typed. */
export interface EmulatorTexts {
  readonly port?: string;
  readonly fail?: readonly string[];
  readonly latency?: string;
  readonly live?: readonly string[];
}

/** What parsing needs of the world. */
export interface ParseMeans {
  /** Width of the help. */
  readonly columns: number;
  /** Unix milliseconds, for options that count from now. */
  now(): number;
  readonly version: () => string;
}

/**
 * Reads a command line (without node and script).
 * @throws UsageError that names the option, the value and what is expected, or the nearest right word
 */
export async function parse(given: readonly string[], means: ParseMeans): Promise<Invocation> {
  // Commander's own help command knows one word only.
  const argv = given[0] === 'help' ? [...given.slice(1), '--help'] : given;
  let match: Match | undefined;
  let shown = '';
  const root = buildTree((found) => {
    match = found;
  });
  setHelp(root);
  for (const command of [root, ...root.commands, ...root.commands.flatMap((c) => c.commands)]) {
    command.exitOverride().configureOutput({
      writeOut: (text) => {
        shown += text;
      },
      writeErr: () => {},
      getOutHelpWidth: () => means.columns,
      getErrHelpWidth: () => means.columns,
    });
  }
  try {
    root.parse([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (root.opts().version) return { kind: 'text', text: `${means.version()}\n` };
    if (error.exitCode === 0) return { kind: 'text', text: shown };
    throw usageError(error, root, argv);
  }
  if (match === undefined) throw usageError(null, root, argv);
  refuseSwallowedOption(match.command, argv);
  return readMatch(match, means);
}

async function readMatch({ path, command }: Match, means: ParseMeans): Promise<Invocation> {
  const typed = typedOptions(command);
  const globals = typed as Globals;
  const rows = rowsOf(path);
  if (rows.length > 0) {
    const wish = await readWish(rows, typed as Record<string, string[]>, means.now());
    return { kind: 'call', command: path, globals, wish };
  }
  if (path === 'explain') {
    return { kind: 'explain', globals, ...readExplain(command.args[0] ?? '', typed.action) };
  }
  return { kind: 'emulator', globals, options: typed as EmulatorTexts };
}

async function readWish(
  rows: readonly Action[],
  typed: Readonly<Record<string, readonly string[]>>,
  now: number,
): Promise<Wish> {
  const row = rows.at(-1);
  if (row === undefined) throw new UsageError('a command without an Action');
  for (const option of singleOptions(row)) {
    const count = typed[keyOf(option)]?.length ?? 0;
    if (count > 1) {
      throw new UsageError(
        `--${longName(option)} is given ${count} times: zego ${row.command} takes one`,
        option.startsWith('stream') ? 'Run it once for each.' : null,
      );
    }
  }
  const sequence = typed.sequence?.at(-1);
  return {
    rows,
    ...(await readFields(row, typed, now)),
    ...(sequence === undefined ? {} : { sequence: readSequence(sequence) }),
  };
}

/** The options of an Action that mean one thing only, and so may be given once. */
function singleOptions({ params }: Action): readonly string[] {
  const single = params.filter(({ maxItems }) => maxItems === undefined);
  return [
    ...single.flatMap(({ option, fromNow }) => [option, fromNow?.option ?? []].flat()),
    'sequence',
  ];
}

function readExplain(code: string, action: unknown): { code: number; action: Action | null } {
  if (!/^\d{1,10}$/.test(code)) {
    throw new UsageError(`explain ${JSON.stringify(code)}: expected a return code, such as 5003`);
  }
  if (typeof action !== 'string') return { code: Number(code), action: null };
  const row = actionNamed(action) ?? rowsOf(action)[0];
  if (row) return { code: Number(code), action: row };
  const near = nearest(
    action,
    actions.map((known) => known.action),
  );
  throw new UsageError(
    `--action ${JSON.stringify(action)}: expected an Action${near ? ` (did you mean ${near}?)` : ''}`,
    `Known: ${actions.map((known) => known.action).join(', ')}`,
  );
}

/** `--stream --json` takes `--json` for the id; an id may begin with `-`, an option's name may not be one. */
function refuseSwallowedOption(command: Command, argv: readonly string[]): void {
  const own = command.options.flatMap((option) => [option.long, option.short]);
  const flags = new Set([...own, '--help', '-h']);
  for (const option of command.options.filter((candidate) => candidate.required)) {
    for (const [at, word] of argv.entries()) {
      const next = argv[at + 1];
      if (word === option.long && next !== undefined && flags.has(next)) {
        throw new UsageError(
          `${option.long} has no value before ${next}`,
          `If the value is really ${next}, write ${option.long}=${next}`,
        );
      }
    }
  }
}

/** Commander's complaint in our words, with the nearest right word; never the value after `=`. */
function usageError(
  error: CommanderError | null,
  root: Command,
  argv: readonly string[],
): UsageError {
  const path = pathOf(argv);
  const help = `See: ${['zego', path, '--help'].filter(Boolean).join(' ')}`;
  switch (error?.code) {
    case undefined:
    case 'commander.help':
      return new UsageError(path ? `${path}: a command is missing` : 'a command is missing', help);
    case 'commander.unknownCommand':
      return unknownCommand(argv, help);
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
      return new UsageError(`${path} takes options only: every value needs its --option`, help);
    default:
      return new UsageError((error?.message ?? '').replace(/^error: /, ''), help);
  }
}

function unknownCommand(argv: readonly string[], help: string): UsageError {
  const words = wordsOf(argv);
  const word = words.slice(0, pathOf(argv) === '' ? 1 : 2).join(' ');
  const known = commandPaths();
  // `zego forbid`: the word is right, its group is missing.
  const elsewhere = known.filter((command) => command.split(' ')[1] === word);
  const near =
    nearest(words.slice(0, 2).join(' '), known) ??
    nearest(word, [...new Set(known.map((command) => command.split(' ')[0] ?? ''))]);
  const meant = elsewhere.length > 0 ? elsewhere : near ? [near] : [];
  const question = meant.map((command) => `zego ${command}`).join(' or ');
  return new UsageError(
    `unknown command ${JSON.stringify(word)}${question && `; did you mean ${question}?`}`,
    help,
  );
}

function optionNames(root: Command, path: string): string[] {
  const [group, name] = path.split(' ');
  const inner = root.commands.find((command) => command.name() === group);
  const leaf = inner?.commands.find((command) => command.name() === name) ?? inner ?? root;
  return [...leaf.options.flatMap((option) => option.long ?? []), '--help'];
}

/** The command a command line names, as far as it names one: `transfer stop`, `transfer`, or nothing. */
export function pathOf(argv: readonly string[]): string {
  const [first = '', second] = wordsOf(argv);
  const known = commandPaths();
  if (known.includes(`${first} ${second}`)) return `${first} ${second}`;
  return known.some((command) => command.split(' ')[0] === first) ? first : '';
}

/** What is left of a command line without options and the values of those that every command takes. */
function wordsOf(argv: readonly string[]): readonly string[] {
  const valued = everywhere.filter(({ flags }) => flags.includes('<'));
  const names = new Set(valued.map(({ flags }) => flags.split(' ')[0]));
  return argv.filter((word, at) => !word.startsWith('-') && !names.has(argv[at - 1]));
}
