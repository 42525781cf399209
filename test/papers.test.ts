import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { reply, serve } from './e2e/servers.ts';
import { folder, said, stage } from './e2e/zego.ts';
import { checkout, runScript } from './scripts.ts';

const papers = [
  ...readdirSync('.').filter((name) => name.endsWith('.md')),
  ...readdirSync('docs').map((name) => join('docs', name)),
];
const read = (paper: string) => readFileSync(paper, 'utf8');

/** The anchor that GitHub gives a heading. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
const anchorsOf = (paper: string) =>
  [...read(paper).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => anchorOf(heading));

describe.each(papers)('%s', (paper) => {
  const text = read(paper);

  it('links to what is there', () => {
    const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
    const lost = links.filter((link) => {
      if (/^https?:/.test(link)) return false;
      const [path, anchor] = link.split('#');
      const target = path ? join(dirname(paper), path) : paper;
      return !existsSync(target) || (anchor && !anchorsOf(target).includes(anchor));
    });
    expect(lost).toEqual([]);
  });

  it('names scripts of npm that there are', () => {
    const { scripts } = JSON.parse(read('package.json'));
    const named = [...text.matchAll(/npm run ([\w:]+)/g)].map(([, name = '']) => name);
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(named));
  });

  it('names files that there are', () => {
    const named = [...text.matchAll(/`((?:src|test|tools|examples|docs|bin)\/[\w./-]+)`/g)];
    expect(named.map(([, path = '']) => path).filter((path) => !existsSync(path))).toEqual([]);
  });
});

it('every page of docs is named in README.md', () => {
  const missing = papers.filter(
    (paper) => paper !== 'README.md' && !read('README.md').includes(`(${paper})`),
  );
  expect(missing).toEqual([]);
});

it('CONTRIBUTING.md names every room', () => {
  const isRoom = (entry: { isDirectory(): boolean }) => entry.isDirectory();
  const rooms = readdirSync('src', { withFileTypes: true }).filter(isRoom);
  const named = [...read('CONTRIBUTING.md').matchAll(/^\| `src\/(\w+)` \|/gm)].map(
    ([, room]) => room,
  );
  expect(named.sort()).toEqual(rooms.map(({ name }) => name).sort());
});

it('CONTRIBUTING.md has the steps of CI', () => {
  const steps = [...read('.ci/run').matchAll(/^step (?:'(.*?)'|(\w+));/gm)];
  const [, list = ''] = /has these steps: (.*?)\./s.exec(read('CONTRIBUTING.md')) ?? [];
  expect(list.split(/,\s/)).toEqual(steps.map(([, quoted, word]) => quoted ?? word));
});

const { zego, begin, emulator } = stage();

it('docs/output.md has the keys of a real document', async () => {
  const [, sample = ''] = /^```json\n(.*?)^```$/ms.exec(read('docs/output.md')) ?? [];
  const { out } = await zego('cdn list --json');
  const keys = Object.keys(JSON.parse(out));
  expect(Object.keys(JSON.parse(sample))).toEqual(keys);
  const rows = [...read('docs/output.md').matchAll(/^\| ((?:`\w+`(?:, )?)+) \|/gm)];
  expect(rows.flatMap(([, cell = '']) => cell.match(/\w+/g) ?? []).sort()).toEqual(keys.sort());
});

it('docs/output.md has the kinds of error', () => {
  const [, type = ''] = /type ErrorKind =(.*?);/s.exec(read('src/errors.ts')) ?? [];
  const [, list = ''] = /`error\.kind` is (.*?)\.\n/s.exec(read('docs/output.md')) ?? [];
  expect(list.match(/[a-z-]{5,}/g)?.sort()).toEqual(type.match(/[a-z-]{5,}/g)?.sort());
});

it('docs/emulator.md has the options of the emulator, and an example that works', async () => {
  const { out } = await zego('emulator --help');
  const [own = ''] = out.split('Global options:');
  const listed = [...read('docs/emulator.md').matchAll(/^\| `(--\w+)/gm)].map(([, name]) => name);
  expect(listed).toEqual([...own.matchAll(/^ {2}(--\w+)/gm)].map(([, name]) => name));
  const [, script = ''] = /^```sh\n(.*?)^```$/ms.exec(read('docs/emulator.md')) ?? [];
  const earlier = checkout({ 'emulator.env': 'export ZEGO_ENDPOINT=http://127.0.0.1:1\n' });
  const ending = await runScript('bash', script, {}, earlier);
  expect(ending.out).toMatch(/^rtc01 is live\.$/m);
});

it('docs/troubleshooting.md names return codes that there are', async () => {
  const codes = read('docs/troubleshooting.md').match(/(?<=code |or )\d{4,9}\b/g) ?? [];
  expect(codes.length).toBeGreaterThan(3);
  for (const code of codes) expect(await zego(`explain ${code}`)).toMatchObject({ code: 0 });
});

it('docs/reliability.md shows the lines of a real journal', async () => {
  const [, shown = ''] =
    /then holds these lines.*?```\n(.*?)```/s.exec(read('docs/reliability.md')) ?? [];
  let answerFirst = () => {};
  const { url, request } = await serve((response, nth) => {
    answerFirst = nth === 1 ? () => reply(response, 0) : answerFirst;
    if (nth > 1) reply(response, 0);
  });
  const home = folder();
  const env = { ...emulator().env, ZEGO_ENDPOINT: url, XDG_STATE_HOME: home };
  const received = request();
  const a = begin('stream forbid --stream rtc01', { env });
  await received;
  const b = begin('stream resume --stream rtc01 --debug', { env });
  await said(b.child.stderr, /waiting for another command/);
  const c = begin('stream forbid --stream rtc01 --debug', { env });
  await said(c.child.stderr, /waiting for another command/);
  expect(await b.ended).toMatchObject({ code: 12 });
  answerFirst();
  expect(await a.ended).toMatchObject({ code: 0 });
  expect(await c.ended).toMatchObject({ code: 0 });
  const journal = readFileSync(join(home, 'zego/1234567890/streams/1'), 'utf8');
  expect(callsIn(shown)).toHaveLength(3);
  expect(callsIn(journal)).toEqual(callsIn(shown));
});

/** The lines of each call in a journal, without what differs from run to run: times, tokens, processes. */
function callsIn(journal: string): readonly (readonly string[])[] {
  const calls = new Map<string, string[]>();
  for (const line of journal.split('\n').filter(Boolean)) {
    const [, kind, token = '', rest = ''] = /^(\w) \d+ (\w+)(.*;)$/.exec(line) ?? [];
    const detail = rest
      .replace(/^ \d+\/\d+\/\w+\/\d+ \d+/, ' PROCESS UNTIL')
      // Of the stream at its endpoint, whose port differs.
      .replace(/ [0-9a-f]{12};$/, ' STREAM;');
    calls.set(token, [...(calls.get(token) ?? []), `${kind}${detail}`]);
  }
  return [...calls.values()];
}
