import { CommanderError } from 'commander';
import { actionNamed } from '../actions/index.ts';
import { stop } from '../actions/stop.ts';
import type { Action, CommandRow } from '../actions/types.ts';
import type { Globals } from '../config/options.ts';
import type { CallInput } from '../core/plan.ts';
import { UsageError } from '../errors.ts';
import { isTooLong } from '../values/limits.ts';
import { unwrap } from '../values/parsed.ts';
import { readPlayAddress } from '../values/play-address.ts';
import { labelled, type Words } from '../values/text.ts';
import { typedOptions } from './global-options.ts';
import { type Outline, outlineOf } from './outline.ts';
import type { StopInput } from './stop.ts';
import { buildTree, commandPaths, type Match, rowsOf } from './tree.ts';
import { keyOf, longName, readFields, readSequence } from './values.ts';
import type { WaitInput } from './wait.ts';
import { speaksOfWaiting, waitOptions } from './wait-options.ts';

/** What a command line asks for. */
export type Invocation =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'call';
      readonly command: string;
      readonly globals: Globals;
      readonly input: CallInput;
      /** Null where it does not wait for anything. */
      readonly wait: WaitInput | null;
    }
  | ({ readonly kind: 'stop'; readonly command: string; readonly globals: Globals } & StopInput)
  | {
      readonly kind: 'explain';
      readonly globals: Globals;
      readonly code: number;
      readonly action: Action | null;
    }
  | { readonly kind: 'probe'; readonly globals: Globals; readonly address: URL }
  | { readonly kind: 'emulator'; readonly globals: Globals; readonly options: EmulatorTexts };

/** The emulator's options as typed. */
export interface EmulatorTexts {
  readonly port?: string;
  readonly fail?: readonly string[];
  readonly latency?: string;
  readonly live?: readonly string[];
}

/** What parsing needs of the world. */
export interface ParseDeps {
  /** Width of the help. */
  readonly columns: number;
  /** Unix milliseconds, for options that count from now. */
  now(): number;
  readonly version: () => string;
}

/**
 * Reads a command line.
 * @throws UsageError that names the option, the value and what is expected, or the nearest right word
 */
