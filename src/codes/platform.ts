import type { Text } from '../values/text.ts';

/** Why a file is not read; `{place}` names it. */
export const unread = {
  missing: {
    en: '{place} is missing, out of reach or not a regular file',
    zh: '{place} 不存在、无法访问或不是普通文件',
  },
  large: { en: '{place} is larger than 64 KiB', zh: '{place} 超过 64 KiB' },
  /** `{reason}` is the code of the system: ` (EACCES)`. */
  failed: { en: '{place} cannot be read{reason}', zh: '无法读取 {place}{reason}' },
  endless: {
    en: '{place} says that it is empty, and is not',
    zh: '{place} 声称为空，实际并非如此',
  },
} as const satisfies Record<string, Text>;

export const noFolder: Text = {
  en: '{path}: the working directory is gone',
  zh: '{path}：当前工作目录已不存在',
};
export const absolutePath: Text = { en: 'Give an absolute path.', zh: '请使用绝对路径。' };

export const wrongClock: Text = {
  en: "this machine's clock says {time}; nothing was sent",
  zh: '本机时钟为 {time}；请求未发出',
};
export const setClock: Text = {
  en: 'Set the clock and run the command again.',
  zh: '请校准时钟后重新执行命令。',
};
