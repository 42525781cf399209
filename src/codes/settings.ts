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

/** What is wrong with a configuration file; after its place. */
export const fileFaults = {
  notData: { en: 'a configuration is data: JSON or YAML', zh: '配置文件须为数据：JSON 或 YAML' },
  aliases: { en: 'YAML of too many aliases', zh: 'YAML 中的别名过多' },
  notJson: { en: 'not valid JSON', zh: '不是有效的 JSON' },
  /** `{reason}` is the library's. */
  notYaml: { en: 'not valid YAML[: {reason}|]', zh: '不是有效的 YAML[：{reason}|]' },
  unknownKey: {
    en: 'unknown key {key}[; did you mean {near}?|; the keys are {known}]',
    zh: '未知的键 {key}[；是否想输入 {near}？|；可用的键：{known}]',
  },
  notKey: { en: 'unknown key {key}', zh: '未知的键 {key}' },
  notMap: { en: 'expected a map of keys', zh: '应为键值映射' },
  notCombined: {
    en: '{key} and {second} cannot be combined',
    zh: '{key} 与 {second} 不能同时使用',
  },
  tooLong: { en: 'longer than 4 KB', zh: '超过 4 KB' },
  foundFile: {
    en: 'a file found by searching cannot set it; name the file with --config, or use --endpoint or ZEGO_ENDPOINT',
    zh: '自动找到的配置文件不能设置该项；请用 --config 指定该文件，或改用 --endpoint、ZEGO_ENDPOINT',
  },
  importIgnored: {
    en: '{key} is ignored, the file alone counts',
    zh: '{key} 已忽略，只读取该文件本身',
  },
} as const satisfies Record<string, Text>;

/** The place of a fault in a file, whose `{line}` may not be known. */
export const lineIn: Text = { en: '{file}[ line {line}|]', zh: '{file}[ 第 {line} 行|]' };
export const topLevel: Text = { en: 'the top level', zh: '顶层' };

/** The place of a path that a file names, behind that of its key. */
export const namesAs: Text = { en: '{place} names as {key}', zh: '{place} 的 {key} 指定' };

/** Why a file may not name a program to run. */
export const notOwnFolder: Text = {
  en: 'a program is named only by a file in the home directory itself, in ~/.config/zego, or given with --config or ZEGO_CONFIG',
  zh: '只有位于主目录、~/.config/zego，或由 --config、ZEGO_CONFIG 指定的配置文件才能指定要运行的程序',
};
export const changeable: Text = {
  en: 'a program is named only by a file that nobody else can change, and {weak}',
  zh: '只有他人无法修改的配置文件才能指定要运行的程序：{weak}',
};

/** Why others could change what is at a path, with the command that sets it right. */
export const weakPlaces = {
  foreign: {
    en: '{path} belongs to another user; if you trust it: sudo chown {owner} {path}',
    zh: '{path} 属于其他用户；若信任它：sudo chown {owner} {path}',
  },
  open: {
    en: '{path} can be written by others: chmod go-w {path}',
    zh: '其他用户可写 {path}：chmod go-w {path}',
  },
} as const satisfies Record<string, Text>;

/** Of a file that was passed over. */
export const foreignFile: Text = {
  en: '{path} belongs to another user and is ignored; if you trust it: --config {quoted}',
  zh: '{path} 属于其他用户，已忽略；若信任该文件：--config {quoted}',
};

/** Of a region beside an endpoint. */
export const regionIgnored: Text = {
  en: 'the region of {region} is ignored: the endpoint is set by {endpoint}',
  zh: '{region} 的区域已忽略：接口地址以 {endpoint} 为准',
};

/** Of a profile that is not there. */
export const noProfile = {
  noFile: {
    en: 'there is no configuration file to hold it',
    zh: '没有配置文件，也就没有该 profile',
  },
  notThere: {
    en: '{file} [has {names}|has no profiles][; did you mean {near}?|]',
    zh: '{file} 中[的 profile 有 {names}|没有任何 profile][；是否想输入 {near}？|]',
  },
} as const satisfies Record<string, Text>;

/** What is wrong with the place of a ServerSecret, `{place}`. */
export const badSecret = {
  silent: {
    en: '{place}: nothing came within {ms} ms',
    zh: '{place}：{ms} 毫秒内没有收到任何内容',
  },
  notPipe: {
    en: '{place} is neither a regular file nor a pipe',
    zh: '{place} 既不是普通文件，也不是管道',
  },
  empty: {
    en: '{place} is empty or begins with an empty line',
    zh: '{place} 为空，或第一行是空行',
  },
  terminal: { en: 'stdin is a terminal', zh: '标准输入是终端' },
  ofProgram: { en: '{place}: {program} {what}', zh: '{place}：{program} {what}' },
  written: { en: '{place}: what {program} wrote', zh: '{place}：{program} 的输出' },
} as const satisfies Record<string, Text>;
export const pipeSecret: Text = {
  en: 'Pipe the secret in: zego ... --secret-file - < FILE',
  zh: '请将密钥重定向进来：zego ... --secret-file - < FILE',
};
