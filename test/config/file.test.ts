import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ConfigError } from '../../src/errors.ts';
import { complete, makeFolders } from './folders.ts';

let at: ReturnType<typeof makeFolders>;
beforeEach(() => {
  at = makeFolders();
});
afterEach(() => at.remove());

/** The message that a file of this text is refused with, where nothing stronger decides. */
async function refused(
  text: string | object,
  name = '.zegorc',
  options = {},
  env: Record<string, string> = complete,
): Promise<string> {
  at.write(name, text);
  const error = await at.refusal(options, env);
  expect(error).toBeInstanceOf(ConfigError);
  expect(error.exitCode).toBe(3);
  return error.message;
}

describe('unknown keys', () => {
  it('are named with file, line and the nearest right key', async () => {
    expect(await refused('# appid: 0\nlang: en\nappid: 5\n')).toBe(
      '.zegorc line 3: unknown key appid; did you mean appId?',
    );
    expect(await refused('appId: 1\nprofiles:\n  prod:\n    regoin: sha\n')).toBe(
      '.zegorc line 4: unknown key profiles.prod.regoin; did you mean region?',
    );
    expect(await refused('{\n  "lang": "en",\n  "time-out": "5s"\n}', '.zegorc.json')).toContain(
      'line',
    );
  });

  it('near to none get the list', async () => {
    expect(await refused('password: x')).toMatch(
      /unknown key password; the keys are appId, .*profiles/,
    );
  });

  it('include profiles within a profile', async () => {
    expect(await refused({ profiles: { a: { profiles: {} } } })).toContain('profiles.a.profiles');
  });

  it.each(['__proto__', 'constructor', 'prototype'])('include %s, at every level', async (key) => {
    expect(await refused(`{"${key}": {"appId": 1}}`)).toContain(`unknown key ${key}`);
    expect(await refused(`{"profiles": {"${key}": {"appId": 1}}}`)).toContain(
      `unknown key profiles.${key}`,
    );
    expect(await refused(`{"profiles": {"a": {"${key}": 1}}}`)).toContain(`profiles.a.${key}`);
    expect(({} as { appId?: unknown }).appId).toBeUndefined();
  });

  it('do not show what a forgotten space made part of them', async () => {
    const message = await refused('{serverSecret:canary0secret}');
    expect(message).toContain('unknown key serverSecret…');
    expect(message).not.toContain('canary0');
  });
});

describe('wrong values', () => {
  it.each([
    ['appId: canary0', 'appId: expected a whole number'],
    ['appId: 1.5', 'appId: expected a whole number'],
    ['appId: 0', 'appId: expected a whole number'],
    ['appId: 4294967296', 'appId: expected a whole number'],
    ['serverSecret: 12345678', 'serverSecret: expected a string: put it in quotes'],
    ['serverSecret: "canary0 x"', 'serverSecret: expected one word'],
    ['serverSecret: ""', 'serverSecret: expected one word'],
    ['serverSecretFile: ""', 'serverSecretFile: expected a path'],
    ['region: canary0', 'region: expected one of sha'],
    ['isTest: "canary0"', 'isTest: expected true or false'],
    ['timeout: 15', 'timeout: expected a duration'],
    ['lang: canary0', 'lang: expected en or zh'],
    ['profiles: canary0', 'profiles: expected a map'],
    ['profiles: [canary0]', 'profiles: expected a map'],
  ])('%s: file, line, key and what is expected are named', async (text, message) => {
    const [key] = text.split(':');
    const { ZEGO_APP_ID, ZEGO_SERVER_SECRET } = complete;
    const others = {
      ...(key === 'appId' ? {} : { ZEGO_APP_ID }),
      ...(key?.startsWith('serverSecret') ? {} : { ZEGO_SERVER_SECRET }),
    };
    const shown = await refused(`# comment\n${text}`, '.zegorc', {}, others);
    expect(shown).toContain(`.zegorc line 2: ${message}`);
    expect(shown).not.toContain('canary0');
  });

  it('in a profile matter when it is in use', async () => {
    const text = 'profiles:\n  a:\n    lang: en\n  b:\n    lang: fr';
    expect(await refused(text, '.zegorc', { profile: 'b' })).toBe(
      '.zegorc line 5: profiles.b.lang: expected en or zh',
    );
    expect((await at.load({ profile: 'a' }, complete)).lang).toBe('en');
    expect(await refused({ profiles: { a: 'canary0' } })).toContain('profiles.a: expected a map');
  });

  it('include both a secret and a file for it', async () => {
    expect(await refused('serverSecret: a\nserverSecretFile: b')).toBe(
      '.zegorc line 2: serverSecret and serverSecretFile cannot be combined',
    );
  });

  it.each(['canary0', '- canary0', '"canary0"', '2024-01-01', '5'])(
    '%s at the top is no map',
    async (text) => {
      expect(await refused(text)).toBe('.zegorc: the top level: expected a map of keys');
    },
  );
});

