import type { Text } from '../values/text.ts';

/** What is wrong with the options of waiting, and of `zego stop`. */
export const waitUsage = {
  noWait: {
    en: '--no-wait and {option} cannot be combined',
    zh: '--no-wait 与 {option} 不能同时使用',
  },
  needsWait: {
    en: '{option} needs --wait off-air or --wait live',
    zh: '{option} 需要与 --wait off-air 或 --wait live 一起使用',
  },
  notShorter: {
    en: '--stable {stable} must be shorter than --wait-timeout {timeout}',
    zh: '--stable {stable} 必须短于 --wait-timeout {timeout}',
  },
  byDefault: { en: '{value} (the default)', zh: '{value}（默认值）' },
  whyShorter: {
    en: 'A stream counts as off air only after it has stayed off for --stable.',
    zh: '流须持续断流达 --stable 的时长，才算已断流。',
  },
  oneProbe: {
    en: '--probe looks at one address, and {count} streams are given',
    zh: '--probe 只查看一个地址，却给出了 {count} 条流',
  },
  onceForEach: { en: 'Run it once for each.', zh: '请对每个流分别执行一次。' },
  relayNeedsUrl: { en: '--only relay needs --url', zh: '--only relay 需要 --url' },
  giveUrls: {
    en: 'No Action lists relays: give the address of each by --url.',
    zh: '没有接口可查询转推任务：请用 --url 逐个给出转推地址。',
  },
  pointless: {
    en: '{option} and --only {only} cannot be combined: {option} is for {lever}',
    zh: '{option} 与 --only {only} 不能同时使用：{option} 用于 {lever}',
  },
} as const satisfies Record<string, Text>;

/** The form of `--only`. */
export const leversForm: Text = {
  en: '{levers}, or two with a comma[ (did you mean {near}?)|]',
  zh: ' {levers} 之一，或用逗号分隔的两个[（是否想输入 {near}？）|]',
};
