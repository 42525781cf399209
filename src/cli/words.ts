import { leads } from '../codes/usage.ts';
import type { Text } from '../values/text.ts';

// What other tools call what zego's commands do.
const synonyms: Readonly<Record<string, string>> = {
  ban: 'forbid',
  block: 'forbid',
  unban: 'resume',
  unblock: 'resume',
  unforbid: 'resume',
  ls: 'list',
  state: 'status',
  stat: 'status',
  show: 'status',
};

const commands: Readonly<Record<string, Text>> = {
  kill: leads.everyLever,
  login: leads.noSession,
  whoami: leads.noSession,
  version: leads.version,
  'transfer list': leads.noRelays,
  'transfer ls': leads.noRelays,
  'transfer status': leads.noRelays,
  'transfer state': leads.noRelays,
  'transfer stat': leads.noRelays,
  'transfer show': leads.noRelays,
  'stream list': leads.noRtcBans,
  'stream ls': leads.noRtcBans,
};

const options: Readonly<Record<string, Text>> = {
  '-v': leads.verbose,
  '--verbose': leads.verbose,
  '-y': leads.noQuestion,
  '--yes': leads.noQuestion,
  '-f': leads.noQuestion,
  '--force': leads.noQuestion,
  '--notest': leads.production,
  '--prod': leads.production,
  '--production': leads.production,
  'stream forbid --for': leads.noEnd,
  'stream forbid --resume': leads.noEnd,
  'stream forbid --until': leads.noEnd,
  'cdn forbid --until': leads.end,
  'cdn forbid --duration': leads.end,
  'stream forbid --duration': leads.noEnd,
};

/** Gives zego's own name for what another tool calls `ban` or `ls`; other words as they are. */
export function ownName(word: string): string {
  return own(synonyms, word) ?? word;
}

/** Says what to do instead of a command that does not exist: a word, or two behind a group's name. */
export function leadOfCommand(words: string): Text | undefined {
  return own(commands, words);
}

/** Says what to do instead of an option that a command does not have. */
export function leadOfOption(path: string, flag: string): Text | undefined {
  return own(options, `${path} ${flag}`) ?? own(options, flag);
}

function own<T>(table: Readonly<Record<string, T>>, word: string): T | undefined {
  return Object.hasOwn(table, word) ? table[word] : undefined;
}
