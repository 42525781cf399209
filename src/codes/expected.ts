import type { Text } from '../values/text.ts';

/** What is wrong with the value of an option, a variable or a key of a file; it stands after the name of that. */
export const expected = {
  appId: {
    en: 'expected a whole number from 1 to 4294967295',
    zh: '应为 1 至 4294967295 的整数',
  },
  string: { en: 'expected a string: put it in quotes', zh: '应为字符串：请加上引号' },
  shortSecret: {
    en: 'a ServerSecret has no more than {most} characters',
    zh: 'ServerSecret 不超过 {most} 个字符',
  },
  noAssignment: {
    en: 'expected the secret alone, found a NAME=value line',
    zh: '应只有密钥本身，却是一行 NAME=value',
  },
  noQuotes: {
    en: 'expected the secret alone, found it in quotes',
    zh: '应只有密钥本身，却带有引号',
  },
  oneWord: {
    en: 'expected one word without spaces or control characters',
    zh: '应为一个不含空格和控制字符的词',
  },
  boolean: {
    en: 'expected true or false, unquoted',
    zh: '应为 true 或 false，不加引号',
  },
  flag: { en: 'expected 1, true, 0 or false', zh: '应为 1、true、0 或 false' },
  lang: { en: 'expected en or zh', zh: '应为 en 或 zh' },
  shortTimeout: { en: 'expected at most 24d', zh: '最长为 24d' },
  region: {
    en: 'expected one of {regions}[; did you mean {near}?|]',
    zh: '应为以下之一：{regions}[；是否想输入 {near}？|]',
  },
  listedEndpoint: {
    en: 'a file may name {unified} and its regional hosts only; for another use --endpoint or ZEGO_ENDPOINT',
    zh: '配置文件只能写 {unified} 及其区域主机；其他地址请用 --endpoint 或 ZEGO_ENDPOINT',
  },
  noUser: {
    en: 'an endpoint carries no user name or password',
    zh: '接口地址不能带用户名或密码',
  },
  noQuery: {
    en: 'an endpoint has no query and no fragment',
    zh: '接口地址不能带查询参数（?）或片段（#）',
  },
  endpoint: {
    en: 'expected an address such as https://rtc-api.zego.im',
    zh: '应为形如 https://rtc-api.zego.im 的地址',
  },
  noPath: { en: 'an endpoint has no path', zh: '接口地址不能带路径' },
  https: {
    en: 'an endpoint is https; plain http goes to this machine only',
    zh: '接口地址须为 https；只有本机可用 http',
  },
  command: {
    en: 'expected a list such as ["/usr/bin/pass", "zego"], the program by its whole path, each word a text (numbers in quotes)',
    zh: '应为形如 ["/usr/bin/pass", "zego"] 的列表：程序写完整路径，每个词都是文本（数字加引号）',
  },
  path: { en: 'expected a path', zh: '应为路径' },
  pathOrStdin: { en: 'expected a path, or - for stdin', zh: '应为路径，或用 - 表示标准输入' },
} as const satisfies Record<string, Text>;

/** What is wrong with an address that viewers play. */
export const playAddress = {
  rtmp: {
    en: 'RTMP cannot be probed: expected the HLS (.m3u8) or HTTP-FLV address',
    zh: '无法探测 RTMP 地址：应为 HLS（.m3u8）或 HTTP-FLV 地址',
  },
  noUser: {
    en: 'an address to probe carries no user name or password',
    zh: '要探测的地址不能带用户名或密码',
  },
  url: {
    en: 'expected an address such as https://play.example.com/live/s1.m3u8',
    zh: '应为形如 https://play.example.com/live/s1.m3u8 的地址',
  },
} as const satisfies Record<string, Text>;

/** The same before a form of values, `{form}`. */
export const expectedForm: Text = { en: 'expected {form}', zh: '应为{form}' };

/** The forms of values. */
export const forms = {
  duration: {
    en: 'a duration above 0, such as 500ms, 15s, 90m, 2h or 1d12h',
    zh: '大于 0 的时长，如 500ms、15s、90m、2h 或 1d12h',
  },
  earlyDuration: {
    en: 'a duration that ends before the year 10000',
    zh: '在公元 10000 年之前结束的时长',
  },
  instant: {
    en: 'an ISO 8601 instant with a zone, such as 2025-02-01T00:00:00Z or 2025-02-01T08:00:00+08:00',
    zh: '带时区的 ISO 8601 时刻，如 2025-02-01T00:00:00Z 或 2025-02-01T08:00:00+08:00',
  },
  sequence: {
    en: 'a whole number of at most {most}, such as a time in Unix milliseconds',
    zh: '不大于 {most} 的整数，如 Unix 毫秒时间',
  },
  streamId: { en: 'a StreamId', zh: '流 ID' },
  plainStreamId: {
    en: 'a StreamId in UTF-8 without control characters or space around it',
    zh: ' UTF-8 编码的流 ID，不含控制字符，首尾无空格',
  },
  strictStreamId: {
    en: 'digits, letters, - and _ only',
    zh: '仅含数字、字母、- 和 _ 的流 ID',
  },
  rtmpUrl: {
    en: 'an address such as rtmp://host/app/stream',
    zh: '形如 rtmp://host/app/stream 的地址',
  },
  choice: {
    en: '{choices}[ (did you mean {near}?)|]',
    zh: ' {choices}[（是否想输入 {near}？）|]',
  },
  ipv4: { en: 'an IPv4 address', zh: ' IPv4 地址' },
  text: {
    en: 'plain text of at most {most} characters',
    zh: '不超过 {most} 个字符的普通文本',
  },
} as const satisfies Record<string, Text>;

/** Between the choices of a value. */
export const or: Text = { en: ' or ', zh: ' 或 ' };

/** Of a word of the command line, or a variable. */
export const tooLong: Text = { en: '{name} is longer than 4 KB', zh: '超过 4 KB：{name}' };
