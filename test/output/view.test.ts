import { describe, expect, it } from '@jest/globals';
import { styleFor } from '../../src/output/style.ts';
import { type ViewOptions, viewOf } from '../../src/output/view.ts';
import { outputStream, terminal } from './streams.ts';

type Env = Record<string, string>;
const pipe = {};

function view(env: Env = {}, options: ViewOptions = {}, out: object = terminal, err = out) {
  return viewOf({ env, stdout: outputStream(out), stderr: outputStream(err) }, options);
}

describe('colour', () => {
  it.each<[string, Env, ViewOptions, object, boolean]>([
    ['on a terminal', {}, {}, terminal, true],
    ['off a terminal', {}, {}, pipe, false],
    ['--no-color', {}, { color: false }, terminal, false],
    ['NO_COLOR', { NO_COLOR: '1' }, {}, terminal, false],
    ['NO_COLOR of any value', { NO_COLOR: '0' }, {}, terminal, false],
    ['NO_COLOR that is empty', { NO_COLOR: '' }, {}, terminal, true],
    ['CI', { CI: 'true' }, {}, terminal, false],
    ['TERM=dumb', { TERM: 'dumb' }, {}, terminal, false],
    ['TERM=xterm', { TERM: 'xterm' }, {}, terminal, true],
    ['FORCE_COLOR off a terminal', { FORCE_COLOR: '1' }, {}, pipe, true],
    ['FORCE_COLOR in CI', { FORCE_COLOR: '1', CI: 'true' }, {}, pipe, true],
    ['FORCE_COLOR=0', { FORCE_COLOR: '0' }, {}, terminal, false],
    ['FORCE_COLOR=false', { FORCE_COLOR: 'false' }, {}, pipe, false],
    ['FORCE_COLOR that is empty', { FORCE_COLOR: '' }, {}, pipe, false],
    ['NO_COLOR over FORCE_COLOR', { NO_COLOR: '1', FORCE_COLOR: '1' }, {}, terminal, false],
    ['--no-color over FORCE_COLOR', { FORCE_COLOR: '1' }, { color: false }, terminal, false],
  ])('%s', (_, env, options, stream, wanted) => {
    expect(view(env, options, stream).color).toEqual({ out: wanted, err: wanted });
  });

  it('is settled for each stream by itself', () => {
    expect(view({}, {}, pipe, terminal).color).toEqual({ out: false, err: true });
    expect(view({}, {}, terminal, pipe).color).toEqual({ out: true, err: false });
  });

  const marked = expect.stringContaining('\u001b[');

  it('is of the text alone where there is none', async () => {
    const [plain, colour] = [await styleFor(false), await styleFor(true)];
    for (const name of ['bold', 'dim', 'good', 'bad', 'warn', 'hint'] as const) {
      expect(plain[name]('x')).toBe('x');
      const [before = '', after = ''] = colour[name]('x').split('x');
      expect([before, after]).toEqual([marked, marked]);
    }
  });
});

describe('the spinner', () => {
  it.each<[string, Env, ViewOptions, object, boolean]>([
    ['on a terminal', {}, {}, terminal, true],
    ['off a terminal', {}, {}, pipe, false],
    ['where the terminal has no width', {}, {}, { isTTY: true, columns: 0 }, false],
    ['in CI', { CI: '1' }, {}, terminal, false],
    ['in CI with colour', { CI: '1', FORCE_COLOR: '1' }, {}, terminal, false],
    ['TERM=dumb', { TERM: 'dumb' }, {}, terminal, false],
    ['--quiet', {}, { quiet: true }, terminal, false],
    ['--json', {}, { json: true }, terminal, false],
    ['without colour', { NO_COLOR: '1' }, {}, terminal, true],
  ])('%s', (_, env, options, stream, wanted) => {
    expect(view(env, options, pipe, stream).spinner).toBe(wanted);
  });
});

describe('the language', () => {
  it.each<[Env, ViewOptions, string]>([
    [{}, {}, 'en'],
    [{ LANG: 'zh_CN.UTF-8' }, {}, 'zh'],
    [{ LANG: 'zh' }, {}, 'zh'],
    [{ LANG: 'zh-TW' }, {}, 'zh'],
    [{ LANG: 'zha_CN' }, {}, 'en'],
    [{ LANG: 'C' }, {}, 'en'],
    [{ LC_MESSAGES: 'zh_CN', LANG: 'en_US' }, {}, 'zh'],
    [{ LC_ALL: 'en_US', LC_MESSAGES: 'zh_CN' }, {}, 'en'],
    [{ LC_ALL: '', LANG: 'zh_CN' }, {}, 'zh'],
    [{ ZEGO_LANG: 'zh', LC_ALL: 'en_US' }, {}, 'zh'],
    [{ ZEGO_LANG: 'zh' }, { lang: 'en' }, 'en'],
    [{ LANG: 'zh_CN' }, { lang: 'fr' }, 'zh'],
  ])('%j %j: %s', (env, options, lang) => {
    expect(view(env, options).lang).toBe(lang);
  });

  it('of the settings decides over the locale', () => {
    const streams = { env: { LANG: 'en_US' }, stdout: outputStream(), stderr: outputStream() };
    expect(viewOf(streams, {}, 'zh').lang).toBe('zh');
  });
});

describe('debugging', () => {
  it.each<[Env, ViewOptions, boolean]>([
    [{}, {}, false],
    [{}, { debug: true }, true],
    [{ ZEGO_DEBUG: '1' }, {}, true],
    [{ ZEGO_DEBUG: '0' }, {}, false],
    [{ ZEGO_DEBUG: 'true' }, {}, true],
    [{ ZEGO_DEBUG: 'false' }, {}, false],
    [{ ZEGO_DEBUG: 'False' }, {}, false],
    [{ ZEGO_DEBUG: 'false' }, { debug: true }, true],
    [{ ZEGO_DEBUG: '' }, {}, false],
  ])('%j %j: %p', (env, options, wanted) => {
    expect(view(env, options).debug).toBe(wanted);
  });
});
