import type { Text } from '../values/text.ts';

/** Of a host that is not ZEGO's, before any result. */
export const notZego: Text = {
  en: 'Not ZEGO: {endpoint} ({endpointSource})',
  zh: '非 ZEGO 服务：{endpoint}（{endpointSource}）',
};

/** The same for the emulator, whose AppId and ServerSecret everybody knows. */
export const emulated: Text = { en: 'Emulator: {endpoint}', zh: '模拟器：{endpoint}' };

/** Where the endpoint came from; to stand after the hint where nothing reached it. */
export const endpointFrom: Text = {
  en: 'The endpoint {endpoint} comes from {endpointSource}.',
  zh: '接口地址 {endpoint} 来自 {endpointSource}。',
};

/** Of the StreamIds `{ids}`, which have the prefix of the test environment that the command does not act on. */
export const testPrefix: Text = {
  en: '{ids}: the prefix zegotest- belongs to the test environment, and this command acts on production. For the test environment add --test.',
  zh: '{ids}：zegotest- 是测试环境的前缀，而本命令作用于正式环境。若要操作测试环境，请加上 --test。',
};
