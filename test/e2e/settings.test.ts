import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { folder, home, stage, start } from './zego.ts';

const { zego, emulator } = stage();

const nobody = { ZEGO_APP_ID: undefined, ZEGO_SERVER_SECRET: undefined };
const zeros = '0'.repeat(32);
const wrong = 'f'.repeat(32);

describe('the AppId comes from', () => {
  it.each([
    ['--app-id', 'cdn list --app-id 4294967295', {}, {}],
    ['ZEGO_APP_ID', 'cdn list', { ZEGO_APP_ID: '4294967295' }, {}],
    ['the key appId', 'cdn list', {}, { appId: 4294967295 }],
    ['a profile', 'cdn list --profile p', {}, { profiles: { p: { appId: 4294967295 } } }],
  ])('%s', async (_, line, env, file) => {
    const cwd = folder({ '.zegorc': file });
    const options = { cwd, env: { ...nobody, ZEGO_SERVER_SECRET: zeros, ...env } };
    const { code, sent } = await zego(line, options);
    expect(sent.map(({ query }) => query.AppId)).toEqual(['4294967295']);
    expect(code).toBe(4);
  });
});

describe('the secret comes from', () => {
  it.each([
    ['--secret-file PATH', '--secret-file secret.txt', {}, {}],
    ['ZEGO_SERVER_SECRET', '', { ZEGO_SERVER_SECRET: zeros }, {}],
    ['the key serverSecret', '', {}, { serverSecret: zeros }],
    ['the key serverSecretFile', '', {}, { serverSecretFile: 'secret.txt' }],
    ['a profile', '--profile p', {}, { profiles: { p: { serverSecret: zeros } } }],
  ])('%s', async (_, words, env, file) => {
    const cwd = folder({ '.zegorc.json': file, 'secret.txt': `${zeros}\n` });
    const line = `cdn list ${words}`.trim();
    const options = { cwd, env: { ...nobody, ZEGO_APP_ID: '1234567890', ...env } };
    const fromFile = JSON.stringify(file).includes('serverSecret');
    const err = fromFile ? `note: ${join(cwd, '.zegorc.json')} decides: ServerSecret\n` : '';
    expect(await zego(line, options)).toMatchObject({ code: 0, err, sent: [{ code: 0 }] });
  });

  it('stdin, before a wrong one in the environment', async () => {
    const options = { input: `${zeros}\n`, env: { ZEGO_SERVER_SECRET: wrong } };
    expect(await zego('cdn list --secret-file -', options)).toMatchObject({
      code: 0,
      err: '',
    });
  });

  it('no option itself, and a wrong option does not repeat it', async () => {
    const { code, out, err, sent } = await zego(`cdn list --secret=${wrong}`);
    expect([code, out, sent]).toEqual([2, '', []]);
    expect(err).toMatch(/^error: unknown option --secret \(no option takes the secret itself\)/);
    expect(err).not.toContain(wrong);
  });

  it('a file that others may read, with a warning', async () => {
    const cwd = folder();
    writeFileSync(join(cwd, 'open.txt'), zeros, { mode: 0o644 });
    const { code, err } = await zego('cdn list --secret-file open.txt', { cwd });
    expect(code).toBe(0);
    expect(err).toMatch(/^warning: open\.txt .*chmod 600 open\.txt\n$/);
  });
});

