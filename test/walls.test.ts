import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const globals = 'lint/style/noRestrictedGlobals';
const plugin = 'plugin';

type Row = readonly [room: string, code: string, rule?: string];

/** What a file in a room may not say, and the rule that refuses it: by default the room's walls. */
const forbidden: readonly Row[] = [
  ...['actions', 'codes', 'values', 'core', 'verify'].flatMap((room): Row[] => [
    [room, "import 'node:fs';"],
    [room, "import 'fs';"],
    [room, "import 'node:http';"],
    [room, "import { env } from 'node:process';"],
    [room, "await import('got');"],
    [room, "export * from '../emulator/command.ts';"],
    [room, "export { runEmulator } from '../emulator/command.ts';"],
    [room, "import type { World } from '../platform/world.ts';"],
    [room, "export type { World } from '../platform/world.ts';"],
    [room, "let file: import('node:fs').Stats;", plugin],
    [room, 'setTimeout(() => {}, 1);', globals],
    [room, "fetch('https://host');", globals],
    [room, 'crypto.randomUUID();', globals],
  ]),
  ...['actions', 'codes', 'values'].map((room): Row => [room, "import 'node:crypto';"]),
  ...['actions', 'codes', 'values', 'core', 'coordination', 'config', 'platform', 'cli'].flatMap(
    (room): Row[] => [
      [room, "import 'got';"],
      [room, "import 'chalk';"],
      [room, "import 'ora';"],
    ],
  ),
  ['actions', "import '../codes/lookup.ts';"],
  ['codes', "import '../actions/index.ts';"],
  ['values', "import '../errors.ts';"],
  ['core', "import '../../src/emulator/command.ts';"],
  ['core', "import '../actions/../emulator/command.ts';"],
  ['core', "import './../emulator/command.ts';"],
  ['core', "import '../coordination/file-journal.ts';"],
  ['coordination', "import '../core/types.ts';"],
  ['coordination', "import 'node:http';"],
  ['http', "import '../actions/index.ts';"],
  ['http', "import '../output/redact.ts';"],
  ['config', "import '../core/sign.ts';"],
  ['config', "import 'node:http';"],
  ['config', "import 'node:fs';"],
  ['config', "import 'commander';"],
  ['platform', "import '../output/printer.ts';"],
  ['cli', "import '../http/send.ts';"],
  ['cli', "import '../output/present.ts';"],
  ['cli', "import '../config/settings.ts';"],
  ['cli', "import 'cosmiconfig';"],
  ['output', "import '../config/settings.ts';"],
  ['output', "import '../http/send.ts';"],
  ['emulator', "import '../output/printer.ts';"],
  ['emulator', "import '../http/send.ts';"],
  ['commands', "import '../http/send.ts';"],
  ['commands', "import 'commander';"],
  ['commands', "import '../main.ts';"],
  ['.', "import 'got';", 'walls of src'],
  ['new', "import '../errors.ts';", 'no walls drawn'],
  ...[
    ...['actions', 'codes', 'values', 'core', 'verify', 'http'],
    ...['config', 'cli', 'output', 'emulator', 'commands', 'coordination'],
  ].flatMap((room): Row[] => [
    [room, 'new Date();', plugin],
    [room, 'Date.now();', plugin],
    [room, 'Math.random();', plugin],
    [room, 'performance.now();', globals],
    [room, 'process.env;', globals],
    [room, 'globalThis.process;', globals],
  ]),
];

const allowed: readonly Row[] = [
  ['core', "import 'node:crypto';"],
  ['core', "import './sign.ts';"],
  ['core', "import '../actions/index.ts';"],
  ['values', 'new Date(0);'],
  ['values', "import 'temporal-polyfill/fns/Instant';"],
  ['http', "import 'got';"],
  ['cli', "import 'commander';"],
  ['output', "await import('ora');"],
  ['commands', "import '../core/plan.ts';"],
  ['.', "import './core/plan.ts';"],
];

