import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { startEmulator } from './e2e/zego.ts';
import { apart } from './host-line.ts';
import { checkout, runScript } from './scripts.ts';

const page = readFileSync('docs/situations.md', 'utf8');
const situations = [
  ...page.matchAll(/^## \d+\. (.*)\n\n```console\n\$ (.*)\n([\s\S]*?)\[(\d+)\]\n```$/gm),
].map(([, title = '', command = '', said = '', code = '']) => ({ title, command, said, code }));

/** The text as a pattern: `...` stands for anything in a line. */
const patternOf = (text: string) => new RegExp(`^${text.split('...').map(escaped).join('.*')}$`);
const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

it('docs/situations.md says what the program says', async () => {
  expect(situations.length).toBe(page.match(/^## /gm)?.length);
  expect(situations.length).toBeGreaterThanOrEqual(20);
  const { env } = await startEmulator('--live', 'rtc01');
  const cwd = checkout();
  for (const { title, command, said, code } of situations) {
    const ending = await runScript('bash', `exec 2>&1\nrm -f .zegorc\n${command}\n`, env, cwd);
    const out = apart(ending.out).err;
    expect([title, out, `${ending.code}`]).toEqual([
      title,
      expect.stringMatching(patternOf(said)),
      code,
    ]);
  }
});
