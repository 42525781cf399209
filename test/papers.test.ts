import { execFileSync } from 'node:child_process';
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
const failures = read('src/codes/failures.ts') + read('src/codes/settings.ts');

/** The anchor that GitHub gives a heading. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
const anchorsOf = (paper: string) =>
  [...read(paper).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => anchorOf(heading));

/** The files and headings of ours that a paper links to. */
const linksOf = (paper: string) =>
  [...read(paper).matchAll(/\]\((?!https?:)([^)\s#]*)#?([^)\s]*)\)/g)].map(
    ([, path = '', anchor = '']) => ({ file: path ? join(dirname(paper), path) : paper, anchor }),
  );

/** What the tarball holds. */
const [{ files }] = JSON.parse(
  execFileSync('npm', ['pack', '--dry-run', '--json'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }),
);
const packed = files.map(({ path }: { readonly path: string }) => path) as readonly string[];

describe.each(papers)('%s', (paper) => {
  const text = read(paper);

  it('links to what is there', () => {
    const lost = linksOf(paper).filter(
      ({ file, anchor }) => !existsSync(file) || (anchor && !anchorsOf(file).includes(anchor)),
    );
    expect(lost).toEqual([]);
  });

  it('has no mark of a merge', () => {
    expect(text).not.toMatch(/^(<{7}|={7}$|>{7})/m);
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

it('README.md names every page, and links those of the package', () => {
  const [, list = ''] = read('README.md').split('## Where to read on');
  const linked = [...list.matchAll(/\[(.*\.md)\]/g)].map(([, paper = '']) => paper);
  const named = [...list.matchAll(/`(.*?\.md)`/g)].map(([, paper = '']) => paper);
  expect(['README.md', ...linked, ...named].sort()).toEqual([...papers].sort());
  expect(named.filter((paper) => packed.includes(paper))).toEqual([]);
});

it.each(papers.filter((paper) => packed.includes(paper)))('%s links into the package', (paper) => {
  const lost = linksOf(paper).filter(({ file }) => !packed.some((path) => path.startsWith(file)));
  expect(lost).toEqual([]);
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

it('the example, README.md, docs/configuration.md and the help name one place for the file', async () => {
  const { out } = await zego('--help');
  const texts = [read('.zegorc.example'), read('README.md'), read('docs/configuration.md'), out];
  const places = texts.map(
    (text) => /(?:cop[a-z]+.{1,60} to|serverSecret in)\s+`?(~\/[\w./]+)/is.exec(text)?.[1],
  );
  expect(places).toEqual(texts.map(() => '~/.zegorc'));
});

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

it('docs/emulator.md has the options of the emulator, and examples that work', async () => {
  const { out } = await zego('emulator --help');
  const [own = ''] = out.split('Global options:');
  const listed = [...read('docs/emulator.md').matchAll(/^\| `(--\w+)/gm)].map(([, name]) => name);
  expect(listed).toEqual([...own.matchAll(/^ {2}(--\w+)/gm)].map(([, name]) => name));
  const scripts = [...read('docs/emulator.md').matchAll(/^```sh\n(.*?)^```$/gms)];
  const said: string[] = [];
  for (const [, script = ''] of scripts) {
    const earlier = checkout({ 'emulator.env': 'export ZEGO_ENDPOINT=http://127.0.0.1:1\n' });
    said.push((await runScript('bash', script, {}, earlier)).out);
  }
  expect(said).toEqual([
    expect.stringMatching(/^rtc01 is live\.$/m),
    expect.stringMatching(/^Live: media arrives\.$(.|\n)*^Not live now: /m),
  ]);
});

it('docs/troubleshooting.md quotes what the program says', () => {
  const rows = [...read('docs/troubleshooting.md').matchAll(/^\| exit \d+, `(.*?)` \|/gm)];
  expect(rows.length).toBeGreaterThan(3);
  for (const [, quoted = ''] of rows) {
    for (const part of quoted.split(' ... '))
      expect(failures).toContain(part.replace('HTTP 407', 'HTTP {status}'));
  }
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
