import { describe, expect, it } from '@jest/globals';
import { outlineOf } from '../../src/cli/outline.ts';

const globalsOf = (line: string) => outlineOf(line.split(' ')).globals;

describe('before a command line is understood', () => {
  it('its global options count wherever they stand', () => {
    const line = 'x --json --stream --quiet y --no-color --timeout=5s --debug';
    const globals = { json: true, quiet: true, debug: true, color: false, timeout: '5s' };
    expect(globalsOf(line)).toEqual(globals);
    expect(globalsOf('x')).toEqual({});
    expect(globalsOf('--lang zh')).toEqual({ lang: 'zh' });
  });

  it('what is wrong with it is left for later', () => {
    expect(globalsOf('cdn forbid --lang')).toEqual({});
    expect(globalsOf('cdn forbid --app-id --json --unknown=x')).toEqual({ json: true });
  });

  it('what follows -- is no option', () => {
    expect(outlineOf(['cdn', '--', '--json'])).toMatchObject({ globals: {}, path: 'cdn' });
  });

  it.each([
    ['--app-id 1 --json cdn forbid --stream s', 'cdn forbid', ['cdn', 'forbid', 's']],
    ['--help transfer', 'transfer', ['transfer']],
    ['cdn forbd', 'cdn', ['cdn', 'forbd']],
    ['-V', '', []],
  ])('%s names %j', (line, path, words) => {
    expect(outlineOf(line.split(' '))).toMatchObject({ path, words });
  });
});
