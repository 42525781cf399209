import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { bare, bin, type Ending, each, folder, nextAppId, type Row, root, serve } from './stage.ts';

const SECRET = 'canary0long0secret';
/** Of hexadecimal digits, as a ServerSecret is, and to be looked for in part. */
const canary = 'ca0a1ce5';
/** What a search, a regular expression or a reader may come to a standstill in. */
const floods: readonly string[] = [...[canary, ' ', '?', '@', '::', '%25', '\\', '1h', '流']];

/** Linux takes so many bytes as one word or variable. */
const oneWord = 130_900;
const oneFile = 65_000;
const oneAnswer = 1_000_000;
/** As long as what is read. */
const bearable = 4_000;

/**
 * Milliseconds more than with a short text, from which on it is looked at again. What a service answers may be
 * longer than what is promised for Ctrl-C.
 */
const suspicious = (room: number) => (room === oneAnswer ? 700 : 100);

/** A command that takes a text somewhere. */
interface Place {
  readonly name: string;
  /** How many bytes there is room for. */
  readonly room: number;
  readonly codes: readonly number[];
  /** It matters little what it is made of: it is refused for its length alone. */
  readonly unread?: true;
  readonly of: (long: string) => Asked;
}

interface Asked {
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

const places: readonly Place[] = [
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

/** A flood as long as there is room for, as JSON writes it. */
function filling(flood: string, room: number): string {
  const bytes = Buffer.byteLength(JSON.stringify(flood)) - 2;
  return flood.repeat(Math.floor(room / bytes));
}

interface Timed extends Ending {
  readonly ms: number;
  /** From Ctrl-C to the end; 0 where it had ended before. */
  readonly deafMs: number;
}

/** Puts long texts wherever one is taken: nothing of them comes out, and nothing takes its time. */
export async function longRow(): Promise<Row> {
  const wrong: string[] = [];
  const answers = new Map<string, (response: ServerResponse) => void>();
  const server = await serve((request, response) => {
    const appId = new URL(request.url ?? '', 'http://host').searchParams.get('AppId') ?? '';
    answers.get(appId)?.(response);
  });

  /** @param interruptAfter milliseconds until Ctrl-C, if it has not ended by then */
  const run = async (asked: Asked, interruptAfter?: number): Promise<Timed> => {
    const appId = nextAppId();
    if (asked.answer) answers.set(appId, asked.answer);
    const account = { ZEGO_APP_ID: appId, ZEGO_SERVER_SECRET: SECRET, ZEGO_ENDPOINT: server };
    const child = spawn(process.execPath, [bin, ...asked.words], {
      cwd: asked.files ? folder(asked.files) : root,
      env: { ...bare(), ...account, ...asked.env },
    });
    const started = performance.now();
    let interruptedAt = 0;
    child.stdin.on('error', () => {}).end(asked.input ?? '');
    const timer =
      interruptAfter === undefined
        ? undefined
        : setTimeout(() => {
            interruptedAt = performance.now();
            child.kill('SIGINT');
          }, interruptAfter);
    const [out, err] = [text(child.stdout), text(child.stderr)];
    const [code] = (await once(child, 'exit')) as [number | null];
    const ended = performance.now();
    clearTimeout(timer);
    const deafMs = interruptedAt === 0 ? 0 : ended - interruptedAt;
    return { code, out: await out, err: await err, ms: ended - started, deafMs };
  };
  const best = async (figure: 'ms' | 'deafMs', asked: Asked, after?: number) => {
    const tries = [await run(asked, after), await run(asked, after), await run(asked, after)];
    return Math.min(...tries.map((each) => each[figure]));
  };

  const silent: Asked = { words: ['transfer', 'clear', '--stream', 's'], answer: () => {} };
  const idle = await best('deafMs', silent, 1000);
  const runs = places.flatMap((place) =>
    (place.unread ? floods.slice(0, 2) : floods).map((flood) => ({ place, flood })),
  );
  const shorts = new Map<Place, number>();
  await each(places, 2, async (place) => {
    shorts.set(place, (await run(place.of('x'))).ms);
  });

  let [slowest, deafest] = [0, 0];
  const slow: { place: Place; asked: Asked; name: string }[] = [];
  await each(runs, 2, async ({ place, flood }) => {
    const asked = place.of(filling(flood, place.room));
    const name = `${place.name}: ${JSON.stringify(flood)}`;
    const { code, out, err, ms } = await run(asked);
    const shown = out + err;
    if (!place.codes.includes(code ?? -1)) {
      wrong.push(`${name}: ended with ${code}: ${err.slice(0, 200)}`);
    }
    if (shown.includes(SECRET)) wrong.push(`${name}: the secret`);
    // What a service answers is shown.
    if (shown.includes(canary) && !asked.answer) wrong.push(`${name}: ${canary}`);
    if (/^\s+at |\\u\{a\} +at /m.test(shown) && !shown.includes('debug:')) {
      wrong.push(`${name}: a stack`);
    }
    if (ms - (shorts.get(place) ?? 0) > suspicious(place.room)) slow.push({ place, asked, name });
  });
  // Alone, and the best of three: the machine may have much else to do.
  for (const { place, asked, name } of slow) {
    const short = await best('ms', place.of('x'));
    const more = (await best('ms', asked)) - short;
    slowest = Math.max(slowest, more);
    if (more > 1000) wrong.push(`${name}: ${more.toFixed(0)} ms more`);
    if (more < suspicious(place.room) || place.room === oneAnswer) continue;
    const deaf = (await best('deafMs', asked, short)) - idle;
    deafest = Math.max(deafest, deaf);
    if (deaf > 100) wrong.push(`${name}: deaf to Ctrl-C for ${deaf.toFixed(0)} ms`);
  }
  return {
    what: 'long texts, in every place that takes one',
    tried: `${runs.length}`,
    bad: 'printed, a stack, another exit code, 1 s more, or Ctrl-C unheard for 100 ms',
    count: wrong.length,
    also: `at most ${slowest.toFixed(0)} ms more, and ${deafest.toFixed(0)} ms until Ctrl-C is heard`,
    cases: wrong,
    enough: runs.length >= 500,
  };
}
