import type { Text } from '../values/text.ts';

/** Before a ban whose end, `{resume}`, is past. */
export const resumePast: Text = {
  en: 'The resume time {resume} is in the past: the ban may end at once, or not begin.',
  zh: '恢复时间 {resume} 已过去：封禁可能立即结束，或不会生效。',
};

/** The same where it is too far ahead. */
export const resumeFar: Text = {
  en: 'The resume time {resume} is more than 30 days ahead: the longest ban is 30 days.',
  zh: '恢复时间 {resume} 超过 30 天：封禁最长 30 天。',
};

/** Of ids with commas. */
export const oneId: Text = {
  en: '{ids}: taken for one StreamId as it stands. For several, give --stream once for each.',
  zh: '{ids} 会被当作一个流 ID。多个流请分别使用 --stream。',
};

/** Of ids with the characters `{odd}`, which may be invisible or look like others. */
export const strangeIds: Text = {
  en: '{ids}: a StreamId rarely holds anything but letters, digits, - and _ (here: {odd}). Is it the right one?',
  zh: '{ids}：流 ID 通常只含字母、数字、- 和 _（此处含 {odd}）。请确认是否正确。',
};

/** Of addresses where ids belong. */
export const addressesGiven: Text = {
  en: '{ids}: an address, which is taken for a StreamId as it stands. --stream takes the id alone.',
  zh: '{ids}：这是地址，会被原样当作流 ID。--stream 只应填写流 ID。',
};

/** Of an id that begins with `{id}` and is too long: the command is refused. */
export const longId: Text = {
  en: '--stream {id}: the StreamId has {length} characters as it is sent; at most {longest}',
  zh: '--stream {id}：该流 ID 按发送时计有 {length} 个字符；最多 {longest} 个',
};
