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
    expect(help).toContain(`\nExamples:\n  ${row.example}`);
    for (const [, { flags }] of optionRows) expect(help).toContain(flags);
  });

  it.each(Object.entries(offlineCommands))('%s', async (command, row) => {
    const { example, usage, globals = [] } = row;
    const help = await readText(command, '-h');
    expect(help).toContain(example);
    for (const [flag] of usage.matchAll(/--\w+/g)) expect(help).toContain(flag);
    const listed = optionRows.flatMap(([, { flags }]) => (help.includes(flags) ? [flags] : []));
    const matters = optionRows.filter(([name, row]) => row.offline || globals.includes(name));
    expect(listed).toEqual(matters.map(([, { flags }]) => flags));
  });

  it('keeps to the width of a terminal of 80 columns, with all it says', async () => {
    for (const path of ['', 'transfer', 'cdn', 'stream', 'rtmp', ...commandPaths()]) {
      const help = await readText(...path.split(' ').filter(Boolean), '--help');
      for (const line of help.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    }
  });

  it('names the variables beside the options', async () => {
    for (const path of commandPaths()) {
      const help = (await readText(...path.split(' '), '--help')).replace(/\s+/g, ' ');
      for (const [, { flags, env, envHelp = env }] of optionRows) {
        if (envHelp && help.includes(flags)) expect(help).toContain(` [${envHelp}]`);
      }
    }
  });

  it('names the exit codes that matter to it', async () => {
    const exitsOf = async (path: string) => {
      const help = await readText(...path.split(' '), '--help');
      const [, list = ''] = /\nExit codes [^\n]*\n(.*?)\n\n/s.exec(help) ?? [];
      return list.trim().replace(/\s+/g, ' ');
    };
    const rest =
      '1 refused, 2 usage, 3 configuration, 4 authentication, 5 rate limit, 6 nothing sent';
    const lost = '9 answer lost (it may have taken effect), 12 a newer command decides';
    expect(await exitsOf('transfer start')).toBe(`0 accepted, ${rest}, ${lost}`);
    const waited = '10 still live, 11 cannot tell';
    const lostOrWaited = lost.replace('12', `${waited}, 12`);
    expect(await exitsOf('cdn forbid')).toBe(`0 accepted, ${rest}, ${lostOrWaited}`);
    expect(await exitsOf('stream forbid')).toBe(`0 done, ${rest}, 7 some failed, ${lostOrWaited}`);
    const status = `0 live, ${rest}, 8 not live, 9 answer lost, ${waited}`;
    expect(await exitsOf('stream status')).toBe(status);
    expect(await exitsOf('cdn list')).toBe(`0 done, ${rest}, 9 answer lost`);
    expect(await exitsOf('explain')).toBe('0 done, 2 usage');
    const probe = '0 live, 2 usage, 3 configuration, 8 not live, 11 cannot tell';
    expect(await exitsOf('probe')).toBe(probe);
  });

  it.each([
    ['transfer start', 'zego transfer stop', 'in quotes if it has a &', "'rtmp://"],
    ['transfer stop', 'zego cdn forbid', 'in quotes if it has a &', "'rtmp://"],
    ['transfer clear', 'zego transfer stop', 'tasks of other streams'],
    ['cdn forbid', 'zego transfer stop', 'zego stream forbid', 'zego cdn resume', 'zego cdn list'],
    ['cdn forbid', 'ends after 1 day; 30 days are the most', 'Only Wangsu (ws) honours'],
    ['cdn resume', 'zego stream resume', 'zego cdn list'],
    ['cdn list', 'Other CDNs than Wangsu are not listed'],
    ['stream forbid', 'zego cdn forbid', 'has no end: it holds until zego stream resume'],
    ['stream resume', 'zego cdn resume'],
    ['stream status', 'streams pushed directly to the CDN'],
    ['probe', 'stands still for three target durations', 'a mistyped address looks the same'],
    ['emulator', 'exit code 0'],
  ])('of %s says what must be known before', async (path, ...words) => {
    const help = (await readText(...path.split(' '), '--help')).replace(/\s+/g, ' ');
    for (const each of words) expect(help).toContain(each);
  });

  it('promises the prefix of --test only where it is sent', async () => {
    for (const { command, testPrefix } of actions) {
      const help = await readText(...command.split(' '), '--help');
      expect(help.includes('zegotest')).toBe(testPrefix);
    }
  });

  it('has examples that are read as they stand', async () => {
    for (const path of commandPaths()) {
      const help = await readText(...path.split(' '), '--help');
      const [, list = ''] = /\nExamples:\n(.*)/s.exec(help) ?? [];
      const lines = list.trim().split(/\n +/);
      expect(lines.length).toBeGreaterThan(0);
      for (const line of lines) {
        const [, command = ''] =
          /^(?:xargs -n 1 )?zego (.*?)(?: <ids\.txt| && .*)?$/.exec(line) ?? [];
        const words = command.replaceAll("'", '').split(' ');
        const more = line.startsWith('xargs') ? ['s1'] : [];
        expect(await read(...words, ...more)).not.toMatchObject({ kind: 'text' });
      }
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
