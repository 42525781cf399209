import { describe, expect, it } from '@jest/globals';
import { outlineOf } from '../../src/cli/outline.ts';
import { refusal, refusalIn } from './read.ts';

describe('an unknown command', () => {
  it.each([
    ['trnsfer stop --stream s1', 'unknown command "trnsfer"; did you mean zego transfer stop?'],
    ['transfer stpo', 'unknown command "transfer stpo"; did you mean zego transfer stop?'],
    ['strem', 'unknown command "strem"; did you mean zego stream?'],
    ['explian 5', 'unknown command "explian"; did you mean zego explain?'],
    [
      'forbid --stream s1',
      'unknown command "forbid"; did you mean zego cdn forbid or zego stream forbid?',
    ],
    ['dispatch', 'unknown command "dispatch"; did you mean zego rtmp dispatch?'],
    ['frobnicate', 'unknown command "frobnicate"'],
    ['cdn frobnicate', 'unknown command "cdn frobnicate"'],
    ['--profile prod trnsfer stop', 'unknown command "trnsfer"; did you mean zego transfer stop?'],
    ['--json --profile=prod cdn lst', 'unknown command "cdn lst"; did you mean zego cdn list?'],
  ])('%s', async (line, message) => {
    expect((await refusal(...line.split(' '))).message).toBe(message);
  });

  it.each([
    ['ban --stream s1', 'zego cdn forbid or zego stream forbid'],
    ['unban', 'zego cdn resume or zego stream resume'],
    ['cdn ban', 'zego cdn forbid'],
    ['stream unforbid', 'zego stream resume'],
    ['ls', 'zego cdn list'],
    ['cdn ls', 'zego cdn list'],
  ])('of another tool leads on: %s', async (line, meant) => {
    const { message } = await refusal(...line.split(' '));
    expect(message).toMatch(new RegExp(`^unknown command ".*"; did you mean ${meant}\\?$`));
  });

  it.each([
    ['version', 'See: zego --version', '参见：zego --version'],
    ['kill', 'zego stop ends a stream', 'zego stop 一次性结束一条流'],
    ['login', 'ZEGO_APP_ID and ZEGO_SERVER_SECRET', 'ZEGO_APP_ID'],
    ['whoami', 'zego cdn list --dry-run', 'zego cdn list --dry-run'],
    ['transfer list', 'No Action lists relays', '没有接口可查询转推任务'],
    ['transfer ls --stream s1', 'No Action lists relays', '没有接口可查询转推任务'],
    ['stream list', 'zego stream status --stream ID', '没有接口可列出 RTC 流或 RTC 封禁'],
  ])('that nothing stands for says what to do: %s', async (line, en, zh) => {
    const { message, hint } = await refusal(...line.split(' '));
    expect(message).toMatch(/^unknown command "[^"]*"$/);
    expect(hint).toContain(en);
    expect((await refusalIn('zh', ...line.split(' '))).hint).toContain(zh);
  });

  it.each(['constructor', 'cdn constructor', '__proto__'])(
    '%s is no word of any table',
    async (line) => {
      expect((await refusal(...line.split(' '))).message).toBe(`unknown command "${line}"`);
    },
  );

  it.each([
    ['', 'a command is missing', 'See: zego --help'],
    ['--json', 'a command is missing', 'See: zego --help'],
    ['cdn', 'cdn: a command is missing', 'See: zego cdn --help'],
    ['cdn --quiet', 'cdn: a command is missing', 'See: zego cdn --help'],
  ])('%j names none', async (line, message, hint) => {
    expect(await refusal(...line.split(' ').filter(Boolean))).toEqual({ message, hint });
  });
});

