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
