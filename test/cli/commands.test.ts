import { describe, expect, it } from '@jest/globals';
import { actions } from '../../src/actions/index.ts';
import type { Action } from '../../src/actions/types.ts';
import { commandPaths, rowsOf } from '../../src/cli/tree.ts';
import { given, read, readCall, refusal, right } from './read.ts';

const rows = actions.map((row) => [`${row.command} (${row.action})`, row] as const);
const commands = [...new Set(actions.map(({ command }) => command))];
const path = (row: Action) => row.command.split(' ');
const required = (row: Action) => row.params.filter(({ required }) => required);
const line = (row: Action) => [
  ...path(row),
  ...required(row).flatMap(({ option }) => given(option)),
];

/** What a field holds after its option was given the right value. */
const fields: Readonly<Record<string, string>> = {
  CDNUrl: right['url <rtmp>']!,
  ResumeTime: '2025-02-01T00:00:00Z',
  Vendor: 'ws',
  Type: 'pull',
  ClientIP: '203.0.113.7',
};

describe('every row', () => {
  it.each(rows)('%s is reached by its command', async (_, row) => {
    const { command, input, globals } = await readCall(...line(row));
    expect(command).toBe(row.command);
    expect(input.rows).toContain(row);
    expect(globals).toEqual(
      Object.fromEntries(
        required(row).map(({ option }) => [given(option)[0]!.slice(2), [given(option)[1]]]),
      ),
    );
  });

  it.each(rows)('%s takes every option it has', async (_, row) => {
    const all = row.params.flatMap(({ option }) => given(option));
    const { input } = await readCall(...path(row), ...all);
    const taken = row.params.filter(({ type }) => type !== 'streamId').map(({ field }) => field);
    expect(input.fields).toEqual(Object.fromEntries(taken.map((field) => [field, fields[field]])));
    expect(input.streams).toEqual(row.params.some(({ type }) => type === 'streamId') ? ['s1'] : []);
    expect(input).not.toHaveProperty('sequence');
  });

  it.each(rows)('%s is refused without a required option', async (_, row) => {
    for (const { option } of required(row)) {
      const others = required(row).filter((param) => param.option !== option);
      const argv = [...path(row), ...others.flatMap((param) => given(param.option))];
      const { message, hint } = await refusal(...argv);
      expect(message).toBe(`--${option} is required`);
      expect(hint).toBe(`See: zego ${row.command} --help`);
    }
  });

  it.each(rows)('%s takes --sequence just when the Action has one', async (_, row) => {
    const argv = [...line(row), '--sequence', '1617249600002'];
    if (row.sequenced) expect((await readCall(...argv)).input.sequence).toBe('1617249600002');
    else expect((await refusal(...argv)).message).toMatch(/^unknown option --sequence/);
  });

  it.each(rows)('%s: its example is a command line that works', async (_, row) => {
    const [zego, ...argv] = row.example.replace(/ &&.*/, '').split(' ');
    expect(zego).toBe('zego');
    expect((await readCall(...argv)).command).toBe(row.command);
  });

  it.each(rows)('%s refuses an option given twice, unless it takes several', async (_, row) => {
    for (const { option, maxItems, fromNow } of rowsOf(row.command).at(-1)!.params) {
      for (const single of maxItems === undefined ? [option, fromNow?.option ?? []].flat() : []) {
        const others = required(row).filter((param) => param.option !== option);
        const twice = [...given(single), ...given(single)];
        const argv = [...path(row), ...others.flatMap((param) => given(param.option)), ...twice];
        const { message, hint } = await refusal(...argv);
        expect(message).toBe(`${twice[0]} is given 2 times: zego ${row.command} takes one`);
        expect(hint).toBe(single.startsWith('stream') ? 'Run it once for each.' : null);
      }
    }
  });
});

describe('a Sequence typed by hand', () => {
  const typed = (text: string) => ['transfer', 'clear', '--stream', 's1', '--sequence', text];

  it.each(['0', '7', '9223372036854775807'])('%s', async (text) => {
    expect((await readCall(...typed(text))).input.sequence).toBe(text);
  });

  it.each(['', '-1', '1.5', '007', '1e3', 'x', '9223372036854775808', '9999999999999999999', ' 7'])(
    'not %j',
    async (text) => {
      const { message } = await refusal(...typed(text));
      expect(message).toBe(
        `--sequence ${JSON.stringify(text)}: expected a whole number of at most 9223372036854775807, such as a time in Unix milliseconds`,
      );
    },
  );

  it('is given once', async () => {
    const { message } = await refusal(...typed('7'), '--sequence', '8');
    expect(message).toContain('--sequence is given 2 times');
  });
});

describe('several ids', () => {
  it.each(['stream forbid', 'stream resume'])('%s takes them in their order', async (command) => {
    const { input } = await readCall(
      ...command.split(' '),
      '--stream',
      'b',
      '--stream=a',
      '--stream',
      'b',
    );
    expect(input.streams).toEqual(['b', 'a', 'b']);
    expect(input.rows).toHaveLength(2);
  });
});

describe('the commands that call no Action', () => {
  it('explain', async () => {
    expect(await read('explain', '5003')).toMatchObject({
      kind: 'explain',
      code: 5003,
      action: null,
    });
    const named = await read('explain', '5003', '--action', 'deletecdntransferrule');
    expect(named).toMatchObject({ code: 5003, action: { action: 'DeleteCDNTransferRule' } });
  });

  it.each(['', 'abc', '-', '5003x', '5.5', '12345678901'])(
    'explain takes no %j for a code',
    async (text) => {
      expect((await refusal('explain', text)).message).toBe(
        `explain ${JSON.stringify(text)}: expected a return code, such as 5003`,
      );
    },
  );

  it('explain knows the Actions', async () => {
    const { message, hint } = await refusal('explain', '3', '--action', 'ForbidRTCStrem');
    expect(message).toBe(
      '--action "ForbidRTCStrem": expected an Action (did you mean ForbidRTCStream?)',
    );
    for (const { action } of actions) expect(hint).toContain(action);
    expect((await refusal('explain', '3', '--action', 'x')).message).toMatch(/an Action$/);
  });

  it.each([[['explain']], [['explain', '1', '2']]])('%j is no explain', async (argv) => {
    expect((await refusal(...argv)).hint).toBe('See: zego explain --help');
  });

  it('emulator', async () => {
    const texts = [
      '--port',
      '8080',
      '--fail',
      '5007:3',
      '--latency',
      '1s',
      '--live',
      'a',
      '--live',
      'b',
    ];
    expect(await read('emulator', ...texts)).toMatchObject({
      kind: 'emulator',
      options: { port: '8080', fail: ['5007:3'], latency: '1s', live: ['a', 'b'] },
    });
  });
});

it('lists every command once', () => {
  expect(commandPaths()).toEqual([...commands, 'stop', 'probe', 'explain', 'emulator']);
  expect(rowsOf('stream forbid').map(({ action }) => action)).toEqual([
    'ForbidRTCStream',
    'ForbidRTCStreams',
  ]);
  expect(rowsOf('explain')).toEqual([]);
});
