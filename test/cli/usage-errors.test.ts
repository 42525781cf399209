import { describe, expect, it } from '@jest/globals';
import { outlineOf } from '../../src/cli/outline.ts';
import { refusal } from './read.ts';

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

it('a word too many', async () => {
  expect(await refusal('cdn', 'list', 'more')).toEqual({
    message: 'cdn list takes options only: every value needs its --option',
    hint: 'See: zego cdn list --help',
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
