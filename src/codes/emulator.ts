import type { Text } from '../values/text.ts';

/** The forms of the emulator's options. */
export const emulatorForms = {
  port: { en: 'a number from 0 to 65535', zh: ' 0 至 65535 的数字' },
  fail: {
    en: 'CODE or CODE:COUNT, such as 5007:3',
    zh: ' CODE 或 CODE:COUNT，如 5007:3',
  },
} as const satisfies Record<string, Text>;

/** What is wrong with `--live`. */
export const liveRefusals = {
  twice: { en: '{name} is given twice', zh: '{name} 出现了两次' },
  form: { en: 'expected {form}', zh: '应为 {form}' },
  declaredTwice: { en: '{id} is declared twice', zh: '{id} 声明了两次' },
} as const satisfies Record<string, Text>;

/** Where the emulator cannot listen. */
export const cannotListen: Text = {
  en: 'Cannot listen on port {port}: {reason}',
  zh: '无法监听端口 {port}：{reason}',
};
export const otherPort: Text = {
  en: 'Choose another --port; 0 takes any free one.',
  zh: '请换一个 --port；0 表示任意空闲端口。',
};

/** The `{reason}`, by the code of the system. */
export const listenReasons: Readonly<Record<string, Text>> = {
  EADDRINUSE: { en: 'it is in use', zh: '已被占用' },
  EACCES: { en: 'it is not allowed to this user', zh: '当前用户无权使用' },
  ERR_SOCKET_BAD_PORT: { en: 'a port is a number from 0 to 65535', zh: '端口应为 0 至 65535' },
};
