import type { Text } from '../values/text.ts';

/** What all answers mean together, for the levers `{levers}`. */
export const allAccepted: Text = {
  en: 'Accepted: {levers}.',
  zh: '已接受：{levers}。',
};

/** The row of relays where no --url named one. */
export const relaysLeft: Text = {
  en: 'no --url: relays not stopped',
  zh: '未指定 --url：未停止转推',
};

/** Beside a verdict that a stream was off air before the command. */
export const notProven: Text = {
  en: 'It was off before this command. That does not show that a lever took effect, nor that it is not live elsewhere.',
  zh: '该流在本命令之前已断流。这不能证明本命令的操作已生效，也不能排除它仍在别处直播。',
};

/** Behind the requests of a dry run: how long the wait after them may take, `{seconds}`, and by what it goes, `{by}`. */
export const thenWait: Text = {
  en: 'Then a wait of at most {seconds} s, by: {by}',
  zh: '随后最多等待 {seconds} 秒，依据：{by}',
};

/** The same where nothing would look. */
export const thenNothing: Text = {
  en: 'Then no verdict: no Action reads relays. --probe URL would tell.',
  zh: '随后无法给出结论：没有接口可查询转推。可使用 --probe URL 核实。',
};
