import { Command, Option } from 'commander';
import { type Globals, optionRows } from '../config/options.ts';
import { typedOptions } from './global-options.ts';
import { commandPaths } from './tree.ts';

/** A command line as far as it can be understood before its command is known, and if it names none. */
export interface Outline {
  /** Without node and script. */
  readonly argv: readonly string[];
  readonly globals: Globals;
  /** What is left without options and the values of the global ones. */
  readonly words: readonly string[];
  /** The command it names, as far as it names one: `transfer stop`, `transfer`, or nothing. */
  readonly path: string;
}

/** Has Commander read the global options of a command line; nothing in it is refused. */
export function outlineOf(argv: readonly string[]): Outline {
  const reader = new Command().helpOption(false).option('-h, --help').option('-V, --version');
  // A value that is missing is not for this reader to refuse: it stands for none.
  for (const [, { flags, opposite }] of optionRows) {
    if (opposite) reader.option(opposite.flags);
    const option = new Option(flags.replace(/<(.*)>/, '[$1]'));
    reader.addOption(option.optional ? option.preset('') : option);
  }
  const { operands, unknown } = reader.parseOptions([...argv]);
  const words = [...operands, ...unknown.filter((word) => !word.startsWith('-'))];
  const typed = Object.entries(typedOptions(reader)).filter(([, value]) => value !== '');
  return { argv, globals: Object.fromEntries(typed) as Globals, words, path: pathOf(words) };
}

function pathOf([first = '', second]: readonly string[]): string {
  const known = commandPaths();
  if (known.includes(`${first} ${second}`)) return `${first} ${second}`;
  return known.some((command) => command.split(' ')[0] === first) ? first : '';
}