/** How a module may import one that imports it. */
const waysBack = [
  (file: string) => `import '${file}';`,
  (file: string) => `import type { Fixture } from '${file}';`,
  (file: string) => `export type { Fixture } from '${file}';`,
  (file: string) => `await import('${file}');`,
];

const house = mkdtempSync(join(tmpdir(), 'zego-walls-'));
afterAll(() => rmSync(house, { recursive: true }));

/** Writes a file into a room of the copied house. */
const write = (room: string, name: string, code: string) => {
  mkdirSync(join(house, 'src', room), { recursive: true });
  writeFileSync(join(house, 'src', room, name), `${code}\n`);
};

/** Runs a tool on the copied house. @returns its report */
const report = (tool: string, ...args: readonly string[]) => {
  const bin = resolve('node_modules/.bin', tool);
  const options = { cwd: house, encoding: 'utf8', maxBuffer: 1e8 } as const;
  return JSON.parse(spawnSync(process.execPath, [bin, ...args], options).stdout);
};

/** The rules that each file breaks. */
const broken = new Map<string, Set<string>>();
const rulesOf = (file: string) => [...(broken.get(file) ?? [])];

beforeAll(() => {
  const rules = [
    '.dependency-cruiser.js',
    'biome.json',
    'biome-clock.grit',
    'biome-imports.grit',
    '.gitignore',
  ];
  for (const name of [...rules, 'package.json', 'src'])
    cpSync(name, join(house, name), { recursive: true });
  symlinkSync(resolve('node_modules'), join(house, 'node_modules'), 'junction');
  for (const [nth, [room, code]] of [...forbidden, ...allowed].entries())
    write(room, `fixture${nth}.ts`, code);
  for (const [nth, code] of waysBack.entries()) {
    write('core', `there${nth}.ts`, `import './back${nth}.ts';`);
    write('core', `back${nth}.ts`, code(`./there${nth}.ts`));
  }
  const add = (file: string, rule: string) =>
    broken.set(file, (broken.get(file) ?? new Set()).add(rule));
  const flags = ['--reporter=json', '--max-diagnostics=none', '--diagnostic-level=error'];
  for (const { category, location } of report('biome', 'lint', ...flags, 'src').diagnostics)
    add(location.path, category);
  for (const { from, rule } of report('depcruise', 'src', '-T', 'json').summary.violations)
    add(from, rule.name);
});

it.each(
  forbidden.map(([room, code, rule = `walls of ${room}`], nth) => [room, code, rule, nth] as const),
)('%s may not: %s', (room, _, rule, nth) => {
  expect(rulesOf(join('src', room, `fixture${nth}.ts`))).toContain(rule);
});

it.each(allowed.map(([room, code], nth) => [room, code, nth + forbidden.length] as const))(
  '%s may: %s',
  (room, _, nth) => {
    expect(rulesOf(join('src', room, `fixture${nth}.ts`))).toEqual([]);
  },
);

it.each(waysBack.map((code, nth) => [code(`./there${nth}.ts`), nth] as const))(
  'a module that another one imports may not: %s',
  (_, nth) => {
    expect([`src/core/there${nth}.ts`, `src/core/back${nth}.ts`].flatMap(rulesOf)).toContain(
      'no circles',
    );
  },
);

describe('the house', () => {
  const files = execFileSync('git', ['ls-files', 'src', 'test', 'tools', 'bin'], {
    encoding: 'utf8',
  });
  const linesIn = (path: string) => readFileSync(path, 'utf8').split('\n').length - 1;
  const paths = files
    .trim()
    .split('\n')
    .filter((path) => existsSync(path));

  it('has no file of more than 300 lines', () => {
    expect(paths.filter((path) => linesIn(path) > 300)).toEqual([]);
  });

  it('has at most six loose files in src', () => {
    expect(paths.filter((path) => /^src\/[^/]+$/.test(path)).length).toBeLessThanOrEqual(6);
  });
});
