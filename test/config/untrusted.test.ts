import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, lchownSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { makeFolders } from './folders.ts';

let at: ReturnType<typeof makeFolders>;
beforeEach(() => {
  at = makeFolders();
});
afterEach(() => at.remove());

const secret = { ZEGO_SERVER_SECRET: 's' };

describe('code in the working directory', () => {
  const start = process.cwd();
  afterEach(() => process.chdir(start));

  it.each([
    ['alone', false],
    ['and called for by a package.json', true],
  ])('is neither executed nor in the way, %s', async (_, called) => {
    // Where cosmiconfig looks for its meta configuration is the folder of the process itself.
    process.chdir(at.cwd);
    const mark = join(at.root, 'executed');
    const code = `require('node:fs').writeFileSync(${JSON.stringify(mark)}, '')`;
    const module = `import { writeFileSync } from 'node:fs'; writeFileSync(${JSON.stringify(mark)}, '')`;
    for (const folder of ['.', '..', '../..', '../../.config/zego']) {
      for (const stem of ['.zegorc', 'zego.config', '.config/config', '.config/zegorc', 'config']) {
        for (const end of ['js', 'cjs', 'ts', 'cts']) at.write(`${folder}/${stem}.${end}`, code);
        for (const end of ['mjs', 'mts']) at.write(`${folder}/${stem}.${end}`, module);
      }
      if (called) {
        const data = { zego: { appId: 666 }, cosmiconfig: { $import: './x.js' } };
        at.write(`${folder}/package.json`, data);
      }
      at.write(`${folder}/x.js`, code);
    }
    at.write(
      '../../.zegorc.yml',
      'appId: 1\n$import: ./x.js\nprofiles:\n  p:\n    $import: [./x.js]\n',
    );

    const { appId, warnings } = await at.load({}, secret);
    expect(appId).toBe(1);
    expect(warnings).toEqual([
      `${at.home}/.zegorc.yml line 2: $import is ignored, the file alone counts`,
    ]);
    expect((await at.refusal({ config: '.zegorc.js' }, secret)).message).toBe(
      '.zegorc.js: a configuration is data: JSON or YAML',
    );
    expect(existsSync(mark)).toBe(false);
  });

  it('is not named by --config through a package.json', async () => {
    at.write('package.json', { zego: { appId: 1 } });
    const { message } = await at.refusal({ config: 'package.json' }, secret);
    expect(message).toContain('package.json line 1: unknown key zego');
  });

  it('is not reached by an import of data either', async () => {
    at.write('other.json', { appId: 666 });
    at.write('.zegorc.json', { appId: 1, $import: './other.json' });
    expect((await at.load({}, secret)).appId).toBe(1);
  });
});

