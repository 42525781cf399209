import { describe, expect, it } from '@jest/globals';
import { commandPaths } from '../../src/cli/tree.ts';
import { optionRows } from '../../src/config/options.ts';
import { read, readCall, refusal } from './read.ts';

const clear = ['transfer', 'clear', '--stream', 's1'];

/** Each global option as typed, and what it is read as. */
const typed = optionRows.map(([, { flags }]) => {
  const [name = ''] = flags.replace('-n, ', '').split(' ');
  const key = name.slice(2).replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  const valued = flags.includes('<');
  const read = valued ? { [key]: 'x' } : name === '--no-color' ? { color: false } : { [key]: true };
  return { name, argv: valued ? [name, 'x'] : [name], read };
});

describe('a global option', () => {
  it.each(typed)('$name may stand anywhere', async ({ argv, read: wanted }) => {
    const [group = '', name = '', ...rest] = clear;
    for (const line of [
      [...argv, group, name, ...rest],
      [group, ...argv, name, ...rest],
      [group, name, ...argv, ...rest],
      [...clear, ...argv],
    ]) {
      const { globals, input } = await readCall(...line);
      expect(globals).toEqual({ ...wanted, stream: ['s1'] });
      expect(input.streams).toEqual(['s1']);
    }
  });

  it.each(commandPaths().map((path) => path.split(' ')))('is known to %s %s', async (...path) => {
    for (const { argv } of typed) {
      const error = await read(...path, ...argv).catch((thrown: Error) => thrown);
      if (error instanceof Error)
        expect(error.message).not.toMatch(/option --.*unknown|unknown option/);
    }
  });

  it('-n is --dry-run', async () => {
    expect((await readCall(...clear, '-n')).globals.dryRun).toBe(true);
    expect((await readCall('-n', ...clear)).globals.dryRun).toBe(true);
  });

  it('the innermost wins', async () => {
    const { globals } = await readCall(
      '--lang',
      'zh',
      'transfer',
      '--lang',
      'x',
      'clear',
      '--stream',
      's1',
    );
    expect(globals.lang).toBe('x');
    expect((await readCall('--lang', 'x', ...clear, '--lang', 'en')).globals.lang).toBe('en');
  });

  it('is absent unless it was typed', async () => {
    expect((await readCall(...clear)).globals).toEqual({ stream: ['s1'] });
  });

  it('that has no value takes none', async () => {
    expect((await refusal(...clear, '--json=yes')).message).toBe('--json takes no value');
  });

  it('that needs a value gets one', async () => {
    const { message, hint } = await refusal(...clear, '--app-id');
    expect(message).toContain('--app-id');
    expect(hint).toBe('See: zego transfer clear --help');
  });
});

it('the table says where else each can be said, in words that help can show', () => {
  for (const [, { help, flags }] of optionRows) {
    expect(help).not.toBe('');
    expect(flags).toMatch(/^(-n, )?--[a-z-]+( <[a-z|]+>)?$/);
  }
});
