import { describe, expect, it } from '@jest/globals';
import { folder, stage } from './zego.ts';

const { zego } = stage();

const prefix = 'zegotest-1234567890-';
const url = '--url rtmp://cdn.example/live/x';

describe('--test adds the prefix exactly once', () => {
  it.each([
    `transfer start --stream ID ${url}`,
    `transfer stop --stream ID ${url}`,
    'transfer clear --stream ID',
    'stream forbid --stream ID',
    'stream resume --stream ID',
    'stream status --stream ID',
    'rtmp dispatch --stream ID --type push',
  ])('%s', async (line) => {
    const plain = await zego(`${line.replace('ID', 'a1')} --test`);
    const prefixed = await zego(`${line.replace('ID', `${prefix}a1`)} --test`);
    for (const { sent } of [plain, prefixed])
      expect(sent).toMatchObject([{ streams: [`${prefix}a1`], query: { IsTest: 'true' } }]);
    expect(prefixed.code).toBe(plain.code);
  });

  it.each(['forbid', 'resume'])('to each of many: stream %s', async (verb) => {
    const line = `stream ${verb} --test --stream b1 --stream ${prefix}b2`;
    const { code, sent } = await zego(line);
    expect(code).toBe(0);
    expect(sent).toMatchObject([{ streams: [`${prefix}b1`, `${prefix}b2`], code: 0 }]);
  });

  it.each(['cdn forbid --stream c1', 'cdn resume --stream c1', 'cdn list'])(
    'but not to bans on the CDN: %s',
    async (line) => {
      const { code, sent } = await zego(`${line} --test`);
      expect(code).toBe(0);
      expect(sent).toMatchObject([
        { streams: line.includes('c1') ? ['c1'] : [], query: { IsTest: 'true' } },
      ]);
    },
  );
});

describe('the test environment is chosen by', () => {
  const testing = { isTest: true, profiles: { p: { isTest: true } } };

  it.each([
    ['--test', '--test', {}, { isTest: false }, true],
    ['ZEGO_TEST', '', { ZEGO_TEST: '1' }, { isTest: false }, true],
    ['the key isTest', '', {}, { isTest: true }, true],
    ['a profile', '--profile p', {}, { profiles: { p: { isTest: true } } }, true],
    ['ZEGO_TEST=0 not', '', { ZEGO_TEST: '0' }, { isTest: true }, false],
    ['--no-test not', '--no-test', { ZEGO_TEST: '1' }, { isTest: true }, false],
    ['--no-test before a profile not', '--no-test --profile p', {}, testing, false],
    ['--test behind --no-test', '--no-test --test', {}, {}, true],
    ['--no-test behind --test not', '--test --no-test', {}, {}, false],
  ])('%s', async (_, options, env, file, chosen) => {
    const cwd = folder({ '.zegorc': file });
    const line = `rtmp dispatch --stream e1 --type pull --json ${options}`.trim();
    const { out, sent } = await zego(line, { cwd, env });
    expect(sent.map(({ query }) => query.IsTest)).toEqual([chosen ? 'true' : undefined]);
    expect(JSON.parse(out)).toMatchObject({ test: chosen, streams: ['e1'] });
  });
});
