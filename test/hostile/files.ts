import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { bare, bin, each, folder, nextAppId, type Row, serve, zego } from './stage.ts';

/** What lies in the way of the state directory; `code` is how the command must end all the same. */
interface Plant {
  readonly name: string;
  /** Plants it. */
  readonly plant: (at: Places) => void;
  /** The first words of the warning, where there must be one. */
  readonly warned: boolean;
}

interface Places {
  /** The value of XDG_STATE_HOME. */
  readonly state: string;
  readonly appId: string;
  /** A folder of somebody, and a file in it, that must stay as they are. */
  readonly elsewhere: string;
  readonly victim: string;
}

const action = 'ForbidCDNLiveStream';
const link =
  (target: (at: Places) => string, ...way: string[]) =>
  (at: Places) => {
    const path = join(at.state, ...way.map((part) => (part === 'APP' ? at.appId : part)));
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    symlinkSync(target(at), path);
  };
const toFolder = ({ elsewhere }: Places) => elsewhere;
const toFile = ({ victim }: Places) => victim;
const toNothing = ({ elsewhere }: Places) => join(elsewhere, 'new');
const isRoot = process.getuid?.() === 0;

const plants: readonly Plant[] = [
  ...[
    ['zego'],
    ['zego', 'APP'],
    ['zego', 'APP', 'streams'],
    ['zego', 'APP', action],
    ['zego', 'APP', 'streams', '1'],
    ['zego', 'APP', action, '1'],
    ['zego', 'APP', 'streams', '7'],
  ].flatMap((way) =>
    (
      [
        ['a folder', toFolder],
        ['a file', toFile],
        ['nothing', toNothing],
      ] as const
    ).map(([to, target]) => ({
      name: `${way.join('/')} that leads to ${to}`,
      plant: link(target, ...way),
      warned: true,
    })),
  ),
  ...[0o777, 0o770, 0o702, 0o1777].map((mode) => ({
    name: `zego of mode ${mode.toString(8)}`,
    plant: ({ state }: Places) => {
      mkdirSync(join(state, 'zego'));
      chmodSync(join(state, 'zego'), mode);
    },
    warned: true,
  })),
  {
    name: 'zego that is a file',
    plant: ({ state }) => writeFileSync(join(state, 'zego'), 'mine'),
    warned: true,
  },
  {
    name: 'a generation that is a folder',
    plant: ({ state, appId }) =>
      mkdirSync(join(state, 'zego', appId, 'streams', '1'), { recursive: true, mode: 0o700 }),
    warned: true,
  },
  {
    name: 'a journal that is a file',
    plant: ({ state, appId }) => {
      mkdirSync(join(state, 'zego', appId), { recursive: true, mode: 0o700 });
      writeFileSync(join(state, 'zego', appId, 'streams'), 'mine');
    },
    warned: true,
  },
  {
    name: "a generation full of somebody else's lines",
    plant: ({ state, appId }) => {
      const home = join(state, 'zego', appId, 'streams');
      mkdirSync(home, { recursive: true, mode: 0o700 });
      writeFileSync(
        join(home, '1'),
        '\nR 99999999999999999999999 x 0 y;\n\0\x1b[2J;\n'.repeat(300),
      );
    },
    warned: false,
  },
  ...(isRoot
    ? [
        {
          name: 'zego of another user',
          plant: ({ state }: Places) => {
            mkdirSync(join(state, 'zego'), { mode: 0o700 });
            chownSync(join(state, 'zego'), 4242, 4242);
          },
          warned: true,
        },
      ]
    : []),
];

/** Plants links and loose folders where state is kept, and looks at the permissions of what is made. */
export async function filesRow(): Promise<Row> {
  const endpoint = await serve((_, response) => response.end('{"Code":0}'));
  const words = ['cdn', 'forbid', '--stream', 's'];
  const env = { ZEGO_ENDPOINT: endpoint, ZEGO_SERVER_SECRET: 's' };
  const wrong: string[] = [];
  await each(plants, 3, async ({ name, plant, warned }) => {
    const appId = nextAppId();
    const base = folder({ 'elsewhere/victim': 'precious' });
    const elsewhere = join(base, 'elsewhere');
    const at = { state: join(base, 'state'), appId, elsewhere, victim: join(elsewhere, 'victim') };
    mkdirSync(at.state);
    plant(at);
    const { code, err } = await zego(words, {
      env: { ...env, ZEGO_APP_ID: appId, XDG_STATE_HOME: at.state },
    });
    const kept =
      readFileSync(at.victim, 'utf8') === 'precious' && readdirSync(elsewhere).length === 1;
    if (!kept) wrong.push(`${name}: followed`);
    if (code !== 0) wrong.push(`${name}: ended with ${code}: ${err}`);
    if (warned !== err.includes('other zego processes are not taken into account')) {
      wrong.push(`${name}: ${warned ? 'no warning' : 'a warning'}: ${err}`);
    }
  });
  const made = await madeUnderLooseMask(endpoint, wrong);
  return {
    what: 'planted links and folders; files and folders made under umask 000',
    tried: `${plants.length}; ${made}`,
    bad: 'followed, or open to others',
    count: wrong.length,
    cases: wrong,
    enough: plants.length >= 25 && made >= 5,
  };
}

/** Lets commands make their state with a umask that forbids nothing; gives how much they made. */
async function madeUnderLooseMask(endpoint: string, wrong: string[]): Promise<number> {
  const base = folder();
  const env = {
    ...bare(),
    ZEGO_ENDPOINT: endpoint,
    ZEGO_SERVER_SECRET: 's',
    ZEGO_APP_ID: nextAppId(),
  };
  const line = `umask 000; exec "$0" "$@"`;
  for (const words of [
    ['cdn', 'list'],
    ['cdn', 'forbid', '--stream', 's'],
    ['stream', 'forbid', '--stream', 's'],
  ]) {
    const child = spawn('/bin/sh', ['-c', line, process.execPath, bin, ...words], {
      cwd: base,
      env: { ...env, XDG_STATE_HOME: join(base, 'new', 'state') },
      stdio: 'ignore',
    });
    const [code] = await once(child, 'close');
    if (code !== 0) wrong.push(`${words.join(' ')} under umask 000 ended with ${code}`);
  }
  const top = join(base, 'new', 'state', 'zego');
  if (!existsSync(top)) return 0;
  const all = [
    top,
    ...readdirSync(top, { recursive: true }).map((entry) => join(top, String(entry))),
  ];
  for (const path of all) {
    const mode = statSync(path).mode & 0o777;
    const wanted = lstatSync(path).isDirectory() ? 0o700 : 0o600;
    if (mode !== wanted) wrong.push(`${path}: mode ${mode.toString(8)}`);
  }
  return all.length;
}
