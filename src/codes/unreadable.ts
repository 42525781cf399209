import type { Text } from '../values/text.ts';

/** What makes a text unreadable as JSON, or as the answer that it should be. */
export const unreadable = {
  notJson: { en: 'not JSON', zh: '不是 JSON' },
  duplicate: { en: 'JSON with a duplicate key', zh: 'JSON 中有重复的键' },
  deep: { en: 'JSON nested too deeply', zh: 'JSON 嵌套过深' },
  large: { en: 'JSON of too many values', zh: 'JSON 中的值过多' },
  empty: { en: 'an empty body', zh: '内容为空' },
  noObject: { en: 'JSON that is not an object', zh: 'JSON 不是对象' },
  noCode: { en: 'no whole number as Code', zh: 'Code 不是整数' },
  oddMessage: { en: 'a Message that is not text', zh: 'Message 不是文本' },
  oddRequestId: {
    en: 'a RequestId that is neither text nor a number',
    zh: 'RequestId 既不是文本，也不是数字',
  },
  codeZero: { en: 'Code 0', zh: '返回码为 0' },
  noList: { en: 'no list in Data', zh: 'Data 中没有列表' },
} as const satisfies Record<string, Text>;
