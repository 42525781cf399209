import { Command, Help } from 'commander';
import { optionRows } from '../config/options.ts';
import { EXIT, exitMeanings } from '../errors.ts';
import { offlineCommands, rowsOf } from './tree.ts';

const firstSteps = `
First use:
  export ZEGO_APP_ID=... ZEGO_SERVER_SECRET=...    or appId and serverSecret in ~/.zegorc
  zego cdn forbid --stream s1 --for 2h --dry-run    shows the request, sends nothing
  zego emulator                                     a local server to rehearse with

Global options are listed by: zego <command> --help

Exit codes:`;

// Listed only: parse() understands it before Commander does.
const helpOfHelp = new Command('help [command]').description('Show what a command takes');

/**
 * Sets how help looks: the root and the groups list whole commands. The global options are in the help of each
 * command, which ends with an example.
 */
export function setHelp(root: Command): void {
  const groups = root.commands.filter((command) => command.commands.length > 0);
  const shared = new Set(optionRows.map(([, { flags }]) => flags));
  for (const parent of [root, ...groups]) {
    parent.configureHelp({
      subcommandTerm: (command) => commandPath(command, root),
      visibleCommands: (command) => [
        ...command.commands.flatMap((child) =>
          child.commands.length > 0 ? child.commands : [child],
        ),
        ...(command === root ? [helpOfHelp] : []),
      ],
      visibleOptions: (command) =>
        new Help().visibleOptions(command).filter(({ flags }) => !shared.has(flags)),
    });
  }
  root.addHelpText('after', [firstSteps, ...exitCodes()].join('\n'));
  for (const leaf of [root, ...groups].flatMap((parent) => parent.commands)) {
    const [row] = rowsOf(commandPath(leaf, root));
    const example = row?.example ?? offlineCommands[commandPath(leaf, root)]?.example;
    if (example !== undefined) leaf.addHelpText('after', `\nExample:\n  ${example}`);
  }
}

function exitCodes(): string[] {
  const help = Object.assign(new Help(), { helpWidth: 80 });
  return Object.entries(EXIT).map(([name, code]) => {
    const meaning = exitMeanings[name as keyof typeof EXIT].replaceAll('`', '');
    return help.formatItem(String(code), 3, meaning, help);
  });
}

function commandPath(command: Command, root: Command): string {
  const { parent } = command;
  return parent === null || parent === root ? command.name() : `${parent.name()} ${command.name()}`;
}
