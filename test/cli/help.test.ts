import { describe, expect, it } from '@jest/globals';
import { actions } from '../../src/actions/index.ts';
import { commandPaths, offlineCommands } from '../../src/cli/tree.ts';
import { optionRows } from '../../src/config/options.ts';
import { EXIT } from '../../src/errors.ts';
import { read, readText, refusal } from './read.ts';

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
    for (const [, { flags }] of optionRows) expect(help).toContain(flags);
  });

  it.each(Object.entries(offlineCommands))('%s', async (command, { example, usage }) => {
    const help = await readText(command, '-h');
    expect(help).toContain(example);
    for (const [flag] of usage.matchAll(/--\w+/g)) expect(help).toContain(flag);
    const listed = optionRows.flatMap(([, { flags }]) => (help.includes(flags) ? [flags] : []));
    const offline = optionRows.flatMap(([, row]) => ('offline' in row ? [row.flags] : []));
    expect(listed).toEqual(offline);
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
    for (const path of [...commandPaths(), 'help \\[command\\]'])
      expect(help).toMatch(new RegExp(`^ {2}${path} {2,}\\S`, 'm'));
    for (const code of Object.values(EXIT))
      expect(help).toMatch(new RegExp(`^ {2}${code} +\\S`, 'm'));
    const [, exits = ''] = help.split('Exit codes:\n');
    for (const line of exits.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    expect(help).not.toContain('--dry-run,');
    expect(help).toContain('zego <command> --help');
  });

  const groups = [...new Set(actions.map(({ command }) => command.split(' ')[0] ?? ''))];

  it.each(groups)('%s --help says what it is about, and lists its own', async (group) => {
    const help = await readText(group, '--help');
    expect(help).toMatch(/^Usage: .*\n\n[A-Z].*\n\nOptions:/);
    for (const path of commandPaths()) {
      const own = path.startsWith(`${group} `);
      expect(new RegExp(`^ {2}${path} `, 'm').test(help)).toBe(own);
    }
  });
});

describe('help as a command', () => {
  it.each([
    ['help', '--help'],
    ['--json help', '--help'],
    ['help --json', '--help'],
    ['--profile prod help', '--help'],
    ['help help', '--help'],
    ['help cdn', 'cdn --help'],
    ['help transfer stop', 'transfer stop --help'],
    ['--lang zh help transfer --json stop', 'transfer stop --help'],
    ['help explain 5003', 'explain --help'],
  ])('zego %s is zego %s', async (line, same) => {
    expect(await readText(...line.split(' '))).toBe(await readText(...same.split(' ')));
  });

  it.each([
    ['help bogus', 'unknown command "bogus"'],
    [
      'help forbid',
      'unknown command "forbid"; did you mean zego cdn forbid or zego stream forbid?',
    ],
    ['help cdn forbd', 'unknown command "cdn forbd"; did you mean zego cdn forbid?'],
    ['--json help trnsfer', 'unknown command "trnsfer"; did you mean zego transfer?'],
    ['hlep', 'unknown command "hlep"; did you mean zego help?'],
  ])('zego %s is refused', async (line, message) => {
    expect(await refusal(...line.split(' '))).toEqual({ message, hint: 'See: zego --help' });
  });
});

it('the version is asked for, whatever else is said: nothing is banned', async () => {
  expect(await readText('--version', 'cdn', 'forbid', '--stream', 's1')).toBe('1.2.3\n');
});

it.each(['--version', '-V'])('%s is the version', async (option) => {
  expect(await read(option)).toEqual({ kind: 'text', text: '1.2.3\n' });
});
