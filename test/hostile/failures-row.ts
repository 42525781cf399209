import { mkdirSync } from 'node:fs';
import net from 'node:net';
import { join } from 'node:path';
import { everythingIn, leaksIn } from './canary.ts';
import {
  type Answering,
  answered,
  KEY,
  NUMBER,
  PASSWORD,
  queryOf,
  SECRET,
  start,
  TOKEN,
} from './failures.ts';
import { unsent } from './failures-unsent.ts';
import { each, folder, listen, nextAppId, type Row, root, serve, zego } from './stage.ts';

const paths = [...answered, ...unsent];
// What --debug adds to a text is what it adds to --json.
const modes = [[], ['--json'], ['--debug', '--json']];

/** Fails in every way there is, in every way of showing it, and looks for the secrets of it. */
export async function failuresRow(): Promise<Row> {
  const signatures = new Map<string, string>();
  const answers = new Map<string, Answering>();
  const server = await serve((request, response) => {
    const query = queryOf(request);
    const signature = query.get('Signature') ?? '';
    signatures.set(`the Signature ${signature}`, signature);
    answers.get(query.get('AppId') ?? '')?.(response, request);
  });
  const proxy = await listen(net.createServer((socket) => socket.end('HTTP/1.1 403 No\r\n\r\n')));
  const secrets = new Map([
    ['the secret', SECRET],
    ['the stream key', KEY],
    ['the stream key as a number', NUMBER],
    ['the token', TOKEN],
    ['the password with a slash', 'canary7pass'],
    ['the stream key, decoded', decodeURIComponent(KEY)],
    ['the password of the proxy', PASSWORD],
    ...['canary3user', 'canary3pass', 'canary4vhost', 'canary5fragment'].map(
      (word) => [word, word] as const,
    ),
  ]);
  const state = join(root, 'state');
  mkdirSync(state);
  const wrong: string[] = [];
  const shown: { name: string; text: string; unheard?: boolean }[] = [];
  const runs = paths.flatMap((path) => modes.map((mode) => ({ path, mode })));
  await each(runs, 3, async ({ path, mode }) => {
    const appId = nextAppId();
    if (path.answer) answers.set(appId, path.answer);
    const given = {
      ZEGO_ENDPOINT: server,
      ZEGO_SERVER_SECRET: SECRET,
      ZEGO_APP_ID: appId,
      XDG_STATE_HOME: state,
      ...path.env,
    };
    const env = Object.fromEntries(
      Object.entries(given).map(([name, value]) => [
        name,
        value
          ?.replace('PORT', server.split(':')[2] ?? '')
          .replace('PROXY', proxy.split(':')[1] ?? ''),
      ]),
    );
    const words = [...(path.words ?? start), ...mode];
    const {
      code: ended,
      out,
      err,
    } = await zego(words, {
      env,
      ...(path.files ? { cwd: folder(path.files) } : {}),
      ...(path.input === undefined ? {} : { input: path.input }),
    });
    const name = `${path.name} ${mode.join(' ')}`;
    if (![path.code].flat().includes(ended ?? -1)) {
      wrong.push(`${name}: ended with ${ended} instead of ${path.code}: ${err.slice(0, 300)}`);
    }
    shown.push({ name, text: `${out}\n${err}`, unheard: !path.answer });
  });
  shown.push({ name: 'the state directory', text: everythingIn(state) });
  let leaks = 0;
  const all = new Map([...secrets, ...signatures]);
  for (const { name, text, unheard } of shown) {
    const found = leaksIn(text, all);
    // A Signature that never arrived anywhere is known by its form alone.
    if (unheard && /[0-9a-f]{32}/i.test(text)) found.push('32 hex digits');
    leaks += found.length;
    if (found.length > 0) wrong.push(`${name}: ${found.join(', ')}`);
  }
  return {
    what: 'failure paths x output modes',
    tried: `${paths.length} x ${modes.length}`,
    bad: 'leaks of a secret, a stream key or a Signature',
    count: Math.max(leaks, wrong.length),
    also: `${signatures.size} signatures looked for`,
    cases: wrong,
    enough: paths.length >= 40 && signatures.size > 100,
  };
}
