import { Command, Option } from 'commander';
import { actions } from '../actions/index.ts';
import { stop } from '../actions/stop.ts';
import type { Action, CommandRow } from '../actions/types.ts';
import { addGlobalOptions } from './global-options.ts';
import { addWaitOptions } from './wait-options.ts';

/** The command that a command line names, found before its values are read. */
export interface Match {
  readonly path: string;
  readonly command: Command;
}

/** The groups of the catalogue's commands, each described for the help. */
const groups: Readonly<Record<string, string>> = {
  transfer: 'Relays of RTC streams to a CDN',
  cdn: 'Bans of streams pushed directly to the CDN',
  stream: 'Bans and state of RTC streams',
  rtmp: 'RTMP nodes to publish to and play from',
};

/** A command that calls no Action. */
interface OfflineCommand {
  readonly summary: string;
  readonly usage: string;
  readonly example: string;
  /** The global options that matter to it, beside those that matter to all. */
  readonly globals?: readonly string[];
}

/** The commands that call no Action. */
export const offlineCommands: Readonly<Record<string, OfflineCommand>> = {
  probe: {
    summary: 'Look whether viewers see a stream: at an HLS or HTTP-FLV address',
    usage: 'URL',
    example: 'zego probe https://play.example.com/live/s1.m3u8',
    globals: ['timeout'],
  },
  explain: {
    summary: 'Say what a return code or exit code means and what to do, offline',
    usage: 'CODE [--action ACTION]',
    example: 'zego explain 5003 --action DeleteCDNTransferRule',
  },
  emulator: {
    summary: 'Run a local server that speaks this API, to rehearse runbooks and pipelines',
    usage: '[--port N] [--fail CODE[:COUNT]] [--latency DURATION] [--live ID[:OPTION...]]',
    example: 'zego emulator --port 8080 --live s1:linger=2s --fail 5007:3',
  },
};

/** The rows of a command: the second, where there is one, takes several ids in one call. */
export function rowsOf(path: string): readonly Action[] {
  return actions.filter((row) => row.command === path);
}

/** What the command line of a command that calls the API takes: the last row takes whatever the others take. */
export function commandRowOf(path: string): CommandRow | undefined {
  return path === stop.command ? stop : rowsOf(path).at(-1);
}

/** Every command, in the order of the help: `transfer start`, ... `stop`, `probe`, `explain`, `emulator`. */
export function commandPaths(): readonly string[] {
  const ofActions = new Set(actions.map((row) => row.command));
  return [...ofActions, stop.command, ...Object.keys(offlineCommands)];
}

/**
 * Builds the Commander tree from the catalogue, with the commands that call no Action.
 * It makes only what this command line can reach: to make all of it would take most of the time.
 * @param wanted the path of the command that the command line names
 * @param bare whether it begins with that path, with no option between the words
 * @param onMatch is told the command when it is parsed
 */
export function buildTree(
  { wanted, bare }: { readonly wanted: string; readonly bare: boolean },
  onMatch: (match: Match) => void,
): Command {
  const root = new Command('zego')
    .description("Control live streams through ZEGO's server API")
    .usage('<command> [options]')
    .option('-V, --version', 'print the version')
    .enablePositionalOptions()
    .helpCommand(false);
  for (const path of bare ? [wanted] : commandPaths()) {
    const [group = '', name] = path.split(' ');
    const leaf = name === undefined ? root.command(group) : groupOf(root, group).command(name);
    const row = commandRowOf(path);
    leaf.description(row?.summary ?? offlineCommands[path]?.summary ?? '');
    leaf.action(() => onMatch({ path, command: leaf }));
    if (path !== wanted) continue;
    if (row) addApiOptions(leaf, row);
    else addOfflineOptions(leaf);
    addGlobalOptions(leaf, {
      testPrefix: row?.testPrefix ?? true,
      ...(row ? {} : { listed: offlineCommands[path]?.globals ?? [] }),
    });
  }
  if (!bare) {
    addGlobalOptions(root);
    const group = root.commands.find((command) => command.name() === wanted.split(' ')[0]);
    if (group && group.commands.length > 0) addGlobalOptions(group);
  }
  return root;
}

function groupOf(root: Command, name: string): Command {
  const found = root.commands.find((command) => command.name() === name);
  if (found) return found;
  return root
    .command(name)
    .description(groups[name] ?? '')
    .usage('<command> [options]')
    .enablePositionalOptions()
    .helpCommand(false);
}

function addOfflineOptions(leaf: Command): void {
  if (leaf.name() === 'probe') {
    leaf.argument('<address>', 'what viewers play: HLS (.m3u8) or HTTP-FLV, http or https');
    return;
  }
  if (leaf.name() === 'explain') {
    leaf
      .argument('<code>', 'return code, or exit code of zego')
      .option('--action <action>', 'the Action that answered, such as DeleteCDNTransferRule');
    return;
  }
  leaf
    .option('--port <n>', 'port on 127.0.0.1 (default: a free one)')
    .addOption(list('--fail <code[:count]>', 'answer the next COUNT calls with CODE, unexecuted'))
    .option('--latency <duration>', 'wait this long before every API answer')
    .addOption(list('--live <id[:option...]>', 'a StreamId that is live; give it again for more'));
}

function addApiOptions(leaf: Command, row: CommandRow): void {
  for (const param of row.params) {
    const help = param.required ? `${param.help} (required)` : param.help;
    leaf.addOption(list(`--${param.option}`, help));
    if (param.fromNow) leaf.addOption(list(`--${param.fromNow.option}`, param.fromNow.help));
  }
  if (row === stop)
    leaf.addOption(list('--only <levers>', 'rtc, relay or cdn, or two of them with a comma'));
  if (row.verifiedBy !== undefined) {
    const isSeveral = row.params.some(
      ({ type, maxItems }) => type === 'streamId' && maxItems !== undefined,
    );
    const asks = row.effect === 'reads';
    addWaitOptions(leaf, { asks, isImplied: row === stop, isSeveral }, list);
  }
  if (row.sequenced) {
    leaf.addOption(list('--sequence <n>', 'Sequence to send (default: the time in milliseconds)'));
  }
}

/** Collects repeated values: Commander would keep the last, and a ban silently drop an id. */
function list(flags: string, help: string): Option {
  return new Option(flags, help).argParser((value: string, before: string[] = []) => {
    before.push(value);
    return before;
  });
}
