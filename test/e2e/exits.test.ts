import { describe, expect, it } from '@jest/globals';
import { documentOf } from './document.ts';
import { closed, reply, serve } from './servers.ts';
import { folder, stage, startEmulator } from './zego.ts';

const { zego } = stage('--live', 'live1');

/** Runs a command against an emulator that fails every call with a code. */
async function refusedWith(code: number, line: string) {
  const emulator = await startEmulator('--fail', String(code));
  try {
    return await zego(line, { env: emulator.env });
  } finally {
    await emulator.stop();
  }
}

it('0: done, and the stream is live', async () => {
  expect(await zego('stream status --stream live1')).toMatchObject({ code: 0 });
});

it('1: the API refused', async () => {
  const { code, out, err } = await refusedWith(5004, 'transfer clear --stream s1');
  expect([code, out]).toEqual([1, '']);
  expect(err).toMatch(/^error: transfer clear s1: .*code 5004 /);
  expect(err).toMatch(/^hint: \S/m);
});

describe('2: the command line cannot be understood, and nothing is sent', () => {
  it.each([
    ['cdn forbd --stream s1', 'zego cdn forbid'],
    ['forbid --stream s1', 'zego cdn forbid or zego stream forbid'],
    ['cdn', 'a command is missing'],
    ['cdn list --vendro ws', '--vendor'],
    ['cdn list --vendor tencent', 'expected ws'],
    ['cdn list extra', 'is a word too many'],
    ['help frobnicate', 'unknown command'],
    ['cdn forbid', '--stream'],
    ['cdn forbid --stream', '--stream'],
    ['cdn forbid --stream a --stream b', '--stream is given 2 times'],
    ['cdn forbid --stream s1 --resume tomorrow', '--resume "tomorrow": expected'],
    ['cdn forbid --stream s1 --resume 2025-02-01T00:00:00', 'with a zone'],
    ['cdn forbid --stream s1 --for 2', '--for "2": expected'],
    ['cdn forbid --stream s1 --for 2h --resume 2025-02-01T00:00:00Z', 'cannot be combined'],
    ['transfer stop --stream s1 --url http://cdn.example/a', '--url "http://cdn.example/a"'],
    ['rtmp dispatch --stream s1 --type pusch', 'did you mean push?'],
    ['rtmp dispatch --stream a.b --type push', '--stream "a.b"'],
    ['rtmp dispatch --stream s1 --type push --client-ip 1.2.3', '--client-ip "1.2.3"'],
    ['transfer clear --stream s1 --sequence 1e3', '--sequence "1e3"'],
    ['cdn list --app-id 0', '--app-id 0: expected'],
    ['cdn list --region xyz', '--region xyz: expected'],
    ['cdn list --timeout 30', '--timeout 30: expected'],
    ['cdn list --lang fr', '--lang fr: expected en or zh'],
    ['cdn list --endpoint http://192.0.2.1', '--endpoint http://192.0.2.1:'],
    ['explain abc', 'expected a return code'],
    ['explain 5003 --action DeletCDNTransferRule', 'did you mean DeleteCDNTransferRule?'],
  ])('%s', async (line, message) => {
    const { code, out, err, sent } = await zego(line);
    expect([code, out, sent]).toEqual([2, '', []]);
    expect(err).toMatch(/^error: /);
    expect(err).toContain(message);
    expect(err).not.toMatch(/^\s+at /m);
  });
});

it('3: a setting is malformed, and the variable is named without its value', async () => {
  const run = await zego('cdn list', { env: { ZEGO_APP_ID: 'canary' } });
  expect(run).toMatchObject({ code: 3, out: '', sent: [] });
  expect(run.err).toMatch(/^error: ZEGO_APP_ID: expected a whole number/);
  expect(run.err).not.toContain('canary');
});

describe('4: the API rejected the authentication', () => {
  it('of a wrong secret, and the hint names where it came from', async () => {
    const cwd = folder({ '.zegorc': { serverSecret: 'f'.repeat(32) } });
    const run = await zego('cdn list', { cwd, env: { ZEGO_SERVER_SECRET: undefined } });
    expect(run).toMatchObject({ code: 4, out: '', sent: [{ code: 100000005 }] });
    expect(run.err).toMatch(/^hint: .*\.zegorc \(serverSecret\).*ZEGO_APP_ID/m);
  });

  it('with 5003 for a relay', async () => {
    const run = await refusedWith(5003, 'transfer stop --stream s1 --url rtmp://cdn.example/a/s1');
    expect(run.code).toBe(4);
  });

  it('with 3 for a ban on the CDN, where it means that', async () => {
    expect((await refusedWith(3, 'cdn forbid --stream s1')).code).toBe(4);
  });
});

