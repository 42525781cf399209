import type { Text } from '../values/text.ts';

/** A stream, or several, in a failure's words. */
export const theStream = {
  one: { en: 'this stream', zh: '该流' },
  many: { en: 'these streams', zh: '这些流' },
} as const satisfies Record<string, Text>;

/** For a call that was refused for its rate `{attempts}` times until the time ran out; to stand before the hint. */
export const rateUsedUp: Text = {
  en: 'Not done; the rate was still used up when --timeout ran out (attempts: {attempts}).',
  zh: '未执行：直到 --timeout 用尽，调用频率仍超限（尝试次数：{attempts}）。',
};

/** Whether running a call again is safe after its answer was lost, by its effect; to stand before the hint. */
export const runningAgain: Readonly<Record<'sets' | 'starts', Text>> = {
  sets: { en: 'Running it again does no harm.', zh: '重新执行不会有副作用。' },
  starts: {
    en: 'Running it again may start a second relay.',
    zh: '重新执行可能会再启动一个转推。',
  },
};

/** For a Sequence that the service refused. */
export const sequenceHints: Readonly<Record<'chosen' | 'drawn' | 'notRedrawn', Text>> = {
  chosen: {
    en: 'Raise --sequence above the last one that was sent for {streamArg}, or leave it out.',
    zh: '请使 --sequence 大于上一次为 {streamArg} 发送的值，或不指定。',
  },
  drawn: {
    en: 'Wait 10 s and run it again: another machine sends higher Sequences for {streamArg}, maybe by a clock that is ahead.',
    zh: '请等待 10 秒后重试：另一台机器正在为 {streamArg} 发送更大的 Sequence，其时钟可能偏快。',
  },
  notRedrawn: {
    en: 'Another machine sent a higher Sequence for {streamArg} within 10 s: wait 10 s and run it again; or it decided otherwise, and this command would undo that.',
    zh: '另一台机器在 10 秒内为 {streamArg} 发送了更大的 Sequence：请等待 10 秒后重试；也可能对方已另作决定，重试会将其推翻。',
  },
};

/** For ids `{ids}` that break the rules of a StreamId; to stand before the hint. */
export const badIds: Text = {
  en: 'Not letters, digits, - and _ alone, or longer than 256: {ids}.',
  zh: '含有字母、数字、- 和 _ 以外的字符，或超过 256 个字符：{ids}。',
};

/** For a clock that agrees with the server's although it calls the time wrong. */
export const clockAgrees: Text = {
  en: "This machine's clock agrees with the server's: run it again, which draws a new Timestamp.",
  zh: '本机时钟与服务器一致：请重新执行，会使用新的 Timestamp。',
};

/** For a ban that ends `{own}` from now by this machine's clock, and `{server}` from now by the server's. */
export const clockShiftsEnd: Text = {
  en: "This machine's clock is off by {off}: by ZEGO's the ban ends in {server}, not {own}. For another end, run it again.",
  zh: '本机时钟相差 {off}：按 ZEGO 的时钟，封禁将在 {server} 后结束，而不是 {own}。如需其他结束时间，请重新执行。',
};

/** The same for a ban that is over by the server's clock. */
export const clockPassesEnd: Text = {
  en: "This machine's clock is off by {off}: by ZEGO's the ban's end is past, so it may not begin. Run it again with a later end.",
  zh: '本机时钟相差 {off}：按 ZEGO 的时钟，封禁的结束时间已过，可能不会生效。请用更晚的结束时间重新执行。',
};

/** For several streams, `{done}` of `{all}` done. */
export const partDone: Text = {
  en: '{done} of {all} done.',
  zh: '已完成 {done} 个，共 {all} 个。',
};

/** For those that are left: a command line to paste. */
export const pasteRest: Text = { en: 'For the rest: {command}', zh: '处理剩余部分：{command}' };

/** The same where that would be too long. */
export const jsonRest: Text = {
  en: 'For the rest, see the streams of `calls` where `retryable` is true, in what --json prints.',
  zh: '剩余部分请用 --json 查看：`calls` 中 `retryable` 为 true 的各项的 `streams`。',
};

/** Where a redirect leads that names no host. */
export const sameHost: Text = { en: 'the same host', zh: '同一主机' };

/** Of an answer that is a web page; to stand first in the hint. */
export const foreignAnswer: Text = {
  en: 'A proxy or portal seems to have answered in place of ZEGO: check HTTPS_PROXY and --endpoint, or sign in at the portal.',
  zh: '很可能是代理或认证门户代替 ZEGO 作出了应答：请检查 HTTPS_PROXY 和 --endpoint，或先在门户登录。',
};

/** For a clock that is off by `{minutes}` and `{seconds}`; to stand before the hint. */
export const clockOff: Readonly<Record<'behind' | 'ahead', Text>> = {
  behind: {
    en: "This machine's clock is {minutes} min {seconds} s behind the server's.",
    zh: '本机时钟比服务器慢 {minutes} 分 {seconds} 秒。',
  },
  ahead: {
    en: "This machine's clock is {minutes} min {seconds} s ahead of the server's.",
    zh: '本机时钟比服务器快 {minutes} 分 {seconds} 秒。',
  },
};

/** For a command without effect to which an older one, for the streams `{ids}`, gave way. */
export const madeWay: Text = {
  en: 'An older command for {ids} gave way to this one: neither took effect.',
  zh: '针对 {ids} 的较早命令已让位于本命令：两者均未生效。',
};