describe('the search', () => {
  const found = async (...args: Parameters<typeof at.load>) => (await at.load(...args)).appId;

  it('goes from the working directory up to home, then to the folder of the user', async () => {
    at.write('../../../.zegorc', { appId: 99 });
    const env = { ...secret, XDG_CONFIG_HOME: join(at.root, 'xdg') };
    at.write('../../../xdg/zego/.zegorc.yml', 'appId: 6');
    expect(await found({}, env)).toBe(6);
    expect((await at.refusal({}, secret)).message).toContain('no AppId');
    at.write('../../.config/zego/.zegorc', { appId: 5 });
    expect(await found({}, secret)).toBe(5);
    expect(await found({}, { ...secret, XDG_CONFIG_HOME: 'relative' })).toBe(5);
    at.write('../../.zegorc', { appId: 4 });
    expect(await found({}, env)).toBe(4);
    at.write('../.zegorc', { appId: 3 });
    expect(await found({}, env)).toBe(3);
    at.write('.zegorc.yaml', 'appId: 2');
    expect(await found({}, env)).toBe(2);
    at.write('.zegorc', { appId: 1 });
    expect(await found({}, env)).toBe(1);
  });

  it.each([
    ['a link', (home: string) => home],
    ['a link with a slash', (home: string) => `${home}/`],
    ['a link with dots', (home: string) => `${home}/folder/../../link`],
  ])('does not go above a home that is %s', async (_, spelled) => {
    const link = join(at.root, 'link');
    symlinkSync(at.home, link);
    at.write('../../../.zegorc', { appId: 99 });
    const [home, behind] = [spelled(link), join(link, 'work', 'app')];
    for (const more of [{ home }, { home, cwd: behind }, { cwd: behind }]) {
      const { message } = await at.refusal({}, secret, more);
      expect(message).toMatch(new RegExp(`^no AppId: looked for .* up to ${at.home} and in `));
    }
    at.write('../../.zegorc', { appId: 4 });
    for (const more of [{ home }, { home, cwd: behind }, { cwd: behind }, { home, cwd: home }]) {
      expect(await found({}, secret, more)).toBe(4);
    }
  });

  it('goes on to the root from outside of home', async () => {
    at.write('../../../.zegorc', { appId: 99 });
    for (const cwd of [join(at.root, 'elsewhere'), `${at.home}x`]) {
      mkdirSync(cwd);
      expect(await found({}, secret, { cwd })).toBe(99);
      const { message } = await at.refusal({}, {}, { cwd });
      expect(message).toContain(`found ${join(at.root, '.zegorc')}`);
    }
    rmSync(join(at.root, '.zegorc'));
    const { message } = await at.refusal({}, secret, { cwd: `${at.home}x` });
    expect(message).toContain(`from ${at.home}x up to /, in ${at.home} and`);
  });

  it('looks into home from outside of it, before the folder of the user', async () => {
    const cwd = `${at.home}x`;
    mkdirSync(cwd);
    at.write('../../.config/zego/.zegorc', { appId: 5 });
    expect(await found({}, secret, { cwd })).toBe(5);
    at.write('../../.zegorc', { appId: 4 });
    expect(await found({}, secret, { cwd })).toBe(4);
  });

  it('passes over what is not a regular file, a FIFO included', async () => {
    execFileSync('mkfifo', [join(at.cwd, '.zegorc')]);
    mkdirSync(join(at.cwd, '.zegorc.json'));
    symlinkSync('/dev/zero', join(at.cwd, '.zegorc.yaml'));
    symlinkSync('.zegorc.yml', join(at.cwd, '.zegorc.yml'));
    at.write('../.zegorc', { appId: 3 });
    expect(await found({}, secret)).toBe(3);
  });

  it('refuses a file that is said to be empty and is not', async () => {
    // As /proc/self/pagemap, which would fill the memory.
    symlinkSync('/proc/self/smaps', join(at.cwd, '.zegorc'));
    at.write('../.zegorc', { appId: 3 });
    for (const options of [{}, { config: '.zegorc' }]) {
      const { message } = await at.refusal(options, secret);
      expect(message).toBe('.zegorc says that it is empty, and is not');
    }
  });

  it('follows a link to a regular file', async () => {
    symlinkSync(at.write('real.yaml', 'appId: 8'), join(at.cwd, '.zegorc'));
    expect(await found({}, secret)).toBe(8);
  });

  it('passes over a file of another user with a warning, unless it is named', async () => {
    const path = at.write('.zegorc', { appId: 1 });
    const own = process.getuid?.() ?? 0;
    if (own === 0) chownSync(path, 4242, 4242);
    const uid = own + 1;
    const warning = `${path} belongs to another user and is ignored; if you trust it: --config ${path}`;
    const complete = { ...secret, ZEGO_APP_ID: '2' };
    expect(await at.load({}, complete, { uid })).toMatchObject({ appId: 2, warnings: [warning] });
    expect((await at.refusal({}, secret, { uid })).message).toMatch(
      new RegExp(`^no AppId: looked for .*; ${warning}$`),
    );
    expect(await found({ config: path }, secret, { uid })).toBe(1);
  });

  it('goes on past a file of another user', async () => {
    at.write('.zegorc', { appId: 1 });
    const above = at.write('../.zegorc', { appId: 3 });
    // Whoever runs the tests: root is trusted by all, so the two files need owners of their own.
    if (process.getuid?.() !== 0) return;
    chownSync(join(at.cwd, '.zegorc'), 4242, 4242);
    chownSync(above, 4343, 4343);
    expect(await found({}, secret, { uid: 4343 })).toBe(3);
  });

  it.each(['the link', 'what it leads to'])(
    'passes over a link where %s belongs to another user',
    async (foreign) => {
      const [target, link] = [at.write('real', { appId: 1 }), join(at.cwd, '.zegorc')];
      symlinkSync(target, link);
      at.write('../.zegorc', { appId: 3 });
      // Only root can give files away.
      if (process.getuid?.() !== 0) return;
      lchownSync(foreign === 'the link' ? link : target, 4242, 4242);
      expect(await found({}, secret)).toBe(3);
    },
  );
});

describe('a file with a secret', () => {
  const warned = async (options = {}) => (await at.load({ appId: '1', ...options })).warnings;

  it('that others can read gets a warning with its remedy', async () => {
    const open = (name: string) =>
      `${name} holds a ServerSecret and is open to other users: chmod 600 ${name}`;
    at.write('.zegorc', { profiles: { a: { serverSecret: 'x' } } }, 0o640);
    at.write('key', 'k', 0o604);
    expect(await warned({ secretFile: 'key' })).toEqual([open('.zegorc'), open('key')]);
    at.write('my key', 'k', 0o644);
    expect((await warned({ secretFile: 'my key' }))[1]).toContain("chmod 600 'my key'");
  });

  it('that somebody else may have named is not ordered to be changed', async () => {
    at.write(
      '.zegorc',
      'appId: 1\nserverSecretFile: key\nprofiles:\n  p:\n    serverSecretFile: key\n',
    );
    at.write('key', 'root:x:0', 0o644);
    const open = (naming: string) =>
      `key, which .zegorc ${naming}, is open to other users; if it is your secret: chmod 600 key`;
    expect(await warned()).toEqual([open('line 2 names as serverSecretFile')]);
    expect(await warned({ profile: 'p' })).toEqual([
      open('line 5 names as profiles.p.serverSecretFile'),
    ]);
  });

  it('of its owner alone gets none, nor does an open file without a secret', async () => {
    at.write('.zegorc', { serverSecretFile: 'key' }, 0o644);
    at.write('key', 'k', 0o600);
    expect(await warned()).toEqual([]);
  });
});