describe('5: called too often', () => {
  it('by a return code', async () => {
    const { code, err } = await refusedWith(5007, 'transfer clear --stream s1 --timeout 3s');
    expect(code).toBe(5);
    expect(err).toMatch(/10 calls a second|10\b/);
  });

  it('by HTTP 429', async () => {
    const server = await serve((response) => {
      response.statusCode = 429;
      response.end();
    });
    const run = await zego(`cdn forbid --stream s1 --json --timeout 3s --endpoint ${server.url}`);
    expect(documentOf(run)).toMatchObject({
      ...{ ok: false, code: null, retryable: true, exitCode: 5 },
      error: { kind: 'rate-limit' },
    });
  });
});

it('6: nothing reached the server', async () => {
  const { code, out, err } = await zego('cdn list', { env: { ZEGO_ENDPOINT: await closed() } });
  expect([code, out]).toEqual([6, '']);
  expect(err).toMatch(/^error: cdn list: cannot connect to 127\.0\.0\.1:\d+ \(ECONNREFUSED\)/);
});

describe('7: some of several targets failed', () => {
  const ids = Array.from({ length: 25 }, (_, i) => `p${i}`);
  const line = `stream forbid ${ids.map((id) => `--stream ${id}`).join(' ')}`;
  const halfway = () =>
    serve((response, nth) => reply(response, nth > 1 ? 30009 : 0, { Message: `call ${nth}` }));

  it('and stdout names the ones that did not', async () => {
    const { url, queries } = await halfway();
    const { code, out, err } = await zego(line, { env: { ZEGO_ENDPOINT: url } });
    expect([code, queries.length]).toEqual([7, 2]);
    expect(out).toContain(`RTC ban in force: ${ids.slice(0, 20).join(', ')}. `);
    expect(err).toContain(`error: stream forbid ${ids.slice(20).join(', ')}: `);
  });

  it('and the document names both', async () => {
    const { url } = await halfway();
    const run = await zego(`${line} --json`, { env: { ZEGO_ENDPOINT: url } });
    expect(documentOf(run)).toMatchObject({
      ...{ ok: false, streams: ids, code: 30009, message: 'call 2', exitCode: 7 },
      calls: [
        { ok: true, streams: ids.slice(0, 20), code: 0, exitCode: 0 },
        { ok: false, streams: ids.slice(20), code: 30009, exitCode: 1 },
      ],
    });
  });
});

describe('8: the stream is not live', () => {
  it('because nobody knows it', async () => {
    const run = await zego('stream status --stream nobody --json');
    expect(documentOf(run)).toMatchObject({ ok: false, code: 41004, exitCode: 8 });
  });

  it('because it is closed, which is an answer', async () => {
    const { env } = await startEmulator('--live', 'gone');
    await zego('stream forbid --stream gone', { env });
    const run = await zego('stream status --stream gone --json', { env });
    expect(documentOf(run)).toMatchObject({ ok: true, code: 41006, error: null, exitCode: 8 });
  });
});

describe('9: the outcome is unknown', () => {
  it('when the connection breaks after the request', async () => {
    const { url } = await serve((response) => void response.destroy());
    const run = await zego(`transfer clear --stream s1 --json --endpoint ${url}`);
    expect(documentOf(run)).toMatchObject({
      ...{ ok: false, code: null, attempts: 3, retryable: true, exitCode: 9 },
      error: { kind: 'outcome-unknown', detail: expect.stringContaining('may have taken effect') },
      hint: expect.stringContaining('No Action lists relay tasks'),
    });
  });

  it.each([
    ['no JSON', 200, '<html>'],
    ['JSON of another shape', 200, '{"code":0}'],
    ['an empty body', 502, ''],
  ])('when the answer is %s', async (_, status, body) => {
    const { url } = await serve((response) => void response.writeHead(status).end(body));
    const { code, out } = await zego(`cdn list --endpoint ${url}`);
    expect([code, out]).toEqual([9, '']);
  });

  it('when the answer is a redirect, which is neither followed nor believed', async () => {
    const elsewhere = await serve((response) => reply(response, 0));
    const { url } = await serve((response) =>
      reply(response.writeHead(302, { location: elsewhere.url }), 0),
    );
    const { code } = await zego(`cdn list --endpoint ${url}`);
    expect([code, elsewhere.queries]).toEqual([9, []]);
  });
});
