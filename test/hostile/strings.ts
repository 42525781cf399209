import type { ServerResponse } from 'node:http';
import { random } from './random.ts';
import { each, folder, inside, nextAppId, type Row, serve, zego } from './stage.ts';

const point = (code: number) => String.fromCodePoint(code);
/** Every character that acts on a terminal, by what terminals and Unicode say of it. */
const acting: readonly string[] = [
  ...Array.from({ length: 0x20 }, (_, code) => point(code)),
  ...Array.from({ length: 0x21 }, (_, nth) => point(0x7f + nth)),
  ...[0x061c, 0x200e, 0x200f, 0x2028, 0x2029, 0xfeff].map(point),
  ...[0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069].map(point),
  ...[0xad, 0x200b, 0x200d, 0x2060].map(point),
  ...['\ud800', '\udbff', '\udc00', '\udfff'],
];
const sequences = [
  ...['\x1b[2J', '\x1b[31m', '\x1b]0;title\x07', '\x1b]8;;http://evil\x1b\\', '\x1b[6n', '\x1bc'],
  ...[
    '\x1b]52;c;aGk=\x07',
    '\x1bP$q"p\x1b\\',
    '\x9b31m',
    '\x9d0;x\x9c',
    '\x1b[1A\x1b[2K',
    '\r',
    '\b\b\b',
  ],
  ...['\u202egnp.exe', '\u2066x\u2069', '\ufeff', '\x0e', '\x1b(0', '\x7f', '\x85', '\r\n'],
];
const commands = [
  ...['::error::x', '::set-output name=a::b', '::add-mask::x', '::stop-commands::t', '::group::g'],
  ...['##[error]x', '##[group]g', '##vso[task.setvariable variable=a]b', '##vso[task.complete]'],
  ...["##teamcity[message text='x']", '##[command]x', '::debug::'],
];
const plain = [
  'ok',
  '直播',
  '🎥',
  'a b',
  '"',
  "'",
  '\\',
  '\\u{1b}',
  '<b>',
  '$(id)',
  '`id`',
  '%0a',
  '%1b',
  'x'.repeat(300),
];

/** Text made of these, anew each time. */
function hostileText(): string {
  const pieces = Array.from({ length: 1 + random(5) }, () => {
    const kind = random(6);
    if (kind < 2) return acting[random(acting.length)];
    if (kind === 2) return sequences[random(sequences.length)];
    if (kind === 3) return commands[random(commands.length)];
    return plain[random(plain.length)];
  });
  // A line of its own is where a CI command would count.
  return (random(3) === 0 ? ['', ' ', '\n', '\r\n', '\t'][random(5)] : '') + pieces.join('');
}

/** The characters and line beginnings that must not come out; looked at by code point, not by pattern. */
export function unsafeIn(text: string): string[] {
  const found: string[] = [];
  const mayStand = new Set(['\n']);
  const must = new Set(acting.filter((char) => char.length === 1 && !mayStand.has(char)));
  for (const char of text) {
    if (must.has(char) || (char.length === 1 && char >= '\ud800' && char <= '\udfff')) {
      found.push(`U+${char.codePointAt(0)?.toString(16)}`);
    }
  }
  for (const line of text.split('\n')) {
    if (line.trimStart().startsWith('::')) found.push(line.slice(0, 40));
    for (const start of ['##[', '##vso[', '##teamcity[']) {
      if (line.toLowerCase().includes(start)) found.push(`${start}: ${line.slice(0, 40)}`);
    }
  }
  return found;
}

/** Takes the colours away that zego itself uses; whatever else begins with ESC stays. */
const uncoloured = (text: string) =>
  ['0', '1', '2', '22', '31', '32', '33', '36', '39'].reduce(
    (rest, code) => rest.replaceAll(`\x1b[${code}m`, ''),
    text,
  );

interface Asking {
  readonly words: readonly string[];
  /** The Data of the documented shape, made of texts. */
  readonly data: (text: () => string) => unknown;
  readonly code: number;
}

const several = <T>(count: number, make: () => T) => Array.from({ length: count }, make);
const askings: readonly Asking[] = [
  {
    words: ['cdn', 'list'],
    code: 0,
    data: (text) => ({
      Ws: {
        ResultDetail: several(10, () => ({
          Channel: text(),
          Url: text(),
          StartTime: text(),
          EndTime: text(),
          [text()]: text(),
        })),
      },
    }),
  },
  {
    words: ['cdn', 'forbid', '--stream', 's', '--for', '2h'],
    code: 0,
    data: (text) => several(20, () => ({ CdnType: text(), CdnResult: text() })),
  },
  {
    words: ['rtmp', 'dispatch', '--stream', 's', '--type', 'push'],
    code: 0,
    data: (text) => several(30, text),
  },
  {
    words: ['stream', 'status', '--stream', 's'],
    code: 41006,
    data: (text) => ({ create_time: text(), close_time: text() }),
  },
  {
    words: ['transfer', 'clear', '--stream', 's'],
    code: 0,
    data: (text) => several(15, () => ({ [text()]: { [text()]: text() } })),
  },
  { words: ['transfer', 'clear', '--stream', 's'], code: 5003, data: (text) => text() },
  { words: ['cdn', 'resume', '--stream', 's'], code: 987654, data: (text) => [text(), [text()]] },
  {
    words: ['stream', 'forbid', '--stream', 's'],
    code: 30004,
    data: (text) => ({ [text()]: text() }),
  },
];
const modes: readonly { words: readonly string[]; env?: Record<string, string> }[] = [
  { words: [] },
  { words: ['--json'] },
  { words: ['--debug'] },
  { words: ['--debug', '--json'] },
  { words: ['--debug', '--lang', 'zh'], env: { FORCE_COLOR: '1' } },
];

