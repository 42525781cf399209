import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';

const imports = 'lint/style/noRestrictedImports';
const globals = 'lint/style/noRestrictedGlobals';
const clock = 'plugin';

type Row = readonly [room: string, code: string, rule: string];

/** What the rooms may not say, and the rule that refuses it. */
const forbidden: readonly Row[] = [
  ...['actions', 'codes', 'values', 'core'].flatMap((room): Row[] => [
    [room, "import 'node:fs';", imports],
    [room, "import 'fs';", imports],
    [room, "import 'node:http';", imports],
    [room, "import { env } from 'node:process';", imports],
    [room, "await import('got');", imports],
    [room, "export * from '../emulator/command.ts';", imports],
    [room, "import type { World } from '../platform/world.ts';", imports],
    [room, 'setTimeout(() => {}, 1);', globals],
    [room, "fetch('https://host');", globals],
    [room, 'crypto.randomUUID();', globals],
  ]),
  ...['actions', 'codes', 'values'].map((room): Row => [room, "import 'node:crypto';", imports]),
  ['actions', "import '../codes/lookup.ts';", imports],
  ['codes', "import '../actions/index.ts';", imports],
  ['values', "import '../errors.ts';", imports],
  ['core', "import '../../src/emulator/command.ts';", imports],
  ['core', "import '../actions/../emulator/command.ts';", imports],
  ['core', "import './../emulator/command.ts';", imports],
  ['coordination', "import '../core/types.ts';", imports],
  ['coordination', "import 'node:http';", imports],
  ['core', "import '../coordination/file-journal.ts';", imports],
  ['http', "import '../actions/index.ts';", imports],
  ['http', "import '../output/redact.ts';", imports],
  ['config', "import '../core/sign.ts';", imports],
  ['config', "import 'node:http';", imports],
  ['cli', "import '../http/send.ts';", imports],
  ['cli', "import '../output/present.ts';", imports],
  ['output', "import '../config/settings.ts';", imports],
  ['output', "import '../http/send.ts';", imports],
  ['emulator', "import '../output/printer.ts';", imports],
  ['emulator', "import '../http/send.ts';", imports],
  ['commands', "import '../http/send.ts';", imports],
  ['commands', "import 'commander';", imports],
  ...[
    ...['actions', 'codes', 'values', 'core', 'http'],
    ...['config', 'cli', 'output', 'emulator', 'commands', 'coordination'],
  ].flatMap((room): Row[] => [
    [room, 'new Date();', clock],
    [room, 'Date.now();', clock],
    [room, 'Math.random();', clock],
    [room, 'performance.now();', globals],
    [room, 'process.env;', globals],
    [room, 'globalThis.process;', globals],
  ]),
];

const allowed = [
  ['core', "import 'node:crypto';"],
  ['core', "import './sign.ts';"],
  ['core', "import '../actions/index.ts';"],
  ['values', 'new Date(0);'],
  ['http', "import 'got';"],
  ['commands', "import '../core/plan.ts';"],
] as const;

const house = mkdtempSync(join(tmpdir(), 'zego-walls-'));
afterAll(() => rmSync(house, { recursive: true }));

const fileOf = (room: string, nth: number) => `src/${room}/fixture${nth}.ts`;
const refused: Record<string, string[]> = {};
beforeAll(() => {
  for (const name of ['biome.json', 'biome-clock.grit', '.gitignore'])
    cpSync(name, join(house, name));
  for (const [nth, [room, code]] of [...forbidden, ...allowed].entries()) {
    mkdirSync(join(house, 'src', room), { recursive: true });
    writeFileSync(join(house, fileOf(room, nth)), `${code}\n`);
  }
  const biome = createRequire(import.meta.url).resolve('@biomejs/biome/bin/biome');
  const words = ['lint', '--reporter=json', '--max-diagnostics=none', '--diagnostic-level=error'];
  const { stdout } = spawnSync(process.execPath, [biome, ...words], {
    cwd: house,
    encoding: 'utf8',
  });
  for (const { category, location } of JSON.parse(stdout).diagnostics)
    refused[location.path] = [...(refused[location.path] ?? []), category];
});

it.each(forbidden.map((row, nth) => [...row, nth] as const))(
  '%s may not: %s',
  (room, _, rule, nth) => {
    expect(refused[fileOf(room, nth)]).toContain(rule);
  },
);

it.each(allowed.map((row, nth) => [...row, nth + forbidden.length] as const))(
  '%s may: %s',
  (room, _, nth) => {
    expect(refused).not.toHaveProperty([fileOf(room, nth)]);
  },
);
