import net from 'node:net';
import { join } from 'node:path';
import { each, folder, inside, listen, type Row, zego } from './stage.ts';

/** Addresses that nobody may choose, not even by hand. */
const never = (port: string) => [
  ...[`http://u@127.0.0.1:${port}`, `http://u:p@127.0.0.1:${port}`, `http://@127.0.0.1:${port}`],
  ...[`https://rtc-api.zego.im@127.0.0.1:${port}`, 'https://rtc-api.zego.im:443@evil.example'],
  ...[`http://127.0.0.1:${port}/x`, `http://127.0.0.1:${port}//`, `http://127.0.0.1:${port}/..;/`],
  ...[`http://127.0.0.1:${port}/?a=b`, `http://127.0.0.1:${port}?`, `http://127.0.0.1:${port}#`],
  ...[
    `http://127.0.0.1:${port}/#x`,
    `http://127.0.0.1:${port}/%2e%2e/x`,
    `http:/127.0.0.1:${port}`,
  ],
  ...[
    `http:127.0.0.1:${port}`,
    `http:\\\\127.0.0.1:${port}`,
    `http://127.0.0.1:${port}\\@evil.example`,
  ],
  ...[`//127.0.0.1:${port}`, `127.0.0.1:${port}`, `http://0.0.0.0:${port}`, `http://0:${port}`],
  ...[`http://[::]:${port}`, `http://[::ffff:127.0.0.1]:${port}`, `http://localhost.:${port}`],
  ...[`http://127.0.0.1.nip.io:${port}`, `http://localhost.example:${port}`, 'http://10.0.0.1'],
  ...['http://192.168.0.1', 'http://169.254.169.254', 'http://[fe80::1]', 'http://[fd00::1]'],
  ...['http://rtc-api.zego.im', 'http://rtc-api-sha.zego.im', 'HTTP://RTC-API.ZEGO.IM:443'],
  ...['http://example.com', 'http://128.0.0.1', 'http://1.127.0.0', 'http://127.evil.example'],
  ...['ws://127.0.0.1', 'wss://rtc-api.zego.im', 'ftp://rtc-api.zego.im', 'file:///etc/passwd'],
  ...['javascript:alert(1)', 'data:text/plain,x', 'unix:/tmp/socket', `http://unix:/tmp/s:/x`],
  ...['https://', 'https:', 'https', '', ' ', '/', '.', '..', 'https:///', 'https://:443', 'null'],
  ...[
    `http://127.0.0.1:${port}\r\nHost: evil`,
    `http://127.0.0.1:${port}\n`,
    `\thttp://127.0.0.1:${port}`,
  ],
  ...[
    ` http://127.0.0.1:${port}/x`,
    `http://127.0.0.1:${port} /`,
    'https://a b',
    'https://\0',
    'https://%',
  ],
  ...[
    'https://rtc-api.zego.im:99999',
    'https://rtc-api.zego.im:-1',
    'https://[::1',
    'https://exa mple',
  ],
  ...['https://rtc-api.zego.im/', 'https://rtc-api.zego.im//'].map((base) => `${base}path`),
  ...['https://rtc-api.zego.im/?Action=x', 'https://rtc-api.zego.im#@evil', 'https://a/b@c'],
];

/** Addresses that a person may type, but no file may name. */
const notFromFiles = (port: string) => [
  ...[
    `http://127.0.0.1:${port}`,
    `http://localhost:${port}`,
    `http://[::1]:${port}`,
    'https://evil.example',
  ],
  ...[
    `http://0x7f.1:${port}`,
    `http://2130706433:${port}`,
    `http://127.1:${port}`,
    `https://127.0.0.1:${port}`,
  ],
  ...[
    'https://rtc-api.zego.im.evil.example',
    'https://rtc-api-sha.zego.im.evil.example',
    'https://zego.im',
  ],
  ...['https://rtc-api-xxx.zego.im', 'https://rtc-api-.zego.im', 'https://rtc-apisha.zego.im'],
  ...[
    'https://rtc-apiXzego.im',
    'https://rtc-api.zegoXim',
    'https://evil-rtc-api.zego.im',
    'https://x.rtc-api.zego.im',
  ],
  ...[
    'https://rtc-api-sha-hkg.zego.im',
    'https://rtc-api.zego.im:8443',
    'https://rtc-api.zego.im:80',
  ],
  ...[
    'https://rtc-api.zego.im.',
    'https://rtc-\u0430pi.zego.im',
    'https://rtc-api.z\u0435go.im',
    'https://rtc-api.zego.\u0456m',
  ],
  ...[
    'https://xn--rtc-pi-5nf.zego.im',
    'https://cloudrecord-api.zego.im',
    'https://zim-api.zego.im',
    'https://rtc-api.zegotech.cn',
  ],
];