/** Has servers, files and command lines say what would act on a terminal or a CI system. */
export async function stringsRow(): Promise<Row> {
  let tried = 0;
  const wrong: string[] = [];
  let unsafe = 0;
  const text = () => {
    tried += 1;
    return hostileText();
  };
  const bodies = new Map<string, { body: string; date: string }>();
  const endpoint = await serve((request, response) => {
    const appId = new URL(request.url ?? '', 'http://host').searchParams.get('AppId') ?? '';
    const { body, date } = bodies.get(appId) ?? { body: '', date: '' };
    answer(response, body, date);
  });
  const look = (shown: string, words: string) => {
    const found = unsafeIn(uncoloured(shown));
    unsafe += found.length;
    if (found.length > 0) wrong.push(`${words}: ${found.slice(0, 3).join(', ')}`);
  };
  const runs = several(20, () =>
    askings.flatMap((asking) => modes.map((mode) => ({ asking, mode }))),
  ).flat();
  await each(runs, 8, async ({ asking, mode }, nth) => {
    const appId = nextAppId();
    const said = {
      Code: asking.code,
      Message: text(),
      RequestId: text().replace(/\s/g, '').slice(0, 250) || '1',
      Data: asking.data(text),
    };
    bodies.set(appId, { body: JSON.stringify(said), date: latin(text()) });
    const words = [...asking.words, ...mode.words];
    const env = {
      ZEGO_ENDPOINT: endpoint,
      ZEGO_SERVER_SECRET: 'canary0secret',
      ZEGO_APP_ID: appId,
      ...mode.env,
    };
    // A sample through the binary, which has streams of its own.
    const { out, err } =
      nth % 100 === 0 ? await zego(words, { env }) : await inside(words, { env });
    look(out, words.join(' '));
    look(err, words.join(' '));
    if (mode.words.includes('--json')) {
      const { message, data } = JSON.parse(out) as { message: string; data: unknown };
      if (message !== said.Message || JSON.stringify(data) !== JSON.stringify(said.Data)) {
        wrong.push(`${words.join(' ')}: --json does not say what the server said`);
      }
    }
  });
  await each(several(500, text), 8, async (hostile, nth) => {
    const env = { ZEGO_SERVER_SECRET: 's', ZEGO_ENDPOINT: endpoint };
    const { words, files, more } = places(hostile, nth);
    const { out, err } = await inside(words, {
      env: { ...env, ...more },
      ...(files ? { cwd: folder(files) } : {}),
    });
    look(out, JSON.stringify(words));
    look(err, JSON.stringify(words));
  });
  return {
    what: 'strings of servers, files and command lines',
    tried: String(tried),
    bad: 'unsafe characters printed',
    count: Math.max(unsafe, wrong.length),
    cases: wrong,
    enough: tried >= 10_000,
  };
}

/** Where a person or a file says something that comes out again. */
function places(
  hostile: string,
  nth: number,
): {
  words: readonly string[];
  files?: Record<string, string | object>;
  more?: Record<string, string>;
} {
  const quoted = JSON.stringify(hostile);
  const all = [
    { words: [hostile] },
    { words: ['cdn', hostile] },
    { words: ['cdn', 'list', `--${hostile}`] },
    { words: ['cdn', 'list', `--app-id=${hostile}`, '--json'] },
    { words: ['cdn', 'forbid', `--stream=${hostile}`, '--dry-run'] },
    { words: ['cdn', 'forbid', '--stream=s', `--resume=${hostile}`] },
    { words: ['transfer', 'stop', '--stream=s', `--url=rtmp://h/${hostile}`, '--dry-run'] },
    { words: ['explain', hostile] },
    { words: ['explain', '5003', `--action=${hostile}`] },
    { words: ['emulator', `--fail=${hostile}`] },
    {
      words: ['cdn', 'list', `--profile=${hostile}`],
      files: { '.zegorc': { profiles: { a: {} } } },
    },
    { words: ['cdn', 'list', `--config=${hostile}`] },
    { words: ['cdn', 'list', `--secret-file=${hostile}`] },
    { words: ['cdn', 'list'], files: { '.zegorc': { [hostile]: 1 } } },
    {
      words: ['cdn', 'list', '--profile=b'],
      files: { '.zegorc': { profiles: { [hostile]: {} } } },
    },
    { words: ['cdn', 'list'], files: { '.zegorc': `appId: ${hostile}\n` } },
    {
      words: ['cdn', 'list'],
      files: { '.zegorc.yaml': `? ${quoted}\n: ${hostile}\n- ${hostile}` },
    },
    { words: ['cdn', 'list'], files: { '.zegorc': { serverSecretFile: hostile } } },
    { words: ['cdn', 'list'], more: { ZEGO_APP_ID: hostile } },
    { words: ['cdn', 'list'], more: { ZEGO_PROFILE: hostile } },
    { words: ['cdn', 'list'], more: { ZEGO_LANG: hostile, ZEGO_TIMEOUT: hostile } },
  ];
  return all[nth % all.length]!;
}

function answer(response: ServerResponse, body: string, date: string): void {
  try {
    response.setHeader('date', date);
  } catch {
    response.setHeader('date', 'none');
  }
  response.end(body);
}

/** What a header can carry of a text. */
function latin(text: string): string {
  return [...text].filter((char) => char >= ' ' && char <= '\xff').join('');
}