describe('the strongest place wins', () => {
  const file = {
    appId: 5,
    profiles: { chosen: { appId: 2 }, usual: { appId: 4 } },
  };
  it.each([
    ['an option', 'cdn list --app-id 1 --profile chosen', { ZEGO_APP_ID: '3' }, '1'],
    ['--profile', 'cdn list --profile chosen', { ZEGO_APP_ID: '3', ZEGO_PROFILE: 'usual' }, '2'],
    ['the environment', 'cdn list', { ZEGO_APP_ID: '3', ZEGO_PROFILE: 'usual' }, '3'],
    ['the profile of ZEGO_PROFILE', 'cdn list', { ZEGO_PROFILE: 'usual' }, '4'],
    ['the top level of the file', 'cdn list', {}, '5'],
  ])('%s', async (_, line, env, appId) => {
    const cwd = folder({ '.zegorc': file });
    const options = { cwd, env: { ZEGO_APP_ID: undefined, ...env } };
    const { sent } = await zego(line, options);
    expect(sent.map(({ query }) => query.AppId)).toEqual([appId]);
  });

  it('an unknown profile is refused with the nearest one', async () => {
    const cwd = folder({ '.zegorc': file });
    const { code, err, sent } = await zego('cdn list --profile chosn', { cwd });
    expect([code, sent]).toEqual([3, []]);
    expect(err).toContain('did you mean chosen?');
  });
});

describe('a configuration file', () => {
  const file = { appId: 1234567890, serverSecret: zeros };
  const yaml = `appId: 1234567890\nserverSecret: "${zeros}"\n`;

  it.each([
    ['.zegorc', yaml],
    ['.zegorc', JSON.stringify(file)],
    ['.zegorc.json', JSON.stringify(file)],
    ['.zegorc.yaml', yaml],
    ['.zegorc.yml', yaml],
  ])('is found as %s', async (name, content) => {
    const cwd = folder({ [name]: content });
    const err = `note: ${join(cwd, name)} decides: AppId 1234567890, ServerSecret\n`;
    expect(await zego('cdn list', { cwd, env: nobody })).toMatchObject({ code: 0, err });
  });

  it('is named in --json and a dry run too where it decides, and not with --quiet', async () => {
    const cwd = folder({ '.zegorc': { isTest: true } });
    const note = `${join(cwd, '.zegorc')} decides: test environment`;
    const line = 'stream forbid --stream s';
    const notes = async (more: string) => {
      const { err, out } = await zego(`${line} --json ${more}`.trim(), { cwd });
      return [err.split('\n')[0], JSON.parse(out).notes[0]];
    };
    expect(await notes('')).toEqual([`note: ${note}`, note]);
    expect(await notes('--dry-run')).toEqual([`note: ${note}`, note]);
    expect(await notes('--quiet')).toEqual(['', note]);
    expect((await zego(line, { cwd })).out).toMatch(/^Test environment: RTC ban in force: s\./);
  });

  it('with warnings of its own has them in --json too, before what it decides', async () => {
    const cwd = folder({ 'key.txt': zeros });
    writeFileSync(join(cwd, '.zegorc'), 'serverSecretFile: key.txt\n$import: x\n');
    chmodSync(join(cwd, 'key.txt'), 0o644);
    const warnings = [
      '.zegorc line 2: $import is ignored, the file alone counts',
      'key.txt, which .zegorc line 1 names as serverSecretFile, is open to other users; if it is your secret: chmod 600 key.txt',
    ];
    const note = `${join(cwd, '.zegorc')} decides: ServerSecret`;
    const env = { ...nobody, ZEGO_APP_ID: '1234567890' };
    const lines = [...warnings.map((text) => `warning: ${text}`), `note: ${note}`];
    for (const more of ['', ' --dry-run']) {
      const { code, out, err } = await zego(`cdn list --json${more}`, { cwd, env });
      expect(code).toBe(0);
      expect(JSON.parse(out).notes).toEqual([...warnings, note]);
      expect(err.split('\n').slice(0, 3)).toEqual(lines);
      const plain = await zego(`cdn list${more}`, { cwd, env });
      expect(plain.err.split('\n').slice(0, 3)).toEqual(lines);
    }
  });

  it('is found above the working directory', async () => {
    const above = folder({ '.zegorc': file, 'a/b/readme': '' });
    const cwd = join(above, 'a/b');
    expect(await zego('cdn list', { cwd, env: nobody })).toMatchObject({ code: 0 });
  });

  it("is found in the user's folder", async () => {
    const XDG_CONFIG_HOME = folder({ 'zego/.zegorc': file });
    const env = { ...nobody, XDG_CONFIG_HOME };
    expect(await zego('cdn list', { cwd: folder(), env })).toMatchObject({ code: 0 });
  });

  it('is the one of --config, then of ZEGO_CONFIG, instead of searching', async () => {
    const cwd = folder({
      '.zegorc': { appId: 1 },
      'two.json': { appId: 2 },
      'three.yaml': 'appId: 3',
    });
    const env = { ZEGO_APP_ID: undefined, ZEGO_CONFIG: 'two.json' };
    const byOption = await zego('cdn list --config three.yaml', { cwd, env });
    const byVariable = await zego('cdn list', { cwd, env });
    const bySearch = await zego('cdn list', { cwd, env: { ZEGO_APP_ID: undefined } });
    const runs = [byOption, byVariable, bySearch];
    expect(runs.map(({ sent }) => sent[0]?.query.AppId)).toEqual(['3', '2', '1']);
  });

  it.each([
    [
      'an unknown key',
      'appId: 1\nserverSecrt: x\n',
      /\.zegorc line 2: .*did you mean serverSecret\?/,
    ],
    ['a malformed value', '{"appId": -1}', /\.zegorc line 1: appId: expected/],
    ['no YAML', 'appId: [', /\.zegorc line 1: not valid YAML/],
  ])('with %s is refused by file, line and key', async (_, content, message) => {
    const { code, out, err, sent } = await zego('cdn list', {
      cwd: folder({ '.zegorc': content }),
      env: { ZEGO_APP_ID: undefined },
    });
    expect([code, out, sent]).toEqual([3, '', []]);
    expect(err).toMatch(message);
  });

  it('missing along with all else is told with variables, keys and places', async () => {
    const { code, err, sent } = await zego('cdn list', { env: nobody });
    expect([code, sent]).toEqual([3, []]);
    for (const word of [
      'ZEGO_APP_ID',
      'ZEGO_SERVER_SECRET',
      'appId',
      'serverSecret',
      '.zegorc',
      home,
    ])
      expect(err).toContain(word);
  });
});

