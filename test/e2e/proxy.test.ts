import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { selfSigned } from '../http/certificate.ts';
import { longEnough } from '../time.ts';
import { company, connectProxy, secureServer } from './proxies.ts';
import { closed, mute } from './servers.ts';
import { folder, start } from './zego.ts';

const account = { ZEGO_APP_ID: '1234567890', ZEGO_SERVER_SECRET: 'canary0secret0canary' };
const PASSWORD = 'canary0proxy%2F0password';
const ca = company();
const host = 'rtc-api.zego.im';
const pair = ca.issue(host);

const zego = (words: string, env: Record<string, string | undefined> = {}) =>
  start(words, { env: { ...account, ...ca.env, ...env } }).ended;

describe('through a proxy', () => {
  it.each(['HTTPS_PROXY', 'https_proxy'])(
    'that %s names, the call goes by CONNECT',
    async (name) => {
      const { port, requests } = await secureServer(pair);
      const proxy = await connectProxy(() => port);
      const { code, out, err } = await zego('cdn list --debug', {
        [name]: `http://127.0.0.1:${proxy.port}`,
      });
      expect([code, proxy.asked, proxy.plain]).toEqual([0, [`${host}:443`], []]);
      expect(requests.map(({ headers }) => headers.host)).toEqual([host]);
      expect(requests[0]!.headers['proxy-authorization']).toBeUndefined();
      expect(out).toContain('RequestId 1');
      // TLS reaches the service itself; names are looked up by the proxy.
      expect(err).toMatch(/proxy [\d.]+ ms, TLS [\d.]+ ms/);
      expect(err).not.toContain('DNS');
    },
  );

  it('each attempt is one of its own', async () => {
    const { port, requests } = await secureServer(pair, {}, (request, response) => {
      if (requests.length === 1) request.socket.destroy();
      else response.end('{"Code":0}');
    });
    const proxy = await connectProxy(() => port);
    const { code } = await zego('cdn forbid --stream s', {
      HTTPS_PROXY: `127.0.0.1:${proxy.port}`,
    });
    expect([code, proxy.asked.length, requests.length]).toEqual([0, 2, 2]);
  });

  it('user and password go to the proxy and are shown nowhere', async () => {
    const { port, requests } = await secureServer(pair);
    const wanted = `Basic ${Buffer.from('me:canary0proxy/0password').toString('base64')}`;
    const proxy = await connectProxy((_, got) =>
      got === wanted ? port : '407 Proxy Authentication Required',
    );
    const given = (user: string) => ({ HTTPS_PROXY: `http://${user}@127.0.0.1:${proxy.port}` });
    const fine = await zego('cdn list --debug', given(`me:${PASSWORD}`));
    expect([fine.code, requests.length]).toEqual([0, 1]);

    const wrong = await zego('cdn list --debug --json', given(`you:${PASSWORD}`));
    expect([wrong.code, requests.length]).toEqual([3, 1]);
    // Asked once: three wrong passwords may lock an account.
    expect(proxy.asked).toHaveLength(2);
    expect(wrong.err).toContain(
      `the proxy 127.0.0.1:${proxy.port} wants a user name and password, or others (HTTP 407); nothing was sent`,
    );
    for (const text of [fine.out, fine.err, wrong.out, wrong.err]) {
      expect(text).not.toMatch(/canary0proxy|Basic|me:|you:/);
    }
  });

  // As tinyproxy does.
  it('one that answers 401 to a wrong password is told apart from one that forbids the host', async () => {
    const proxy = await connectProxy(() => '401 Unauthorized');
    const env = { HTTPS_PROXY: `http://me:${PASSWORD}@127.0.0.1:${proxy.port}` };
    const { code, err } = await zego('cdn list', env);
    expect([code, proxy.asked.length]).toEqual([3, 1]);
    expect(err).toContain('wants a user name and password, or others (HTTP 401)');
    expect(err).toContain('hint: HTTPS_PROXY takes them');
    const chinese = await zego('cdn list --lang zh', env);
    expect(chinese.err).toContain('要求用户名和密码，或现有的不正确（HTTP 401）');
  });

  it('user and password are not shown when an answer repeats them', async () => {
    let said = '';
    const { port } = await secureServer(pair, {}, (_, response) => {
      response.end(JSON.stringify({ Code: 1, Message: `denied for ${said}` }));
    });
    const proxy = await connectProxy((_, got) => {
      said = `${got} me:${decodeURIComponent(PASSWORD)} ${PASSWORD}`;
      return port;
    });
    const env = { HTTPS_PROXY: `http://me:${PASSWORD}@127.0.0.1:${proxy.port}` };
    for (const mode of ['--debug', '--json']) {
      const { code, out, err } = await zego(`cdn list ${mode}`, env);
      expect(code).toBe(1);
      expect(out + err).toContain('denied for Basic *** *** ***');
      expect(out + err).not.toContain('canary0proxy');
    }
  });

  it('the user alone is a word like any other, in what a server says', async () => {
    const { port } = await secureServer(pair, {}, (_, response) => {
      response.end('{"Code":0,"Data":["rtmp://live.example/live/s1"]}');
    });
    const proxy = await connectProxy(() => port);
    const env = { HTTPS_PROXY: `http://live:${PASSWORD}@127.0.0.1:${proxy.port}` };
    const { code, out } = await zego('rtmp dispatch --stream s1 --type push', env);
    expect([code, out]).toEqual([0, 'rtmp://live.example/live/s1\n']);
  });

  it('the proxy may speak TLS, and is checked like any other', async () => {
    const { port } = await secureServer(pair);
    const env = (at: number) => ({ HTTPS_PROXY: `https://localhost:${at}` });
    const trusted = await connectProxy(() => port, ca.issue('localhost'));
    expect((await zego('cdn list', env(trusted.port))).code).toBe(0);
    const stranger = await connectProxy(() => port, selfSigned());
    const { code, err } = await zego('cdn list', env(stranger.port));
    expect([code, stranger.asked]).toEqual([6, []]);
    expect(err).toContain(`the proxy localhost:${stranger.port} does not connect (DEPTH_ZERO`);
  });

  it('the proxy may speak TLS at an address, without a word from Node', async () => {
    const { port } = await secureServer(pair);
    const proxy = await connectProxy(() => port, ca.issue('127.0.0.1'));
    const { code, err } = await zego('cdn list', {
      HTTPS_PROXY: `https://me:${PASSWORD}@127.0.0.1:${proxy.port}`,
    });
    expect([code, err, proxy.asked.length]).toEqual([0, '', 1]);
    const other = await connectProxy(() => port, ca.issue('127.0.0.2'));
    const wrong = await zego('cdn list', { HTTPS_PROXY: `https://127.0.0.1:${other.port}` });
    expect([wrong.code, other.asked]).toEqual([6, []]);
    expect(wrong.err).toContain('(ERR_TLS_CERT_ALTNAME_INVALID)');
    expect(wrong.err).not.toContain('DEP0123');
  });

  it('what the proxy puts in place of the service is not trusted', async () => {
    const { port, requests } = await secureServer(selfSigned());
    const proxy = await connectProxy(() => port);
    const { code, err } = await zego('cdn list', { HTTPS_PROXY: `127.0.0.1:${proxy.port}` });
    expect([code, requests]).toEqual([6, []]);
    expect(err).toContain(
      `no trusted TLS connection to ${host} through the proxy 127.0.0.1:${proxy.port} (DEPTH_ZERO`,
    );
    expect(err).toContain('NODE_EXTRA_CA_CERTS');
  });

  it('nor is another host of an authority that is trusted', async () => {
    const { port, requests } = await secureServer(ca.issue('rtc-api.example.com'));
    const proxy = await connectProxy(() => port);
    const { code, err } = await zego('cdn list', { HTTPS_PROXY: `127.0.0.1:${proxy.port}` });
    expect([code, requests]).toEqual([6, []]);
    expect(err).toContain('(ERR_TLS_CERT_ALTNAME_INVALID)');
  });

  it('a refusal is a failure of the network, and its body no answer', async () => {
    const proxy = await connectProxy(() => '403 Forbidden');
    const { code, err } = await zego('cdn list', { HTTPS_PROXY: `127.0.0.1:${proxy.port}` });
    expect([code, proxy.asked.length]).toEqual([6, 1]);
    expect(err).toContain(
      `the proxy 127.0.0.1:${proxy.port} does not connect (HTTP 403); nothing was sent`,
    );
  });

  it('a proxy that is not there is named', async () => {
    const nobody = (await closed()).replace('http:', '');
    const { code, err } = await zego('cdn list', { HTTPS_PROXY: `http:${nobody}` });
    expect(code).toBe(6);
    expect(err).toContain(`the proxy ${nobody.slice(2)} does not connect (ECONNREFUSED)`);
  });

  it.each([
    ['takes the connection and is silent', async () => (await mute()).address],
    [
      'takes the CONNECT and is silent',
      async () => `127.0.0.1:${(await connectProxy(() => null)).port}`,
    ],
  ])('a proxy that %s ends in time', async (_, address) => {
    const proxy = await address();
    const { code, err } = await zego('cdn list --timeout 500ms', { HTTPS_PROXY: proxy });
    expect(code).toBe(6);
    expect(err).toMatch(
      new RegExp(`the proxy ${proxy} does not connect \\(nothing within \\d+ ms\\)`),
    );
  });

  it('a tunnel that leads nowhere ends in time as well', async () => {
    const throughTunnel = async (timeout: string) => {
      const { address, heard } = await mute();
      const proxy = await connectProxy(() => Number(address.split(':')[1]));
      const env = { HTTPS_PROXY: `127.0.0.1:${proxy.port}` };
      return { ...(await zego(`cdn list --timeout ${timeout}`, env)), heard: heard() };
    };
    const { code, err } = await longEnough(throughTunnel, ({ heard }) => heard);
    expect(code).toBe(6);
    expect(err).toMatch(/no trusted TLS connection to .* \(nothing within \d+ ms\)/);
  });

  it('Ctrl-C ends the wait for a proxy', async () => {
    const silent = await mute();
    const { child, ended } = start('cdn list', {
      env: { ...account, HTTPS_PROXY: silent.address },
    });
    await silent.connection();
    child.kill('SIGINT');
    const err = expect.stringContaining('the request had not gone out');
    expect(await ended).toMatchObject({ signal: 'SIGINT', err });
  });
});

