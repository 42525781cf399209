import { globalOptions } from './global-options.ts';
import { commandPaths } from './tree.ts';

/** The command a command line names, as far as it names one: `transfer stop`, `transfer`, or nothing. */
export function pathOf(argv: readonly string[]): string {
  const [first = '', second] = positionals(argv);
  const known = commandPaths();
  if (known.includes(`${first} ${second}`)) return `${first} ${second}`;
  return known.some((command) => command.split(' ')[0] === first) ? first : '';
}

/** What is left of a command line without options and the values of those that every command takes. */
export function positionals(argv: readonly string[]): readonly string[] {
  const valued = globalOptions.filter(({ flags }) => flags.includes('<'));
  const names = new Set(valued.map(({ flags }) => flags.split(' ')[0]));
  return argv.filter((word, at) => !word.startsWith('-') && !names.has(argv[at - 1]));
}