/** Addresses that a file may name, but only one that a person names in turn. */
const ours = ['', '-sha', '-hkg', '-fra', '-lax', '-bom', '-sgp'].map(
  (region) => `https://rtc-api${region}.zego.im`,
);

const regions = [
  ...[
    'xxx',
    'SHA',
    'sha.evil.example',
    'sha.zego.im#',
    '../x',
    'sha/',
    '@evil.example/',
    '',
    'sha\n',
  ],
  ...['__proto__', 'constructor', 'toString', 'sha,hkg', '*', '0', 'sgp?', 'hkg@', '\u202esha'],
];

interface Attempt {
  readonly shown: string;
  readonly words: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** Gives addresses that must be refused in every place that takes one. */
export async function endpointsRow(): Promise<Row> {
  let reached = 0;
  const trap = await listen(
    net.createServer((socket) => {
      reached += 1;
      socket.destroy();
    }),
  );
  const port = trap.split(':')[1] ?? '';
  const hand = never(port);
  const file = [...hand, ...notFromFiles(port)];
  const call = ['cdn', 'list'];
  const attempts: Attempt[] = [
    ...hand.flatMap((url) => [
      { shown: `--endpoint ${url}`, words: [...call, `--endpoint=${url}`] },
      // Space around a variable is dropped.
      ...(url.trim() === url
        ? [{ shown: `ZEGO_ENDPOINT ${url}`, words: call, env: { ZEGO_ENDPOINT: url } }]
        : []),
    ]),
    ...file.flatMap((endpoint) => {
      const cwd = folder({
        '.zegorc.json': { endpoint },
        'p.json': { profiles: { p: { endpoint } } },
      });
      const shown = `endpoint ${endpoint}`;
      return [
        { shown: `${shown} in a file found`, words: call, cwd },
        { shown: `${shown} in a file named`, words: [...call, '--config', '.zegorc.json'], cwd },
        {
          shown: `${shown} in a profile`,
          words: [...call, '--config', 'p.json', '--profile', 'p'],
          cwd,
        },
      ];
    }),
    ...ours.flatMap((endpoint) => {
      const shown = `endpoint ${endpoint} in`;
      const cwd = folder({ 'a/.zegorc': { endpoint }, 'a/b/x': '' });
      const profile = folder({ '.zegorc.yaml': { profiles: { p: { endpoint } } } });
      return [
        { shown: `${shown} a file found`, words: call, cwd: join(cwd, 'a/b') },
        { shown: `${shown} its profile`, words: [...call, '--profile=p'], cwd: profile },
        {
          shown: `${shown} it by ZEGO_PROFILE`,
          words: call,
          cwd: profile,
          env: { ZEGO_PROFILE: 'p' },
        },
      ];
    }),
    ...regions.flatMap((region) => {
      const cwd = folder({ '.zegorc.json': { region } });
      return [
        { shown: `--region ${region}`, words: [...call, `--region=${region}`] },
        { shown: `region ${region} in a file`, words: call, cwd },
        ...(region.trim() === region && region !== ''
          ? [{ shown: `ZEGO_REGION ${region}`, words: call, env: { ZEGO_REGION: region } }]
          : []),
      ];
    }),
  ];
  const wrong: string[] = [];
  await each(attempts, 8, async ({ shown, words, env = {}, cwd }) => {
    let sent = false;
    const send = async () => {
      sent = true;
      throw new Error('sent');
    };
    const { code } = await inside(
      words,
      { env: { ZEGO_SERVER_SECRET: 's', ...env }, ...(cwd ? { cwd } : {}) },
      { send },
    );
    if (sent || (code !== 2 && code !== 3)) wrong.push(`${JSON.stringify(shown)}: ${code}`);
  });
  // The same through the binary, which really would connect.
  const real = attempts.filter(({ shown }) => shown.includes(port) && !shown.includes('\n'));
  const account = { ZEGO_APP_ID: '1', ZEGO_SERVER_SECRET: 's' };
  await each(
    real.filter((_, nth) => nth % 3 === 0),
    3,
    async ({ shown, words, env = {}, cwd }) => {
      const ending = await zego([...words, '--timeout', '2s'], {
        env: { ...account, ...env },
        ...(cwd ? { cwd } : {}),
      });
      if (ending.code !== 2 && ending.code !== 3) wrong.push(`binary: ${shown}: ${ending.code}`);
    },
  );
  return {
    what: 'endpoints and regions, in every place that takes one',
    tried: String(attempts.length),
    bad: 'reached',
    count: wrong.length + reached,
    cases: wrong,
    enough: attempts.length >= 300,
  };
}
