import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { bin, folder, launch } from './zego.ts';

const secret = 'canary0secret0canary';
const words =
  'error: a fault of zego itself\nhint: Please report it with the output of the same command and --debug.\n';

/** Runs zego after a script has made something fail. */
function zego(line: string, hook: string, script = bin) {
  const made = folder({ 'hook.cjs': `const fault = new Error('${secret}');\n${hook}` });
  return launch(process.execPath, ['-r', join(made, 'hook.cjs'), script, ...line.split(' ')], {
    env: { ZEGO_APP_ID: '5', ZEGO_SERVER_SECRET: secret, ZEGO_ENDPOINT: 'http://127.0.0.1:1' },
  }).ended;
}

/** As soon as zego listens for what nobody catches. */
const whenReady = (act: string) => `const { on } = process;
  process.on = function (name, listener) {
    if (name === 'unhandledRejection') setImmediate(() => { ${act} });
    return on.call(this, name, listener);
  };`;

/** A copy of these folders of the program alone. */
function copied(...folders: string[]): string {
  const copy = folder({ 'package.json': '{}' });
  for (const name of folders) {
    cpSync(join(dirname(bin), '..', name), join(copy, name), { recursive: true });
  }
  return copy;
}

const failing = {
  'a module that cannot be loaded': `const { _load } = require('node:module');
    require('node:module')._load = function (id, ...more) {
      if (id.includes('base')) throw fault;
      return _load.call(this, id, ...more);
    };`,
  'the making of a world': `const { on } = process;
    process.on = function (name, listener) {
      if (name === 'SIGINT') throw fault;
      return on.call(this, name, listener);
    };`,
  'the hiding of secrets': 'String.prototype.charCodeAt = () => { throw fault; };',
  'what is written': `require('node:fs').fstatSync = () => ({ isCharacterDevice: () => false });
    const { concat, from } = Buffer;
    Buffer.from = (...given) => {
      if (String(given[0]).startsWith('error:')) throw fault;
      return from(...given);
    };`,
};

const beside = {
  'an exception that nobody catches': whenReady('throw fault;'),
  'a rejection that nobody handles': whenReady('Promise.reject(fault);'),
};

/** A call takes long enough to be interrupted; what is refused is written at once. */
const lineOf = (name: string) => (name in beside ? 'cdn list' : 'cdn list --region x');

describe('a fault is shown in words that are always the same', () => {
  it.each(Object.entries({ ...failing, ...beside }))('%s', async (name, hook) => {
    expect(await zego(lineOf(name), hook)).toMatchObject({ code: 70, out: '', err: words });
    const { code, out, err } = await zego(`${lineOf(name)} --debug`, hook);
    expect([code, out]).toEqual([70, '']);
    expect(err).toContain(words);
    expect(err).not.toContain(secret);
    // What was thrown is told where its secret can be hidden.
    expect(err.includes('debug: Error: ***')).toBe(name in beside);
  });

  it.each(Object.entries({ ...failing, ...beside }))('%s: with --json', async (name, hook) => {
    const { code, out, err } = await zego(`${lineOf(name)} --json`, hook);
    expect([code, err]).toEqual([70, words]);
    const usual = await zego('cdn list --json --region x', '');
    const [document, other] = [JSON.parse(out), JSON.parse(usual.out)];
    expect(Object.keys(document).sort()).toEqual(Object.keys(other).sort());
    expect(document).toMatchObject({
      ...{ ok: false, exitCode: 70 },
      error: { kind: 'fault', detail: 'a fault of zego itself' },
    });
  });

  it.each([
    ['missing', (file: string) => rmSync(file)],
    ['broken', (file: string) => writeFileSync(file, 'throw new Error()')],
  ])('also by a program of which a part is %s', async (_, change) => {
    const copy = copied('bin', 'dist');
    change(join(copy, 'dist', 'base.js'));
    const ending = await zego('cdn list', '', join(copy, 'bin', 'zego.js'));
    expect(ending).toEqual({ code: 70, out: '', err: words });
  });
});

describe('a program that is not built', () => {
  const detail = 'zego is not built; run: npm run build';

  it('says how to build it, in one line', async () => {
    const ending = await zego('cdn list', '', join(copied('bin'), 'bin', 'zego.js'));
    expect(ending).toEqual({ code: 70, out: '', err: `error: ${detail}\n` });
  });

  it('says so with --json', async () => {
    const { code, out } = await zego('cdn list --json', '', join(copied('bin'), 'bin', 'zego.js'));
    expect(code).toBe(70);
    expect(JSON.parse(out)).toMatchObject({ ok: false, error: { kind: 'fault', detail } });
  });
});
