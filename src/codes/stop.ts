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

/** Behind the rows where no lever was pulled. */
export const nothingStopped: Text = { en: 'Nothing was stopped.', zh: '未停止任何流。' };

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
