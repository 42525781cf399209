import type { Text } from '../values/text.ts';

/** Variables `{names}` that are set but empty where that could send a command elsewhere; `{are}` is `is` or `are`. */
export const setButEmpty: Text = {
  en: '{names} {are} set but empty; nothing was sent',
  zh: '{names} 已设置但为空；请求未发出',
};

export const setOrUnset: Text = {
  en: 'Give it a value, or unset it. CI systems set a variable to nothing where the secret behind it does not exist.',
  zh: '请为其赋值，或将其删除（unset）。CI 引用的密钥不存在时，环境变量会被设为空。',
};

/** The same where it cannot. */
export const emptyIgnored: Text = {
  en: '{names} {are} set but empty, and ignored',
  zh: '{names} 已设置但为空，已忽略',
};

/** Of more lines than one on stdin, where a secret is wanted. */
export const manyLines: Text = {
  en: '{from}: stdin has more than one line, and a ServerSecret is one',
  zh: '{from}：标准输入不止一行，而 ServerSecret 只有一行',
};
export const redirectSecret: Text = {
  en: 'Inside `while read`, stdin is the list of the loop: redirect the secret (--secret-file - < FILE), or name its file (--secret-file FILE).',
  zh: '在 `while read` 循环内，标准输入是循环的列表：请重定向密钥（--secret-file - < FILE），或直接指定密钥文件（--secret-file FILE）。',
};

/** What is missing, and `{places}`, where it was looked for. */
export const missing: Readonly<Record<'appId' | 'secretFile' | 'both', Text>> = {
  appId: { en: 'no AppId: {places}', zh: '缺少 AppId：{places}' },
  secretFile: { en: 'no ServerSecret: {places}', zh: '缺少 ServerSecret：{places}' },
  both: {
    en: 'no AppId and no ServerSecret: {places}',
    zh: '缺少 AppId 和 ServerSecret：{places}',
  },
};

/** The `{places}`. */
export const places = {
  lacking: { en: 'found {file}, which lacks {keys}', zh: '已找到 {file}，但其中没有 {keys}' },
  /** `{names}` are those of the profiles. */
  notChosen: {
    en: 'found {file}, which lacks {keys} outside of its profiles {names}, and none of these is chosen',
    zh: '已找到 {file}，但其顶层没有 {keys}，且未选择其中的 profile：{names}',
  },
  searched: {
    en: 'looked for {names} {folders} and in {own}',
    zh: '已查找 {names}，位置：{folders}、{own}',
  },
  noFile: { en: 'no configuration file is read', zh: '未读取任何配置文件' },
} as const satisfies Record<string, Text>;

/** Where `searched` looked, beside the user's own folder. */
export const folderSearched: Text = { en: 'in {folder}', zh: '{folder}' };
export const foldersUpTo: Text = { en: 'from {folder} up to {last}', zh: '{folder} 至 {last}' };

/** How to set what is missing: each of `{ways}` is a `way`. */
export const setMissing: Text = { en: 'Set {ways}.', zh: '请设置 {ways}。' };
export const chooseProfile: Text = {
  en: 'Choose a profile by --profile or ZEGO_PROFILE, or set {ways}.',
  zh: '请用 --profile 或 ZEGO_PROFILE 选择一个 profile，或设置 {ways}。',
};
export const way: Text = {
  en: '{env} (or {option}, or {keys} in a file)',
  zh: '{env}（或 {option}，或配置文件中的 {keys}）',
};

/** Which environment a command acts on, by `--test`. */
export const environments: Readonly<Record<'test' | 'production', Text>> = {
  test: { en: 'test environment', zh: '测试环境' },
  production: { en: 'production environment', zh: '正式环境' },
};

/** Of a file that was found by searching and decides `{what}`. */
export const fileDecides: Text = { en: '{file} decides: {what}', zh: '由 {file} 决定：{what}' };

/** Of a profile, chosen by `{from}`, some of which is decided by stronger places: each of `{what}` is an `overruled`. */
export const profileOverruled: Text = {
  en: 'The profile {name} ({from}) is overruled: {what}',
  zh: 'profile {name}（{from}）中的部分设置被覆盖：{what}',
};
export const overruled: Text = { en: '{what} by {from}', zh: '{what}（以 {from} 为准）' };

/** What a place can decide of whom a command acts for. */
export const subjects = {
  appId: { en: 'AppId', zh: 'AppId' },
  secretFile: { en: 'ServerSecret', zh: 'ServerSecret' },
  test: { en: 'test or production', zh: '测试或正式环境' },
  endpoint: { en: 'endpoint', zh: '接口地址' },
  region: { en: 'region', zh: '区域' },
} as const satisfies Record<string, Text>;