export async function parse(given: Outline, deps: ParseDeps): Promise<Invocation> {
  if (given.argv.some(isTooLong)) (await usageErrors()).refuseLongWord(given);
  const outline = given.words[0] === 'help' ? await helpRequest(given) : given;
  const { argv, path: wanted } = outline;
  let match: Match | undefined;
  let shown = '';
  const bare = commandPaths().includes(wanted) && `${argv.join(' ')} `.startsWith(`${wanted} `);
  const root = buildTree({ wanted, bare }, (found) => {
    match = found;
  });
  // Also in `-nh`, which stands for -n and -h.
  if (argv.some((word) => /^(--help$|-\w*h)/.test(word))) (await import('./help.ts')).setHelp(root);
  for (const command of [root, ...root.commands, ...root.commands.flatMap((c) => c.commands)]) {
    command.exitOverride().configureOutput({
      writeOut: (text) => {
        shown += text;
      },
      writeErr: () => {},
      getOutHelpWidth: () => deps.columns,
      getErrHelpWidth: () => deps.columns,
      // Help has no colour, and a question about the streams would open them.
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
  }
  let complaint: CommanderError | null = null;
  try {
    root.parse([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    complaint = error;
  }
  // Whatever else is on the line: a request for the version never bans a stream.
  if (root.opts().version) return { kind: 'text', text: `${deps.version()}\n` };
  if (complaint?.exitCode === 0) return { kind: 'text', text: shown };
  if (complaint !== null || match === undefined)
    throw (await usageErrors()).usageError(complaint, root, outline);
  if (mayBeSwallowed(match, argv)) (await usageErrors()).refuseSwallowedOption(root, outline);
  return readMatch(match, deps);
}

/** Loaded only where a command line is refused, with all its texts. */
const usageErrors = () => import('./usage-errors.ts');

/** Whether the value of an option looks like one. */
function mayBeSwallowed({ command }: Match, argv: readonly string[]): boolean {
  const flags = command.options.flatMap(({ long, required }) => (required && long) || []);
  return argv.some((word, at) => flags.includes(word) && argv[at + 1]?.startsWith('-'));
}

/** `help transfer stop` is `transfer stop --help`; Commander's own help command knows one word only. */
async function helpRequest({ words: given }: Outline): Promise<Outline> {
  const words = given.filter((word) => word !== 'help');
  const outline = outlineOf(words);
  const { path } = outline;
  if (path !== words.slice(0, 2).join(' ') && !commandPaths().includes(path)) {
    const { seeHelp, unknownCommand } = await usageErrors();
    throw unknownCommand(outline, seeHelp(''));
  }
  return outlineOf([...words, '--help']);
}

/** Option texts by Commander key; every value a list in the order given. */
type Typed = Readonly<Record<string, readonly string[]>>;

async function readMatch({ path, command }: Match, deps: ParseDeps): Promise<Invocation> {
  const typed = typedOptions(command);
  const globals = typed as Globals;
  const rows = rowsOf(path);
  if (rows.length > 0) {
    const input = await readInput(rows, typed as Typed, deps.now());
    const asks = rows.at(-1)?.change === null;
    const wait = speaksOfWaiting(typed)
      ? (await import('./wait.ts')).readWait(typed, { streams: input.streams, asks })
      : null;
    return { kind: 'call', command: path, globals, input, wait };
  }
  if (path === stop.command) {
    const { readStop } = await import('./stop.ts');
    await refuseRepeated(stop, typed as Typed);
    return {
      kind: 'stop',
      command: path,
      globals,
      ...(await readStop(typed as Typed, deps.now())),
    };
  }
  if (path === 'probe') {
    const refuse = (expected: Words) => new UsageError(labelled('probe', expected));
    return {
      kind: 'probe',
      globals,
      address: unwrap(readPlayAddress(command.args[0] ?? ''), refuse),
    };
  }
  if (path === 'explain') {
    return {
      kind: 'explain',
      globals,
      ...(await readExplain(command.args[0] ?? '', typed.action)),
    };
  }
  return { kind: 'emulator', globals, options: typed as EmulatorTexts };
}

async function readInput(rows: readonly Action[], typed: Typed, now: number): Promise<CallInput> {
  const row = rows.at(-1);
  if (row === undefined) throw new Error('a command without an Action');
  await refuseRepeated(row, typed);
  const sequence = typed.sequence?.at(-1);
  return {
    rows,
    ...(await readFields(row, typed, now)),
    ...(sequence === undefined ? {} : { sequence: readSequence(sequence) }),
  };
}

async function refuseRepeated(row: CommandRow, typed: Typed): Promise<void> {
  for (const option of singleOptions(row)) {
    const count = typed[keyOf(option)]?.length ?? 0;
    if (count > 1) {
      throw (await usageErrors()).givenAgain(longName(option), count, row.command);
    }
  }
}

/** The options of a command that take one value. */
function singleOptions(row: CommandRow): readonly string[] {
  const single = row.params.filter(({ maxItems }) => maxItems === undefined);
  return [
    ...single.flatMap(({ option, fromNow }) => [option, fromNow?.option ?? []].flat()),
    'sequence',
    ...waitOptions(row),
  ];
}

async function readExplain(
  code: string,
  action: unknown,
): Promise<{ code: number; action: Action | null }> {
  if (!/^\d{1,10}$/.test(code)) throw (await usageErrors()).notCode(code);
  if (typeof action !== 'string') return { code: Number(code), action: null };
  const row = actionNamed(action) ?? rowsOf(action)[0];
  if (row) return { code: Number(code), action: row };
  throw (await usageErrors()).notAction(action);
}
