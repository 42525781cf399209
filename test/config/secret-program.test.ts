import { chmodSync, chownSync, existsSync, mkdirSync, realpathSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { makeFolders } from './folders.ts';

let at: ReturnType<typeof makeFolders>;
beforeEach(() => {
  at = makeFolders();
});
afterEach(() => at.remove());

describe('its form', () => {
  it.each([
    '/usr/bin/pass zego',
    [],
    ['pass', 'zego'],
    ['./tell'],
    ['~/bin/tell'],
    ['/bin/echo', 5],
    ['/bin/echo', 'a\0b'],
    [['/bin/echo']],
    { program: '/bin/echo' },
    null,
  ])('%j is refused', async (serverSecretCommand) => {
    at.write('../../.zegorc', { appId: 1, serverSecretCommand });
    expect((await at.refusal()).message).toContain(
      'serverSecretCommand: expected a list such as ["/usr/bin/pass", "zego"], the program by its whole path, each word a text (numbers in quotes)',
    );
  });

  it.each(['serverSecret', 'serverSecretFile'])('excludes %s in one place', async (other) => {
    at.write('../../.zegorc', { appId: 1, [other]: 'x', serverSecretCommand: ['/bin/true'] });
    expect((await at.refusal()).message).toContain(
      `${other} and serverSecretCommand cannot be combined`,
    );
  });
});

const appIdOnly = { ZEGO_APP_ID: '1' };

describe('who may name a program', () => {
  const start = process.cwd();
  afterEach(() => process.chdir(start));
  const mark = () => join(at.root, 'mark');
  const touching = () => ({ appId: 1, serverSecretCommand: ['/usr/bin/touch', mark()] });
  const telling = { appId: 1, serverSecretCommand: ['/bin/echo', 'told'] };

  it.each(['.', '..'])('is not a file found in %s of the working directory', async (folder) => {
    at.write(`${folder}/.zegorc`, { profiles: { p: touching() } });
    at.write(`${folder}/.zegorc.yaml`, touching());
    const { message } = await at.refusal({ profile: 'p' }, appIdOnly);
    expect(message).toContain(
      'profiles.p.serverSecretCommand: a program is named only by a file in the home directory',
    );
    expect(existsSync(mark())).toBe(false);
  });

  it.each(['', '.', 'work', undefined])('nor where home is %j', async (home) => {
    process.chdir(at.cwd);
    at.write('.zegorc', touching());
    at.write('.config/zego/.zegorc', touching());
    const { message } = await at.refusal({}, appIdOnly, { home: home ?? join(at.root, 'nowhere') });
    expect(message).toContain('a program is named only by a file in the home directory');
    expect(existsSync(mark())).toBe(false);
  });

  it('is one in the home directory, by whatever name that is reached', async () => {
    at.write('../../.zegorc', telling);
    expect((await at.load()).secret).toBe('told');
    symlinkSync(at.home, join(at.root, 'link'));
    expect((await at.load({}, {}, { home: join(at.root, 'link') })).secret).toBe('told');
    expect((await at.load({}, {}, { cwd: at.home })).secret).toBe('told');
  });

  it('is one in the folder of the user', async () => {
    at.write('../../.config/zego/.zegorc', telling);
    expect((await at.load()).secret).toBe('told');
    const env = { XDG_CONFIG_HOME: join(at.root, 'xdg') };
    at.write('../../../xdg/zego/.zegorc', {
      ...telling,
      serverSecretCommand: ['/bin/echo', 'xdg'],
    });
    expect((await at.load({}, env)).secret).toBe('xdg');
  });

  it('is one that is named by hand', async () => {
    const path = at.write('zego.yaml', telling);
    expect((await at.load({ config: 'zego.yaml' })).secret).toBe('told');
    expect((await at.load({}, { ZEGO_CONFIG: path })).secret).toBe('told');
  });

  const open = (path: string) =>
    `a program is named only by a file that nobody else can change, and ${path} can be written by others: chmod go-w ${path}`;

  it.each([0o660, 0o602, 0o666])('is none that others can write (%o)', async (mode) => {
    const path = at.write('../../.zegorc', touching());
    chmodSync(path, mode);
    const named = at.write('../../named', touching());
    chmodSync(named, mode);
    expect((await at.refusal()).message).toContain(open(path));
    expect((await at.refusal({ config: named })).message).toContain(open(named));
    expect(existsSync(mark())).toBe(false);
  });

  it.each([
    ['', 0o777],
    ['', 0o770],
    ['/..', 0o702],
  ])('is none in a folder%s that others can write (%o)', async (above, mode) => {
    const named = at.write('named', touching());
    symlinkSync(named, join(at.home, 'link'));
    const folder = realpathSync(at.cwd + above);
    chmodSync(folder, mode);
    for (const config of [named, join(at.home, 'link')]) {
      expect((await at.refusal({ config })).message).toContain(open(folder));
    }
    expect(existsSync(mark())).toBe(false);
    chmodSync(folder, 0o1777);
    at.write('named', telling);
    expect((await at.load({ config: named })).secret).toBe('told');
  });

  it('is none behind a link that others can replace', async () => {
    const shared = join(at.root, 'shared');
    mkdirSync(shared);
    symlinkSync(at.write('named', touching()), join(shared, 'link'));
    chmodSync(shared, 0o777);
    const { message } = await at.refusal({ config: join(shared, 'link') });
    expect(message).toContain(open(shared));
    expect(existsSync(mark())).toBe(false);
  });

  it('is none of another user, even when named', async () => {
    const path = at.write('../../named', touching());
    const own = process.getuid?.() ?? 0;
    if (own === 0) chownSync(path, 4242, 4242);
    const { message } = await at.refusal({ config: path }, {}, { uid: own + 1 });
    expect(message).toContain('belongs to another user');
    expect(existsSync(mark())).toBe(false);
  });
});
