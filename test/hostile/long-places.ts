import type { ServerResponse } from 'node:http';

/** Linux takes so many bytes as one word or variable. */
const oneWord = 130_900;
const oneFile = 65_000;
export const oneAnswer = 1_000_000;
/** As long as what is read. */
const bearable = 4_000;

/** A command that takes a text somewhere. */
export interface Place {
  readonly name: string;
  /** How many bytes there is room for. */
  readonly room: number;
  readonly codes: readonly number[];
  /** It matters little what it is made of: it is refused for its length alone. */
  readonly unread?: true;
  readonly of: (long: string) => Asked;
}

export interface Asked {
  readonly words: readonly string[];
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly input?: string;
  readonly answer?: (response: ServerResponse) => void;
}

const list = ['cdn', 'list', '-n'];
const stop = ['transfer', 'stop', '-n', '--stream', 's'];
const options: readonly (readonly string[])[] = [
  ...['--app-id', '--secret-file', '--profile', '--config', '--region', '--endpoint'].map(
    (name) => [...[...list, name]],
  ),
  ...['--timeout', '--lang', '--vendor'].map((name) => [...list, name]),
  ...[
    ['cdn', 'forbid', '-n', '--stream'],
    ['cdn', 'forbid', '-n', '--stream', 's', '--resume'],
    ['cdn', 'forbid', '-n', '--stream', 's', '--for'],
  ],
  ...[
    [...stop, '--url'],
    [...stop, '--url', 'rtmp://h/a', '--sequence'],
  ],
  ['rtmp', 'dispatch', '-n', '--stream', 's', '--type'],
  ['rtmp', 'dispatch', '-n', '--stream', 's', '--type', 'push', '--client-ip'],
  ...[
    ['explain', '5003', '--action'],
    ['emulator', '--fail'],
    ['emulator', '--latency'],
  ],
  ...[[], ['cdn'], ['explain'], ['help'], list, [...list, '--stream'], [...list, '--help']],
];

// Not LC_ALL and its kin: of a long one Node dies before it reads a program.
const variables = [
  ...['ZEGO_APP_ID', 'ZEGO_SERVER_SECRET', 'ZEGO_PROFILE', 'ZEGO_CONFIG', 'ZEGO_REGION'],
  ...['ZEGO_ENDPOINT', 'ZEGO_TEST', 'ZEGO_TIMEOUT', 'ZEGO_DEBUG', 'ZEGO_LANG'],
  ...['HTTPS_PROXY', 'https_proxy', 'NO_PROXY', 'no_proxy', 'HOME', 'XDG_STATE_HOME', 'TERM'],
];

const keys = ['appId', 'serverSecret', 'serverSecretFile', 'region', 'isTest', 'timeout', 'lang'];
const nothing = { ZEGO_APP_ID: undefined, ZEGO_SERVER_SECRET: undefined };
const file = (content: string, words = list): Asked => ({
  words,
  env: nothing,
  files: { '.zegorc': content },
});

const saying = `yes -- "$0" | tr -d '\\n' | head -c ${oneFile}`;