describe('broken files', () => {
  it.each([
    ['a: 1\nserverSecret: *canary0', 2],
    ['a: 1\nserverSecret: !canary0 x', 2],
    ['a: 1\nserverSecret: !<canary0', 2],
    ['a: 1\nserverSecret: !x!canary0 x', 2],
    ['a: 1\nserverSecret: "canary0', 2],
    ['serverSecret: canary0\nserverSecret: canary0', 2],
    ['serverSecret: [canary0\n\n\n', 1],
    ['a: canary0: b', 1],
  ])('YAML %j: the line is given, the text is not', async (text, line) => {
    const message = await refused(text);
    expect(message).toMatch(new RegExp(`^\\.zegorc line ${line}: not valid YAML: \\w`));
    expect(message).not.toContain('canary0');
  });

  it.each([
    ['{\n"serverSecret": canary0\n}', 2],
    ['{\n"serverSecret": "canary0"\n"appId": 1}', 3],
    ['{"serverSecret": "canary0",\n}', 2],
    ['{"serverSecret": "canary0\n"}', 1],
    ['{\n"serverSecret": "canary0"\n\n', 2],
    ['{"appId": 1}\ncanary0', 2],
  ])('JSON %j: the line is given, the text is not', async (text, line) => {
    expect(await refused(text, '.zegorc.json')).toBe(`.zegorc.json line ${line}: not valid JSON`);
  });

  it('of more than 64 KiB are refused', async () => {
    expect(await refused(`# ${'x'.repeat(65_535)}`)).toBe('.zegorc is larger than 64 KiB');
  });
});

describe('harmless files', () => {
  it.each(['', ' \n', '# nothing', '---\n', 'profiles:\n', 'profiles:\n  a:\n', '{}'])(
    '%j sets nothing',
    async (text) => {
      at.write('.zegorc', text);
      expect((await at.load({}, complete)).warnings).toEqual([]);
    },
  );

  it('may be JSON with a byte order mark, or indented by tabs', async () => {
    at.write('.zegorc.json', '\uFEFF{"appId": "6"}');
    expect((await at.load({}, { ZEGO_SERVER_SECRET: 's' })).appId).toBe(6);
    at.write('.zegorc', '{\n\t"appId": 7\n}');
    expect((await at.load({}, { ZEGO_SERVER_SECRET: 's' })).appId).toBe(7);
  });
});

describe('--config', () => {
  it('is read instead of what a search would find', async () => {
    at.write('.zegorc', { appId: 1 });
    at.write('other/prod.yaml', 'appId: 2');
    at.write('third', '{"appId": 3}');
    const env = { ZEGO_SERVER_SECRET: 's', ZEGO_CONFIG: 'third' };
    expect(await at.load({}, env)).toMatchObject({ appId: 3 });
    expect(await at.load({ config: 'other/prod.yaml' }, env)).toMatchObject({
      appId: 2,
      from: { appId: 'other/prod.yaml (appId)' },
    });
  });

  it.each(['/dev/null', 'empty'])('%s stands for no file, whatever lies around', async (config) => {
    at.write('.zegorc', 'nonsense');
    at.write('empty', '');
    expect(await at.load({ config }, complete)).toMatchObject({ appId: 12345, warnings: [] });
    const env = { ...complete, ZEGO_CONFIG: config };
    expect(await at.load({}, env)).toMatchObject({ appId: 12345, warnings: [] });
  });

  it('must be a file', async () => {
    expect((await at.refusal({ config: 'nowhere' }, complete)).message).toMatch(
      /^nowhere is missing/,
    );
    // Root may read every file but this one.
    const closed = process.getuid?.() === 0 ? '/proc/self/mem' : at.write('closed', '', 0);
    expect((await at.refusal({ config: closed }, complete)).message).toMatch(
      /cannot be read \(E[A-Z]+\)$/,
    );
    expect((await at.refusal({ config: '.' }, complete)).message).toContain('not a regular file');
  });

  it('may set the endpoint to a host of ZEGO only', async () => {
    const config = at.write(
      'named.yml',
      'profiles:\n  eu:\n    endpoint: https://rtc-api-fra.zego.im/',
    );
    expect((await at.load({ config, profile: 'eu' }, complete)).endpoint).toBe(
      'https://rtc-api-fra.zego.im',
    );
    for (const host of [
      'http://127.0.0.1',
      'https://rtc-api.zego.im.evil.example',
      'https://rtc-api.zego.im:1',
    ]) {
      const message = await refused({ endpoint: host }, 'named.yml', { config });
      expect(message).toContain(
        'named.yml line 1: endpoint: a file may name https://rtc-api.zego.im',
      );
      expect(message).not.toContain(host);
    }
  });
});

it('a file found by searching cannot set the endpoint, not even to a host of ZEGO', async () => {
  expect(await refused('endpoint: https://rtc-api.zego.im')).toContain(
    '.zegorc line 1: endpoint: a file found by searching cannot set it',
  );
  const profile = { profiles: { a: { endpoint: null } } };
  expect(await refused(profile, '.zegorc', { profile: 'a' })).toContain(
    'profiles.a.endpoint: a file found',
  );
});
