import type { Text } from '../values/text.ts';

/** Of a file with a ServerSecret that others can read. */
export const openSecret: Text = {
  en: '{file} holds a ServerSecret and is open to other users: chmod 600 {quoted}',
  zh: '{file} 含有 ServerSecret，但其他用户可读：chmod 600 {quoted}',
};
/** Of one that a configuration file names, and that may hold something else. */
export const openNamed: Text = {
  en: '{file}, which {namedAt}, is open to other users; if it is your secret: chmod 600 {quoted}',
  zh: '{file}（由 {namedAt}）其他用户可读；若其中是密钥：chmod 600 {quoted}',
};

/** What a program did instead of its work; after its name. */
export const programFaults = {
  absent: { en: 'does not exist', zh: '不存在' },
  noFile: { en: 'is not a file', zh: '不是文件' },
  weak: { en: 'is not run: {weak}', zh: '未运行：{weak}' },
  notExecutable: {
    en: 'is not executable: chmod +x {quoted}',
    zh: '没有执行权限：chmod +x {quoted}',
  },
  /** `{reason}` is the code of the system: ` (EACCES)`. */
  failed: { en: 'cannot be run{reason}', zh: '无法运行{reason}' },
  silent: { en: 'gave no secret within {ms} ms', zh: '在 {ms} 毫秒内没有给出密钥' },
  large: { en: 'wrote more than 64 KiB', zh: '的输出超过 64 KiB' },
  killed: { en: 'was ended by {signal}', zh: '被 {signal} 终止' },
  ended: { en: 'ended with exit code {code}', zh: '以退出码 {code} 结束' },
} as const satisfies Record<string, Text>;
export const runByItself: Text = {
  en: 'Run it by itself to see what it says: its stderr is not shown here.',
  zh: '请单独运行该程序查看原因：此处不显示它的标准错误。',
};
