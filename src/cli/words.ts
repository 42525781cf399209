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

const noSession: Text = {
  en: 'There is no login: each command takes ZEGO_APP_ID and ZEGO_SERVER_SECRET, or a file. What is in use is shown by: zego cdn list --dry-run',
  zh: '无需登录：每个命令都使用 ZEGO_APP_ID 和 ZEGO_SERVER_SECRET，或配置文件。查看当前取值：zego cdn list --dry-run',
};
const noRelays: Text = {
  en: 'No Action lists relays: look at the CDN whether the stream arrives there.',
  zh: '没有接口可查询转推任务，请在 CDN 侧确认该流是否仍在推送。',
};
const noRtcBans: Text = {
  en: 'No Action lists RTC streams or their bans. Ask for one with: zego stream status --stream ID',
  zh: '没有接口可列出 RTC 流或 RTC 封禁，请逐个查询：zego stream status --stream ID',
};

const everyLever: Text = {
  en: 'zego stop ends a stream in every way: its ban in RTC, its relays, its ban on the CDN.',
  zh: '用 zego stop 一次性结束一条流：封禁 RTC 流、停止转推、封禁 CDN 流。',
};

const commands: Readonly<Record<string, Text>> = {
  kill: everyLever,
  login: noSession,
  whoami: noSession,
  version: { en: 'See: zego --version', zh: '参见：zego --version' },
  'transfer list': noRelays,
  'transfer ls': noRelays,
  'transfer status': noRelays,
  'transfer state': noRelays,
  'transfer stat': noRelays,
  'transfer show': noRelays,
  'stream list': noRtcBans,
  'stream ls': noRtcBans,
};

const noQuestion: Text = {
  en: 'zego asks nothing: leave it out.',
  zh: 'zego 不会要求确认：请去掉该选项。',
};
const noEnd: Text = {
  en: 'An RTC ban has no end: it holds until it is lifted with zego stream resume.',
  zh: 'RTC 封禁没有结束时间：用 zego stream resume 解封之前一直有效。',
};

const end: Text = {
  en: '--resume takes the end of the ban as an instant, --for as a duration.',
  zh: '封禁的结束时间：--resume 接受时刻，--for 接受时长。',
};
const verbose: Text = {
  en: '--version shows the version, --debug what is sent and answered.',
  zh: '--version 显示版本，--debug 显示发出的请求和收到的应答。',
};

const production: Text = {
  en: '--no-test acts on production, whatever else is set.',
  zh: '--no-test 表示正式环境，优先于其他设置。',
};

const options: Readonly<Record<string, Text>> = {
  '-v': verbose,
  '--verbose': verbose,
  '-y': noQuestion,
  '--yes': noQuestion,
  '-f': noQuestion,
  '--force': noQuestion,
  '--notest': production,
  '--prod': production,
  '--production': production,
  'stream forbid --for': noEnd,
  'stream forbid --resume': noEnd,
  'stream forbid --until': noEnd,
  'cdn forbid --until': end,
  'cdn forbid --duration': end,
  'stream forbid --duration': noEnd,
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