describe('where calls go', () => {
  const host = async (line: string, env: object, file: object = {}) => {
    const account = { ZEGO_APP_ID: '1', ZEGO_SERVER_SECRET: zeros };
    const options = { cwd: folder({ '.zegorc': file }), env: { ...account, ...env } };
    const { out } = await start(`cdn list --dry-run ${line}`.trim(), options).ended;
    return /^GET (\S+)\/\?/.exec(out)?.[1];
  };

  it('the unified host', async () => {
    expect(await host('', {})).toBe('https://rtc-api.zego.im');
  });

  it.each([
    ['--region', '--region fra', { ZEGO_REGION: 'bom' }, { region: 'sha' }, 'fra'],
    ['ZEGO_REGION', '', { ZEGO_REGION: 'bom' }, { region: 'sha' }, 'bom'],
    ['the key region', '', {}, { region: 'sha' }, 'sha'],
    [
      'a profile',
      '--profile p',
      { ZEGO_REGION: 'bom' },
      { profiles: { p: { region: 'sgp' } } },
      'sgp',
    ],
  ])('by %s', async (_, line, env, file, region) => {
    expect(await host(line, env, file)).toBe(`https://rtc-api-${region}.zego.im`);
  });

  it('by --endpoint, then ZEGO_ENDPOINT', async () => {
    const env = { ZEGO_ENDPOINT: 'http://127.0.0.1:2' };
    expect(await host('--endpoint http://127.0.0.1:1', env)).toBe('http://127.0.0.1:1');
    expect(await host('', env)).toBe('http://127.0.0.1:2');
  });

  it('not by a file found by searching', async () => {
    const cwd = folder({ '.zegorc': { endpoint: emulator().url } });
    const { code, err, sent } = await zego('cdn list', { cwd, env: { ZEGO_ENDPOINT: undefined } });
    expect([code, sent]).toEqual([3, []]);
    expect(err).toMatch(/\.zegorc line 1: endpoint: a file found by searching cannot set it/);
  });
});
