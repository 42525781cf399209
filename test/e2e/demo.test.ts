import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { bin, folder, launch } from './zego.ts';

const demo = (script: string) => launch(process.execPath, [script]).ended;

it('the demo shows two commands, two refusals with their hints, and a take-down', async () => {
  const { code, out, err } = await demo(join(process.cwd(), 'tools', 'demo.js'));
  expect([code, err]).toEqual([0, '']);
  const scenes = out.split(/^--- \d.*$/m).slice(1);
  expect(scenes).toHaveLength(5);
  const shown: readonly (readonly [string, RegExp, string])[] = [
    ['transfer stop', /^Stop of the relay of rtc01 .* accepted/m, 'exit code 0'],
    ['cdn forbid', /^Ban of rtc01 accepted/m, 'exit code 0'],
    ['transfer stop', /\(code 5003 .*\nhint: .*ServerSecret/, 'exit code 4'],
    ['transfer stop', /\(code 30009 .*\nhint: Correct --stream/, 'exit code 1'],
    [
      'stop',
      /^Off air at the probed address: rtc01 was live there .*\nOff air: rtc01 was live /m,
      'exit code 0',
    ],
  ];
  for (const [nth, [command, result, exit]] of shown.entries()) {
    expect(scenes[nth]).toContain(`$ zego ${command} --stream`);
    expect(scenes[nth]).toMatch(result);
    expect(scenes[nth]).toContain(exit);
  }
});

it('the demo fails when a command does', async () => {
  const copy = folder({
    'bin/package.json': { type: 'commonjs' },
    // Only the emulator works.
    'bin/zego.js': `process.argv[2] === 'emulator' ? require(${JSON.stringify(bin)}) : process.exit(0);`,
  });
  cpSync('tools/demo.js', join(copy, 'tools', 'demo.mjs'));
  const { code, out } = await demo(join(copy, 'tools', 'demo.mjs'));
  expect(code).toBe(1);
  expect(out).toMatch(/The demo did not go as it should\.\n$/);
});
