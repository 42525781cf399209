import { describe, expect, it } from '@jest/globals';
import { actions } from '../../src/actions/index.ts';
import { everywhere } from '../../src/cli/everywhere.ts';
import { commandPaths, offlineCommands } from '../../src/cli/tree.ts';
import { EXIT } from '../../src/errors.ts';
import { read, readText } from './read.ts';

describe('the help of a command', () => {
  it.each(actions)('$command ($action) mentions all it takes', async ({ params, ...row }) => {
    const help = await readText(...row.command.split(' '), '--help');
    expect(help).toContain(`Usage: zego ${row.command} [options]`);
    for (const { option, fromNow } of params) {
      expect(help).toContain(`--${option}`);
      if (fromNow) expect(help).toContain(`--${fromNow.option}`);
    }
    expect(help.includes('--sequence <n>')).toBe(row.sequenced);
    expect(help).toContain(`\nExample:\n  ${row.example}`);
    for (const { flags } of everywhere) expect(help).toContain(flags);
  });

  it.each(Object.entries(offlineCommands))('%s', async (command, { example, usage }) => {
    const help = await readText(command, '-h');
    expect(help).toContain(example);
    for (const [flag] of usage.matchAll(/--\w+/g)) expect(help).toContain(flag);
    for (const { flags } of everywhere) expect(help).toContain(flags);
  });

  it('keeps to the width of the terminal', async () => {
    for (const path of commandPaths()) {
      const help = await readText(...path.split(' '), '--help');
      const [described = ''] = help.split('\nExample:');
      for (const line of described.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    }
  });
});

describe('the help of all', () => {
  it.each([['--help'], ['-h'], ['help']])('%s lists every command and exit code', async (word) => {
    const help = await readText(word);
    for (const path of commandPaths())
      expect(help).toMatch(new RegExp(`^ {2}${path} {2,}\\S`, 'm'));
    for (const code of Object.values(EXIT))
      expect(help).toMatch(new RegExp(`^ {2}${code} +\\S`, 'm'));
    expect(help).not.toContain('--dry-run,');
    expect(help).toContain('zego <command> --help');
  });

  it.each(['transfer', 'cdn', 'stream', 'rtmp'])('%s --help lists its own', async (group) => {
    const help = await readText(group, '--help');
    for (const path of commandPaths()) {
      const own = path.startsWith(`${group} `);
      expect(new RegExp(`^ {2}${path} `, 'm').test(help)).toBe(own);
    }
  });
});

it.each(['--version', '-V'])('%s is the version', async (option) => {
  expect(await read(option)).toEqual({ kind: 'text', text: '1.2.3\n' });
});