describe('an unknown option', () => {
  const stop = 'transfer stop --stream s1 --url rtmp://h/a';

  it.each([
    ['transfer stop --strem s1', 'unknown option --strem; did you mean --stream?', 'transfer stop'],
    [`${stop} --urll x`, 'unknown option --urll; did you mean --url?', 'transfer stop'],
    [`${stop} --tset`, 'unknown option --tset; did you mean --test?', 'transfer stop'],
    [`${stop} --hlep`, 'unknown option --hlep; did you mean --help?', 'transfer stop'],
    [`${stop} --frobnicate`, 'unknown option --frobnicate', 'transfer stop'],
    [`${stop} -x`, 'unknown option -x', 'transfer stop'],
    ['cdn list --stream s1', 'unknown option --stream', 'cdn list'],
    ['explain 3 --acton X', 'unknown option --acton; did you mean --action?', 'explain'],
    ['emulator --prot 1', 'unknown option --prot; did you mean --port?', 'emulator'],
    ['--jsno cdn list', 'unknown option --jsno; did you mean --json?', 'cdn list'],
  ])('%s', async (line, message, path) => {
    expect(await refusal(...line.split(' '))).toEqual({
      message,
      hint: `See: zego ${path} --help`,
    });
  });

  it.each([
    [
      '-v',
      '--version shows the version, --debug what is sent and answered.',
      '--version 显示版本，--debug 显示发出的请求和收到的应答。',
    ],
    ['--yes', 'zego asks nothing: leave it out.', 'zego 不会要求确认：请去掉该选项。'],
    [
      '--for',
      'An RTC ban has no end: it holds until it is lifted with zego stream resume.',
      'RTC 封禁没有结束时间：用 zego stream resume 解封之前一直有效。',
    ],
  ])('%s says what there is instead, in both languages', async (option, en, zh) => {
    const line = ['stream', 'forbid', '--stream', 's1', option, '2h'];
    expect(await refusal(...line)).toEqual({
      message: `unknown option ${option}`,
      hint: `${en} See: zego stream forbid --help`,
    });
    expect(await refusalIn('zh', ...line)).toEqual({
      message: `未知的选项 ${option}`,
      hint: `${zh}参见：zego stream forbid --help`,
    });
  });

  it.each(['--yes', '--no-tset', '--no-tes', '--est-no'])(
    '%s is not taken for what changes more than was asked',
    async (option) => {
      const { message } = await refusal('stream', 'forbid', '--stream', 's1', option);
      expect(message).not.toMatch(/did you mean --(no-)?test/);
    },
  );

  it('behind an option without a value is not taken for --test either', async () => {
    expect((await refusal('stream', 'forbid', '--stream', '--yes')).message).toBe(
      '--stream has no value before --yes',
    );
    expect((await refusal('stream', 'forbid', '--stream', '--tset')).message).toBe(
      '--stream has no value before --tset (did you mean --test?)',
    );
  });

  it('--until leads to the options that there are', async () => {
    const { hint } = await refusal('cdn', 'forbid', '--stream', 's1', '--until', '2h');
    expect(hint).toMatch(/^--resume takes .* --for as a /);
  });

  it.each([
    ['--stream s1 cdn forbid', '--stream', 'cdn forbid'],
    ['cdn --stream s1 forbid', '--stream', 'cdn forbid'],
    ['--json --stream s1 stream --quiet status', '--stream', 'stream status'],
    ['cdn --for=2h forbid --stream s1', '--for', 'cdn forbid'],
    ['--action ForbidRTCStream explain 3000', '--action', 'explain'],
  ])('before its command says the order: %s', async (line, option, path) => {
    expect(await refusal(...line.split(' '))).toEqual({
      message: `${option} stands before its command`,
      hint: `Name the command first: zego ${path} ${option} ...`,
    });
  });

  it.each([
    '--secret=canary0secret',
    '--server-secret=canary0secret',
    '--secretcanary=canary0secret',
  ])('%s is not repeated', async (option) => {
    const { message, hint } = await refusal(...stop.split(' '), option);
    expect(`${message}${hint}`).not.toContain('canary0secret');
  });

  it('nor is the value of an option that stands where an id should', async () => {
    const given = ['cdn', 'forbid', '--stream', '--secret-file=canary0secret'];
    const { message, hint } = await refusal(...given);
    expect(message).toBe('--stream has no value before --secret-file');
    expect(hint).not.toContain('canary0secret');
  });

  it('no option takes the secret itself', async () => {
    const { message } = await refusal(...stop.split(' '), '--secret=canary0secret');
    expect(message).toBe('unknown option --secret (no option takes the secret itself)');
  });
});

describe('a word too many', () => {
  const rest = 'If a space or a * made it a word of its own, quote the value; an id is no pattern.';

  it.each([
    [
      'cdn list more',
      '"more" is a word too many: every value of cdn list needs its --option',
      'cdn list',
    ],
    [
      'stream forbid --stream rtc01 rtc02 rtc03',
      '"rtc02" is a word too many: every value of stream forbid needs its --option',
      'stream forbid',
    ],
  ])('is named: %s', async (line, message, path) => {
    expect(await refusal(...line.split(' '))).toEqual({
      message,
      hint: `${rest} See: zego ${path} --help`,
    });
  });

  it('is named behind the code that explain takes', async () => {
    expect(await refusal('explain', '5', '6')).toEqual({
      message: '"6" is a word too many: explain takes one code',
      hint: 'See: zego explain --help',
    });
  });

  it('is named without the keys of an address, and is cut', async () => {
    const address = 'rtmp://user:canary0@h/a?k=canary1';
    expect((await refusal('cdn', 'list', address)).message).toContain('"rtmp://***@h/a?k=***"');
    const { message } = await refusal('cdn', 'list', 'x'.repeat(300));
    expect(message).toContain(`"${'x'.repeat(100)}... (300 characters)"`);
  });
});

describe('the command a line names', () => {
  it.each([
    ['transfer stop --stream s1', 'transfer stop'],
    ['--json transfer --quiet stop', 'transfer stop'],
    ['--profile cdn transfer --app-id 5 stop', 'transfer stop'],
    ['--secret-file - cdn list', 'cdn list'],
    ['cdn', 'cdn'],
    ['cdn stop', 'cdn'],
    ['explain 5003', 'explain'],
    ['foo', ''],
    ['--profile cdn', ''],
    ['', ''],
  ])('%s: %s', (line, path) => {
    expect(outlineOf(line.split(' ')).path).toBe(path);
  });
});