describe('past a proxy', () => {
  it('NO_PROXY exempts hosts', async () => {
    const proxy = await connectProxy(() => '403 Forbidden');
    const { code } = await zego('cdn list', {
      HTTPS_PROXY: `127.0.0.1:${proxy.port}`,
      NO_PROXY: 'example.com,.invalid',
      ZEGO_ENDPOINT: 'https://rtc.invalid',
    });
    expect([code, proxy.asked]).toEqual([6, []]);
  });

  it('this machine is reached directly', async () => {
    const { port, requests } = await secureServer(ca.issue('localhost'));
    const proxy = await connectProxy(() => '403 Forbidden');
    const { code } = await zego('cdn list', {
      HTTPS_PROXY: `127.0.0.1:${proxy.port}`,
      HTTP_PROXY: `127.0.0.1:${proxy.port}`,
      ZEGO_ENDPOINT: `https://localhost:${port}`,
    });
    expect([code, requests.length, proxy.asked, proxy.plain]).toEqual([0, 1, [], []]);
  });
});

it('what speaks to proxies is loaded only where there is one', async () => {
  const { port } = await secureServer(ca.issue('localhost'));
  const proxy = await connectProxy(() => port);
  const loads = async (env: Record<string, string>) => {
    const scripts = folder({});
    await zego('cdn list', { ...env, NODE_V8_COVERAGE: scripts });
    const read = readdirSync(scripts).map((name) => readFileSync(join(scripts, name), 'utf8'));
    expect(read.join()).toContain('/dist/calls.js');
    return read.join().includes('/dist/hpagent.js');
  };
  expect(await loads({ ZEGO_ENDPOINT: `https://localhost:${port}` })).toBe(false);
  expect(await loads({ HTTPS_PROXY: `127.0.0.1:${proxy.port}` })).toBe(true);
});

