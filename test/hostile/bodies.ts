import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { heavy } from './heavy-bodies.ts';
import { each, inside, nextAppId, type Row, root, serve, zego } from './stage.ts';
import { type Body, good, light } from './wrong-bodies.ts';

// Linux counts the parent's memory in maxRSS, from before the program was loaded, and that is larger here.
const monitor = `import { existsSync, readFileSync, writeFileSync } from 'node:fs';
const status = '/proc/self/status';
const peak = () => existsSync(status)
  ? /VmHWM:\\s*(\\d+)/.exec(readFileSync(status, 'utf8'))[1]
  : String(process.resourceUsage().maxRSS);
process.on('exit', () => writeFileSync(process.env.HOSTILE_RSS, peak()));`;

/** By how many MB a body may make the process larger. */
const most = 20;

/** Answers with bodies of every wrong kind, and weighs the process while it reads the largest. */
export async function bodiesRow(): Promise<Row> {
  const current = new Map<string, Body>();
  const endpoint = await serve((request, response) => {
    const appId = new URL(request.url ?? '', 'http://host').searchParams.get('AppId') ?? '';
    const { bytes, headers = {}, status = 200, send } = current.get(appId)!;
    const body = Buffer.from(bytes as Uint8Array);
    if (send) {
      send(response, body);
    } else {
      response.writeHead(status, { 'content-length': body.length, ...headers }).end(body);
    }
  });
  const wrong: string[] = [];
  const envOf = (body: Body) => {
    const appId = nextAppId();
    current.set(appId, body);
    return { ZEGO_ENDPOINT: endpoint, ZEGO_APP_ID: appId, ZEGO_SERVER_SECRET: 's' };
  };
  const check = (
    { name, code = 9 }: Body,
    words: readonly string[],
    ending: Awaited<ReturnType<typeof zego>>,
  ) => {
    const problem = problemOf(ending, code, words.includes('--json'));
    if (problem) wrong.push(`${name.slice(0, 60)}, ${words.join(' ')}: ${problem}`);
  };
  const forbid = ['cdn', 'forbid', '--stream', 's'];
  const all = [...light(), ...heavy];
  await each(all, 6, async (body, nth) => {
    const words = [...(body.words ?? forbid), ...(nth % 2 ? ['--json'] : [])];
    check(body, words, await inside(words, { env: envOf(body) }));
  });

  const hook = join(root, 'rss.mjs');
  writeFileSync(hook, monitor);
  const weigh = async (body: Body, mode: string) => {
    const words = [...(body.words ?? forbid), mode];
    const file = join(root, `rss-${nextAppId()}`);
    const more = { NODE_OPTIONS: `--import=${pathToFileURL(hook).href}`, HOSTILE_RSS: file };
    check(body, words, await zego(words, { env: { ...envOf(body), ...more } }));
    return Number(readFileSync(file, 'utf8')) / 1024;
  };
  // When the collector runs is chance: a process alone swings by 5 MB.
  const median = async (width: number, times: number, once: () => Promise<number>) =>
    (await each(Array.from({ length: times }), width, once)).toSorted((a, b) => a - b)[
      times >> 1
    ] ?? 0;
  const small = { name: 'a usual one', bytes: good, code: 0 };
  const grown: { name: string; mb: number }[] = [];
  for (const mode of ['--json', '--debug']) {
    const base = await median(2, 5, () => weigh(small, mode));
    await each(heavy, 2, async (body) => {
      const growth = async (times: number) =>
        (await median(1, times, () => weigh(body, mode))) - base;
      const mb = await growth(3);
      // Too much is not held against it before it has been weighed more often.
      grown.push({ name: `${body.name} ${mode}`, mb: mb < most ? mb : await growth(9) });
    });
  }
  grown.sort((a, b) => b.mb - a.mb);
  const tooMuch = grown.filter(({ mb }) => mb >= most);
  wrong.push(...tooMuch.map(({ name, mb }) => `${name}: ${mb.toFixed(1)} MB more`));
  return {
    what: 'bodies of answers',
    tried: String(all.length + 2 * heavy.length),
    bad: `crashes, wrong exit codes, or growth of ${most} MB`,
    count: wrong.length,
    also: `largest growth ${grown[0]?.mb.toFixed(1)} MB`,
    cases: wrong,
    enough: all.length >= 500,
  };
}

/** What is wrong with how a command ended; -1 stands for any exit code a call may have. */
function problemOf(
  { code, out, err }: { code: number | null; out: string; err: string },
  expected: number,
  json: boolean,
): string | null {
  const fine = expected === -1 ? [0, 1, 4, 5, 9].includes(code ?? -1) : code === expected;
  if (!fine) return `exit ${code} instead of ${expected}: ${err.slice(0, 200)}`;
  const errors = err.split('\n').filter((line) => line.startsWith('error:'));
  if (errors.length !== (code === 0 ? 0 : 1))
    return `${errors.length} lines of error: ${err.slice(0, 200)}`;
  if (!json) return null;
  const document = JSON.parse(out) as { exitCode: number };
  return document.exitCode === code ? null : 'the document says another exit code';
}
