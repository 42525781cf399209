import type { Text } from '../values/text.ts';

/** The row of relays where no --url named one. */
export const relaysLeft: Text = {
  en: 'no --url: relays not stopped',
  zh: '未指定 --url：未停止转推',
};