describe('certificates are checked and TLS is 1.2 at least', () => {
  const at = (port: number) => ({ ZEGO_ENDPOINT: `https://localhost:${port}` });

  it('a company that vouches for its own hosts is trusted where NODE_EXTRA_CA_CERTS names it', async () => {
    const { port, requests } = await secureServer(ca.issue('localhost'));
    expect((await zego('cdn list', at(port))).code).toBe(0);
    const without = await zego('cdn list', { ...at(port), NODE_EXTRA_CA_CERTS: undefined });
    expect([without.code, requests.length]).toEqual([6, 1]);
    expect(without.err).toContain('NODE_EXTRA_CA_CERTS');
  });

  it('NODE_TLS_REJECT_UNAUTHORIZED=0 changes nothing', async () => {
    const { port, requests } = await secureServer(selfSigned());
    const off = { NODE_TLS_REJECT_UNAUTHORIZED: '0' };
    const direct = await zego('cdn list', { ...at(port), ...off });
    const proxy = await connectProxy(() => port);
    const through = await zego('cdn list', { HTTPS_PROXY: `127.0.0.1:${proxy.port}`, ...off });
    const stranger = await connectProxy(() => port, selfSigned());
    const secure = { HTTPS_PROXY: `https://localhost:${stranger.port}`, ...off };
    const toProxy = await zego('cdn list', secure);
    expect([direct.code, through.code, toProxy.code]).toEqual([6, 6, 6]);
    expect([requests, stranger.asked]).toEqual([[], []]);
    // Node's own warning that certificates are not checked would be untrue.
    for (const { err } of [direct, through, toProxy])
      expect(err).toMatch(/^error: .*\nhint: .*\n$/);
  });

  it('TLS 1.1 is refused, whatever NODE_OPTIONS allows', async () => {
    const ciphers = 'DEFAULT@SECLEVEL=0';
    const old = { maxVersion: 'TLSv1.1', minVersion: 'TLSv1', ciphers } as const;
    const { port, requests } = await secureServer(ca.issue('localhost'), old);
    const lax = { NODE_OPTIONS: `--tls-min-v1.0 --tls-cipher-list=${ciphers}` };
    const { code, err } = await zego('cdn list', { ...at(port), ...lax });
    expect([code, requests]).toEqual([6, []]);
    expect(err).toContain('no trusted TLS connection');

    const hidden = await secureServer(pair, old);
    const proxy = await connectProxy(() => hidden.port);
    const through = await zego('cdn list', { HTTPS_PROXY: `127.0.0.1:${proxy.port}`, ...lax });
    const dated = await connectProxy(() => port, { ...ca.issue('localhost'), ...old });
    const toProxy = await zego('cdn list', {
      HTTPS_PROXY: `https://localhost:${dated.port}`,
      ...lax,
    });
    expect([through.code, hidden.requests]).toEqual([6, []]);
    expect([toProxy.code, dated.asked]).toEqual([6, []]);
  });
});