export const places: readonly Place[] = [
  ...options.flatMap((words) => [
    {
      name: words.join(' '),
      room: oneWord,
      codes: [2],
      unread: true as const,
      of: (long: string) => ({ words: [...words, long] }),
    },
    {
      name: `${words.join(' ')}, not too long`,
      room: bearable,
      codes: [0, 2, 3],
      of: (long: string) => ({ words: [...words, long] }),
    },
  ]),
  ...variables.flatMap((name) => [
    {
      name,
      room: oneWord,
      codes: [3],
      unread: true as const,
      of: (long: string) => ({ words: list, env: { [name]: long } }),
    },
    {
      name: `${name} with --help`,
      room: oneWord,
      codes: [3],
      unread: true as const,
      of: (long: string) => ({ words: ['--help'], env: { [name]: long } }),
    },
    {
      name: `${name}, not too long`,
      room: bearable,
      codes: [0, 2, 3],
      unread: true as const,
      of: (long: string) => ({ words: list, env: { [name]: long } }),
    },
  ]),
  ...keys.flatMap((key) => [
    {
      name: `${key} in JSON`,
      room: oneFile,
      codes: [3],
      unread: true as const,
      of: (long: string) => file(JSON.stringify({ [key]: long })),
    },
    {
      name: `${key} in YAML`,
      room: oneFile,
      codes: [3],
      unread: true as const,
      of: (long: string) => file(`${key}: ${JSON.stringify(long)}\n`),
    },
    {
      name: `${key} in YAML, as it is`,
      room: oneFile,
      codes: [0, 3],
      of: (long: string) => file(`${key}: ${long}\n`),
    },
  ]),
  {
    name: 'an unknown key',
    room: oneFile,
    codes: [3],
    of: (long) => file(JSON.stringify({ [long]: 1 })),
  },
  {
    name: 'a profile',
    room: oneFile,
    codes: [3],
    of: (long) => file(JSON.stringify({ profiles: { [long]: {} } }), [...list, '--profile', 'x']),
  },
  { name: 'a whole file', room: oneFile, codes: [3], of: (long) => file(long) },
  { name: 'a whole list', room: oneFile, codes: [3], of: (long) => file(`- ${long}`) },
  {
    name: 'many profiles that import',
    room: oneFile,
    codes: [3],
    unread: true,
    of: (long) =>
      file(
        `profiles:\n${[...Array(long.length >> 5).keys()].map((n) => ` p${n}: {$import: 1}\n`).join('')}`,
      ),
  },
  {
    name: 'many lines of one key',
    room: oneFile,
    codes: [3],
    unread: true,
    of: (long) => file(`x: [\n${'lang:\n,'.repeat(long.length >> 3)}]`),
  },
  {
    name: 'many aliases of a long list',
    room: oneFile,
    codes: [3],
    unread: true,
    of: (long) => {
      const half = long.length >> 2;
      return file(`x: &a [${'a,'.repeat(half)}]\ny: [${'{*a : 1},'.repeat(half >> 2)}]`);
    },
  },
  {
    name: 'a secret on stdin',
    room: oneWord,
    codes: [3],
    unread: true,
    of: (long) => ({ words: [...list, '--secret-file', '-'], env: nothing, input: long }),
  },
  ...['--secret-file', '--config'].map((name) => ({
    name: `the file of ${name}`,
    room: oneWord,
    codes: [3],
    unread: true as const,
    of: (long: string) => ({ words: [...list, name, 'file'], files: { file: long } }),
  })),
  {
    name: 'what a program says',
    room: oneFile,
    codes: [3],
    unread: true,
    of: (long) => ({
      words: [...list, '--config', 'c'],
      env: nothing,
      files: {
        c: JSON.stringify({ serverSecretCommand: ['/bin/sh', '-c', saying, long.slice(0, 8)] }),
      },
    }),
  },
  {
    name: 'many words',
    room: oneWord,
    codes: [2],
    unread: true,
    of: (long) => ({ words: Array<string>(long.length >> 1).fill('x') }),
  },
  {
    name: 'many ids',
    room: oneWord,
    codes: [0],
    unread: true,
    of: (long) => ({
      words: ['stream', 'forbid', '-n', ...Array<string>(long.length >> 4).fill('--stream=id')],
    }),
  },
  ...(['--json', '--debug'] as const).flatMap((mode) =>
    Object.entries({
      Message: (long: string) => ({ Code: 5003, Message: long }),
      RequestId: (long: string) => ({ Code: 5003, RequestId: long }),
      Data: (long: string) => ({ Code: 0, Data: long }),
      'a key of Data': (long: string) => ({
        Code: 0,
        Data: { [long.slice(long.length >> 1)]: [1] },
      }),
      'no member': (long: string) => long,
    }).map(([name, body]) => ({
      name: `${name} of an answer, ${mode}`,
      room: oneAnswer,
      codes: [0, 4, 9],
      of: (long: string): Asked => ({
        words: ['transfer', 'clear', '--stream', 's', mode],
        answer: (response) => response.end(JSON.stringify(body(long))),
      }),
    })),
  ),
  ...['date', 'x-long', 'content-type'].map((name) => ({
    name: `the header ${name}`,
    room: 12_000,
    codes: [4],
    of: (long: string): Asked => ({
      words: ['transfer', 'clear', '--stream', 's', '--debug'],
      answer: (response) =>
        response.writeHead(200, { [name]: latin(long) }).end('{"Code":5003,"Message":"no"}'),
    }),
  })),
  {
    name: 'a stream key that the answer repeats',
    room: bearable - 20,
    codes: [2, 4],
    of: (long) => ({
      words: ['transfer', 'stop', '--stream', 's', '--debug', '--url', `rtmp://h/?${long}`],
      answer: (response) => response.end(JSON.stringify({ Code: 5003, Message: long.repeat(200) })),
    }),
  },
];

/** What a header can carry of a text. */
function latin(long: string): string {
  return long.replace(/[^\x20-\xff]/g, 'x');
}
