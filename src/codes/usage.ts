import type { Text } from '../values/text.ts';

/**
 * What is wrong with a command line, and what to do instead. Loaded only where a command line is refused: what a value
 * is expected to be stands in expected.ts.
 */
export const usage = {
  required: { en: '{names} {are} required', zh: '缺少必需的选项 {names}' },
  notCombined: { en: '{one} and {other} cannot be combined', zh: '{one} 与 {other} 不能同时使用' },
  stdinForIds: {
    en: '--stream -: StreamIds are not read from stdin',
    zh: '--stream -：不会从标准输入读取流 ID',
  },
  oneByOne: {
    en: 'Give them one by one: xargs -n 1 zego {command}{others} --stream <ids.txt',
    zh: '请逐个传入：xargs -n 1 zego {command}{others} --stream <ids.txt',
  },
  manyTimes: {
    en: '{option} is given {count} times: zego {command} takes one',
    zh: '{option} 出现了 {count} 次：zego {command} 只接受一个',
  },
  onceForEach: { en: 'Run it once for each.', zh: '请对每个流分别执行一次。' },
  notCode: {
    en: 'explain {word}: expected a return code, such as 5003',
    zh: 'explain {word}：应为返回码，如 5003',
  },
  notAction: {
    en: '--action {word}: expected an Action[ (did you mean {near}?)|]',
    zh: '--action {word}：应为接口名[（是否想输入 {near}？）|]',
  },
  knownActions: { en: 'Known: {names}', zh: '可用的接口名：{names}' },
  valueOf: { en: 'the value of {option}', zh: '{option} 的值' },
  someWord: { en: 'a word', zh: '某个参数' },
  noValue: {
    en: '{option} has no value before {word}[ (did you mean {near}?)|]',
    zh: '{option} 在 {word} 之前缺少值[（是否想输入 {near}？）|]',
  },
  meantValue: {
    en: 'If the value is really {value}, write {option}={value}',
    zh: '若值确实是 {value}，请写成 {option}={value}',
  },
  argumentMissing: {
    en: "option '{what}' argument missing",
    zh: "选项 '{what}' 缺少值",
  },
  wordMissing: {
    en: "missing required argument '{what}'",
    zh: "缺少必需的参数 '{what}'",
  },
  commandMissing: { en: '[{group}: |]a command is missing', zh: '[{group}：|]缺少命令' },
  seeHelp: { en: 'See: zego {path} --help', zh: '参见：zego {path} --help' },
  unknownOption: {
    en: 'unknown option {flag}{aside}[; did you mean {near}?|]',
    zh: '未知的选项 {flag}{aside}[；是否想输入 {near}？|]',
  },
  /** The `{aside}` for `--secret` and its like. */
  noSecretOption: {
    en: ' (no option takes the secret itself)',
    zh: '（没有选项可直接传入密钥）',
  },
  takesNoValue: { en: '{flag} takes no value', zh: '{flag} 不带值' },
  beforeCommand: {
    en: '{flag} stands before its command',
    zh: '{flag} 写在了它的命令之前',
  },
  commandFirst: {
    en: 'Name the command first: zego {path} {flag} ...',
    zh: '请先写命令：zego {path} {flag} ...',
  },
  oneArgument: {
    en: '{word} is a word too many: {path} takes one {argument}',
    zh: '多余的参数 {word}：{path} 只接受一个 {argument}',
  },
  swappedWords: {
    en: '{word} is a word too many; did you mean {near}?',
    zh: '多余的参数 {word}；是否想输入 {near}？',
  },
  wordTooMany: {
    en: '{word} is a word too many: every value of {path} needs its --option',
    zh: '多余的参数 {word}：{path} 的每个值都须跟在对应的 --选项 之后',
  },
  quoteIt: {
    en: 'If a space or a * made it a word of its own, quote the value; an id is no pattern.',
    zh: '若它是被空格或 * 拆出来的，请给值加引号；流 ID 不是通配符。',
  },
  unknownCommand: {
    en: 'unknown command {word}[; did you mean {near}?|]',
    zh: '未知的命令 {word}[；是否想输入 {near}？|]',
  },

  // Of `explain`.
  notDocumented: {
    en: '{code} is not documented for {action}',
    zh: '{action} 的文档中没有返回码 {code}',
  },
  otherActions: {
    en: 'Other Actions do: zego explain {code}',
    zh: '其他接口有该返回码：zego explain {code}',
  },
  notPublished: {
    en: '{code} is not a published return code',
    zh: '{code} 不是 ZEGO 公布的返回码',
  },
  published: { en: 'Published: {codes}', zh: '已公布的有：{codes}' },
  askSupport: {
    en: 'If ZEGO answered with it, send it and the RequestId to ZEGO support.',
    zh: '若 ZEGO 的应答中有它，请将它和 RequestId 提供给 ZEGO 技术支持。',
  },
} as const satisfies Record<string, Text>;

/** What to do instead of a command or an option that zego does not have. */
export const leads = {
  noSession: {
    en: 'There is no login: each command takes ZEGO_APP_ID and ZEGO_SERVER_SECRET, or a file. What is in use is shown by: zego cdn list --dry-run',
    zh: '无需登录：每个命令都使用 ZEGO_APP_ID 和 ZEGO_SERVER_SECRET，或配置文件。查看当前取值：zego cdn list --dry-run',
  },
  noRelays: {
    en: 'No Action lists relays: look at the CDN whether the stream arrives there.',
    zh: '没有接口可查询转推任务，请在 CDN 侧确认该流是否仍在推送。',
  },
  noRtcBans: {
    en: 'No Action lists RTC streams or their bans. Ask for one with: zego stream status --stream ID',
    zh: '没有接口可列出 RTC 流或 RTC 封禁，请逐个查询：zego stream status --stream ID',
  },
  everyLever: {
    en: 'zego stop ends a stream in every way: its ban in RTC, its relays, its ban on the CDN.',
    zh: '用 zego stop 一次性结束一条流：封禁 RTC 流、停止转推、封禁 CDN 流。',
  },
  version: { en: 'See: zego --version', zh: '参见：zego --version' },
  noQuestion: {
    en: 'zego asks nothing: leave it out.',
    zh: 'zego 不会要求确认：请去掉该选项。',
  },
  noEnd: {
    en: 'An RTC ban has no end: it holds until it is lifted with zego stream resume.',
    zh: 'RTC 封禁没有结束时间：用 zego stream resume 解封之前一直有效。',
  },
  end: {
    en: '--resume takes the end of the ban as an instant, --for as a duration.',
    zh: '封禁的结束时间：--resume 接受时刻，--for 接受时长。',
  },
  verbose: {
    en: '--version shows the version, --debug what is sent and answered.',
    zh: '--version 显示版本，--debug 显示发出的请求和收到的应答。',
  },
  production: {
    en: '--no-test acts on production, whatever else is set.',
    zh: '--no-test 表示正式环境，优先于其他设置。',
  },
} as const satisfies Record<string, Text>;
