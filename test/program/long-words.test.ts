import { describe, expect, it } from '@jest/globals';
import { APP_ID, run, SECRET } from './run.ts';

const send = () => Promise.reject(new Error('something was sent'));
const env = { ZEGO_APP_ID: String(APP_ID), ZEGO_SERVER_SECRET: SECRET };

describe('a word or a variable of more than 4 KB is refused, and nothing of it repeated', () => {
  const long = 'ca0a'.repeat(5000);

  it.each([
    ['cdn forbid --stream', 'the value of --stream'],
    ['transfer stop --stream s --url', 'the value of --url'],
    ['cdn forbid --stream s --resume', 'the value of --resume'],
    ['cdn forbid --stream s --for', 'the value of --for'],
    ['transfer clear --stream s --sequence', 'the value of --sequence'],
    ['rtmp dispatch --stream s --type', 'the value of --type'],
    ['rtmp dispatch --stream s --type push --client-ip', 'the value of --client-ip'],
    ['cdn list --vendor', 'the value of --vendor'],
    ['cdn list --app-id', 'the value of --app-id'],
    ['cdn list --secret-file', 'the value of --secret-file'],
    ['cdn list --profile', 'the value of --profile'],
    ['cdn list --config', 'the value of --config'],
    ['cdn list --region', 'the value of --region'],
    ['cdn list --endpoint', 'the value of --endpoint'],
    ['cdn list --timeout', 'the value of --timeout'],
    ['--lang', 'the value of --lang'],
    ['explain 5003 --action', 'the value of --action'],
    ['emulator --fail', 'the value of --fail'],
    ['', 'a word'],
    ['cdn', 'a word'],
    ['help', 'a word'],
    ['explain', 'a word'],
    ['cdn list --json', 'a word'],
    ['cdn list --help', 'a word'],
  ])('%s', async (line, what) => {
    const before = line.split(' ').filter(Boolean);
    const { code, err } = await run([...before, long], { env, send });
    expect([code, err]).toEqual([2, `error: ${what} is longer than 4 KB\n`]);
    const joined = what === 'a word' ? `--${long}` : `${before.pop()}=${long}`;
    expect(await run([...before, joined], { env, send })).toMatchObject({ code: 2, err });
  });

  it.each([
    ...['ZEGO_APP_ID', 'ZEGO_PROFILE', 'ZEGO_CONFIG', 'ZEGO_REGION', 'ZEGO_ENDPOINT', 'ZEGO_TEST'],
    ...['ZEGO_TIMEOUT', 'ZEGO_DEBUG', 'ZEGO_LANG', 'LC_ALL', 'LC_MESSAGES', 'LANG', 'HOME'],
    ...['HTTPS_PROXY', 'https_proxy', 'NO_PROXY', 'no_proxy', 'XDG_CONFIG_HOME', 'XDG_STATE_HOME'],
  ])('%s', async (name) => {
    for (const line of ['cdn list', '--help', 'explain 5003', 'foo']) {
      const { code, out, err } = await run(line, { env: { ...env, [name]: long }, send });
      expect([code, out]).toEqual([3, '']);
      expect(err.split('\n')[0]).toBe(`error: ${name} is longer than 4 KB`);
      expect(err).not.toContain('ca0a');
    }
  });

  it.each(['cdn list', '--help', 'explain 5003', 'foo', 'cdn list --debug', 'help cdn'])(
    'a secret of more than 256 characters: %s',
    async (line) => {
      for (const secret of [long.slice(0, 257), long, 'a'.repeat(130_000)]) {
        const given = { env: { ZEGO_APP_ID: '5', ZEGO_SERVER_SECRET: secret }, send };
        const { code, out, err } = await run(line, given);
        expect([code, out]).toEqual([3, '']);
        expect(err.split('\n')[0]).toBe(
          'error: ZEGO_SERVER_SECRET: a ServerSecret has no more than 256 characters',
        );
        expect(err).not.toContain('ca0a');
      }
    },
  );
});
