import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { folder, startEmulator } from './e2e/zego.ts';
import { checkout, runScript } from './scripts.ts';

const readme = readFileSync('README.md', 'utf8');

/** The first fenced block of a kind below a heading. */
function blockUnder(heading: string): string {
  const [, below] = readme.split(`# ${heading}\n`);
  const [, block] = /^```sh\n(.*?)^```$/ms.exec(below ?? '') ?? [];
  if (block === undefined) throw new Error(`README.md has no block under ${heading}`);
  return block;
}

it('is read in one sitting', () => {
  expect(readme.trimEnd().split('\n').length).toBeLessThanOrEqual(250);
});

it('says what zego is for before it asks which command ends a stream', () => {
  expect(readme.indexOf('Which one ends a stream?')).toBeGreaterThan(readme.indexOf('## Commands'));
  expect(readme.split('\n')[2]).toMatch(/^`zego` stops, bans and resumes live streams/);
});

describe('"Try it in two commands"', () => {
  const [, typed = ''] = /To have a `zego` to type.*?```sh\n(.*?)```/s.exec(readme) ?? [];
  const [, remedy = ''] = /`(mkdir -p .*? && ln -s .*?)`/.exec(readme) ?? [];
  const [, undo = ''] = /`(npm unlink .*?)`/.exec(readme) ?? [];
  const npm = (cwd: string) => ({
    npm_config_prefix: join(cwd, 'prefix'),
    npm_config_audit: 'false',
    npm_config_update_notifier: 'false',
  });

  it('leaves a zego to type, and takes it away again', async () => {
    const cwd = checkout();
    const zego = join(cwd, 'prefix', 'bin', 'zego');
    const script = typed.replace(/^zego/m, `"${zego}"`);
    const { code, out } = await runScript(
      'bash -e',
      `cd "${process.cwd()}"\n${script}`,
      npm(cwd),
      cwd,
    );
    expect(code).toBe(0);
    expect(out).toContain('5003  Authentication failed.');
    await runScript('bash -e', `${undo}\n`, npm(cwd), cwd);
    expect(existsSync(zego)).toBe(false);
  });

  it('does so where npm may not, for scripts too', async () => {
    const HOME = folder();
    const bin = join(HOME, '.local', 'bin');
    const script = `cd "${process.cwd()}"\n${remedy}\nPATH="${bin}:$PATH"\nsh -c 'command -v zego; zego explain 5003'\n`;
    const { code, out } = await runScript('bash -e', script, { HOME });
    expect([code, out.split('\n')[0]]).toEqual([0, join(bin, 'zego')]);
    expect(out).toContain('5003  Authentication failed.');
  });

  it('shows a demo that goes well whatever the environment says', async () => {
    const env = { ZEGO_PROFILE: 'prod', ZEGO_TIMEOUT: '1ms', ZEGO_ENDPOINT: 'nowhere' };
    const { code } = await runScript('sh', `node '${join(process.cwd(), 'tools/demo.js')}'`, env);
    expect(code).toBe(0);
  });
});

describe.each(['sh', 'bash -e'])('its recipes under %s', (shell) => {
  it('"Stop many relays" goes on after a failure, and names it', async () => {
    const failing = await startEmulator('--fail', '5004:1');
    const cwd = checkout({ 'ids.txt': 'rtc01\n\n-rtc02' });
    const { code, err } = await runScript(shell, blockUnder('Stop many relays'), failing.env, cwd);
    expect(code).toBe(1);
    expect(err).toMatch(/^rtc01: not stopped \(exit code 1\)$/m);
    const sent = await failing.received();
    expect(sent.map(({ streams, code }) => [...streams, code])).toEqual([
      ['rtc01', 5004],
      ['-rtc02', 0],
    ]);
    await failing.stop();
  });

  it('"Rehearse without the service" needs no credentials', async () => {
    expect(await runScript(shell, blockUnder('Rehearse without the service'))).toMatchObject({
      code: 0,
    });
  });
});
