import { Command, Help } from 'commander';
import { exitTexts } from '../codes/exits.ts';
import { optionRows } from '../config/options.ts';
import { EXIT } from '../errors.ts';
import { apiExits, exitWords, helpTexts, offlineExits } from './help-texts.ts';
import { commandRowOf, offlineCommands, rowsOf } from './tree.ts';

const firstSteps = `
First use:
  set ZEGO_APP_ID and ZEGO_SERVER_SECRET, or appId and serverSecret in ~/.zegorc
  zego cdn forbid --stream s1 --for 2h -n    shows the request, sends nothing
  zego emulator                              a local server to rehearse with

Which one ends a stream:
  whatever it is                stop
  relayed from RTC to a CDN     transfer stop; its source: stream forbid
  pushed directly to the CDN    cdn forbid
  in RTC alone                  stream forbid

Global options are listed by: zego <command> --help

Exit codes:`;

// Listed only: parse() understands it before Commander does.
const helpOfHelp = new Command('help [command]').description('Show what a command takes');

/**
 * Sets how help looks: the root and the groups list whole commands, and the help of a command has the global
 * options, what must be known of it, its exit codes and examples.
 */
export function setHelp(root: Command): void {
  const groups = root.commands.filter((command) => command.commands.length > 0);
  const shared = new Set(optionRows.flatMap(([, { flags, opposite }]) => [flags, opposite?.flags]));
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
    const path = commandPath(leaf, root);
    const { about = [], examples = [] } = helpTexts[path] ?? {};
    const example = (rowsOf(path)[0] ?? commandRowOf(path) ?? offlineCommands[path])?.example;
    if (example === undefined) continue;
    const summary = leaf.description();
    leaf.summary(summary).description([`${summary}.`, ...about].join('\n'));
    leaf.addHelpText('after', exitsOf(path));
    const lines = [example, ...examples].map(indented);
    leaf.addHelpText('after', ['\nExamples:', ...lines].join('\n'));
  }
}

const indented = (line: string) => `  ${line}`;

/** The exit codes that a command may end with, but for signals and faults. */
function exitsOf(path: string): string {
  const row = rowsOf(path).at(-1);
  const matters: Partial<Record<keyof typeof EXIT, boolean>> = {
    partial: row?.params.some(({ maxItems }) => maxItems !== undefined) ?? false,
    notLive: row === undefined || row.answers !== undefined,
    stillLive: row?.verifiedBy !== undefined,
    unverifiable: row === undefined || row.verifiedBy !== undefined,
    guard: (row?.change ?? null) !== null,
  };
  const names =
    helpTexts[path]?.exits ??
    (row ? apiExits : offlineExits).filter((name) => matters[name] ?? true);
  const words = names.map((name) => {
    const done = name === 'done' ? helpTexts[path]?.done : undefined;
    const perhaps =
      name === 'unknown' && row?.effect !== 'reads' ? ' (it may have taken effect)' : '';
    return `${EXIT[name]} ${done ?? exitWords[name]}${perhaps}`;
  });
  // A line ends between two codes, never within the words of one.
  const whole = words.map((each) => each.replaceAll(' ', '~')).join(', ');
  const lines = new Help().boxWrap(whole, 78).replaceAll('~', ' ').split('\n');
  return ['\nExit codes (zego explain CODE says more):', ...lines.map(indented)].join('\n');
}

function exitCodes(): string[] {
  const help = Object.assign(new Help(), { helpWidth: 80 });
  return Object.entries(EXIT).map(([name, code]) => {
    const meaning = exitTexts[name as keyof typeof EXIT].meaning.en.replaceAll('`', '');
    return help.formatItem(String(code), 3, meaning, help);
  });
}

function commandPath(command: Command, root: Command): string {
  const { parent } = command;
  return parent === null || parent === root ? command.name() : `${parent.name()} ${command.name()}`;
}
