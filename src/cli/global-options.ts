import { type Command, Option } from 'commander';
import { optionRows } from '../config/options.ts';

/**
 * Adds the global options, under a heading of their own in the help, each with its environment variable.
 * @param listed for a command that calls no Action: options that matter to it beside those that matter to all; the
 *   others are taken, but not listed
 * @param testPrefix whether --test adds a prefix to the StreamId
 */
export function addGlobalOptions(
  command: Command,
  { listed, testPrefix = true }: { listed?: readonly string[]; testPrefix?: boolean } = {},
): Command {
  for (const [name, row] of optionRows) {
    const isHidden = listed !== undefined && !row.offline && !listed.includes(name);
    const { flags, help, unprefixedHelp = help, opposite, env = '', envHelp = env } = row;
    const meaning = `${testPrefix ? help : unprefixedHelp}${envHelp && ` [${envHelp}]`}`;
    for (const each of [{ flags, help: meaning }, opposite ?? []].flat()) {
      const option = new Option(each.flags, each.help).helpGroup('Global options:');
      command.addOption(option.hideHelp(isHidden));
    }
  }
  return command;
}

/**
 * Collects what was typed for a command and its parents; the innermost wins.
 * (`optsWithGlobals` lets a parent's default overrule what the command was given.)
 */
export function typedOptions(command: Command): Record<string, unknown> {
  const typed: Record<string, unknown> = command.parent ? typedOptions(command.parent) : {};
  for (const option of command.options) {
    const name = option.attributeName();
    if (command.getOptionValueSource(name) === 'cli') typed[name] = command.getOptionValue(name);
  }
  return typed;
}
