import type { ServerResponse } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { type Document, documentOf } from './document.ts';
import { reply, serve } from './servers.ts';
import { type RunOptions, stage, start } from './zego.ts';

const { zego } = stage();
const relay = 'rtmp://cdn.example/live/s1';
const everyLever = ['ForbidRTCStream', 'DeleteCDNTransferRule', 'ForbidCDNLiveStream'];
const line = `stop --stream s1 --url ${relay} --no-wait`;

type Answer = number | ((response: ServerResponse) => void);

/** Runs zego against a server that answers each Action with a return code, 0 by default, or otherwise. */
async function against(
  answers: Readonly<Record<string, Answer>>,
  more = '',
  options: RunOptions = {},
) {
  const server = await serve((response, nth) => {
    const answer = answers[server.queries[nth - 1]?.get('Action') ?? ''] ?? 0;
    if (typeof answer === 'number') reply(response, answer);
    else answer(response);
  });
  const env = { ZEGO_APP_ID: '5', ZEGO_SERVER_SECRET: '0'.repeat(32), ZEGO_ENDPOINT: server.url };
  const started = start(`${line} ${more}`.trim(), { ...options, env: { ...env, ...options.env } });
  const actions = () => server.queries.map((query) => query.get('Action'));
  return { ...started, server, actions };
}

/** A code by which each of them refuses, and not for the credentials. */
const refusals = { ForbidRTCStream: 30009, DeleteCDNTransferRule: 30009, ForbidCDNLiveStream: 2 };
const lost = (response: ServerResponse) => void response.destroy();
const rowsOf = (out: string) => out.split('\n').map((row) => row.split(/ +/)[0]);

describe('zego stop --no-wait', () => {
  it('calls every lever once, in order, and says a row of each', async () => {
    const { code, out, err, sent } = await zego(`${line} --for 2h`);
    expect(code).toBe(0);
    expect(sent.map(({ action }) => action)).toEqual(everyLever);
    expect(sent.map(({ query }) => [query.StreamId, query.CDNUrl, 'ResumeTime' in query])).toEqual([
      ['s1', undefined, false],
      ['s1', relay, false],
      ['s1', undefined, true],
    ]);
    const [first, second] = sent.map(({ query }) => Number(query.Sequence));
    expect(second).toBeGreaterThan(first ?? Number.NaN);
    expect(out).toMatch(/^rtc {4}RTC ban in force: s1\. .* \(RequestId \d+\)$/m);
    expect(out).toMatch(
      /^relay {2}Stop of the relay of s1 to rtmp:.* accepted\. \(RequestId \d+\)$/m,
    );
    expect(out).toMatch(/^cdn {4}Ban of s1 accepted, not yet done .*\n {7}Ends on ws: .*\n/m);
    expect(out).toMatch(/^AppId \d+\n$/m);
    expect(err.match(/^note: /gm)).toHaveLength(2);
  });

  it('stops the relays to several addresses, and shows no stream key', async () => {
    const { code, out, sent } = await zego([
      ...line.split(' '),
      ...['--url', 'rtmp://other.example/live/s1?key=hidden123'],
    ]);
    expect([code, sent.length]).toEqual([0, 4]);
    expect(rowsOf(out)).toEqual(['rtc', 'relay', 'relay', 'cdn', '', 'AppId', '']);
    expect(out).not.toContain('hidden123');
  });

  it('says that nobody named a relay', async () => {
    const { code, out, sent } = await zego('stop --stream s1 --no-wait');
    expect([code, sent.length]).toEqual([0, 2]);
    expect(out).toMatch(/^rtc .*\nrelay {2}no --url: relays not stopped\ncdn /);
    const zh = await zego('stop --stream s1 --no-wait --lang zh');
    expect(zh.out).toMatch(
      /^rtc {4}RTC 封禁已生效：.*\nrelay {2}未指定 --url：未停止转推\ncdn {4}/,
    );
  });

  it.each([
    ['rtc', ['ForbidRTCStream']],
    ['cdn', ['ForbidCDNLiveStream']],
    ['cdn,rtc', ['ForbidRTCStream', 'ForbidCDNLiveStream']],
  ])('--only %s', async (only, actions) => {
    const { code, out, sent } = await zego(`stop --stream s1 --no-wait --only ${only}`);
    expect([code, sent.map(({ action }) => action)]).toEqual([0, actions]);
    expect(out).not.toContain('relay');
  });

  it('--dry-run shows the requests in order, and sends none', async () => {
    const { code, out, sent } = await zego(`${line} --dry-run`);
    expect([code, sent]).toEqual([0, []]);
    expect([...out.matchAll(/^GET \S+\?Action=(\w+)/gm)].map(([, action]) => action)).toEqual(
      everyLever,
    );
    const { json } = await zego(`${line} --dry-run --json`).then(({ out }) => ({
      json: JSON.parse(out),
    }));
    expect(json).toMatchObject({ ok: null, command: 'stop', streams: ['s1'] });
    expect(json.requests).toHaveLength(3);
  });

  it('--json has an entry for each call', async () => {
    const document = documentOf(await zego(`${line} --for 2h --json`)) as Document & {
      readonly resumeTime: string;
    };
    expect(document).toMatchObject({ ok: true, command: 'stop', streams: ['s1'], exitCode: 0 });
    expect(document.meaning).toBe('Accepted: rtc, relay, cdn.');
    expect(document.resumeTime).toMatch(/Z$/);
    expect(document.calls).toMatchObject([
      { lever: 'rtc', action: everyLever[0], url: null, ok: true, code: 0, exitCode: 0 },
      { lever: 'relay', action: everyLever[1], url: relay, ok: true, code: 0, exitCode: 0 },
      { lever: 'cdn', action: everyLever[2], url: null, ok: true, code: 0, exitCode: 0 },
    ]);
    const one = documentOf(await zego('stop --stream s1 --only rtc --no-wait --json'));
    expect(one.calls).toHaveLength(1);
  });
});

describe('a lever that fails', () => {
  it.each(Object.entries(refusals))(
    '%s refused does not stop the others',
    async (action, refusal) => {
      const { ended, actions } = await against({ [action]: refusal });
      const { code, out, err } = await ended;
      expect([code, actions()]).toEqual([7, everyLever]);
      const lever = ['rtc', 'relay', 'cdn'][everyLever.indexOf(action)];
      expect(out).toMatch(
        new RegExp(`^${lever} +[A-Z].* \\(code ${refusal} "ok", RequestId 1\\)$`, 'm'),
      );
      expect(out.match(/RequestId 1\)$/gm)).toHaveLength(3);
      expect(err.match(/^hint: /gm)).toHaveLength(1);
      expect(err).toContain(`hint: ${lever}: `);
    },
  );

  it.each(everyLever)('%s lost does not stop the others', async (action) => {
    const { ended, actions } = await against({ [action]: lost }, '--json');
    const document = documentOf(await ended);
    expect(document).toMatchObject({ ok: false, exitCode: 9, action });
    expect(document.error?.kind).toBe('outcome-unknown');
    expect([...new Set(actions())]).toEqual(everyLever);
    expect(document.calls?.map(({ exitCode }) => exitCode).sort()).toEqual([0, 0, 9]);
  });

  it('refused all with one code is that code; with several, 7', async () => {
    expect(await (await against(refusals)).ended).toMatchObject({ code: 1 });
    const mixed = { ...refusals, ForbidCDNLiveStream: lost };
    expect(await (await against(mixed)).ended).toMatchObject({ code: 9 });
  });

  it('says once that the credentials are refused, and tries no other lever', async () => {
    const { ended, actions } = await against({ ForbidRTCStream: 30005 });
    const { code, out, err } = await ended;
    expect([code, actions()]).toEqual([4, ['ForbidRTCStream']]);
    expect(rowsOf(out)).toEqual(['rtc', 'relay', 'cdn', 'Nothing', 'AppId', '']);
    expect(err).toMatch(/^error: rtc: .*30005/m);
    expect(err).toMatch(/^error: relay, cdn: not tried/m);
    expect(out).toMatch(/^Nothing was stopped\.$/m);
    expect(out).toMatch(/^relay {2}not tried: the credentials were refused; nothing was sent$/m);
    expect(err.match(/^hint: /gm)).toHaveLength(1);
    const document = documentOf(await (await against({ ForbidRTCStream: 30005 }, '--json')).ended);
    expect(document).toMatchObject({ action: 'ForbidRTCStream', code: 30005, exitCode: 4 });
  });

  it('that hangs leaves the others their time', async () => {
    const { ended, actions } = await against({ ForbidRTCStream: () => {} }, '--timeout 1s');
    expect(await ended).toMatchObject({ code: 9 });
    expect(actions()).toEqual(everyLever);
  });

  it('interrupted leaves the others alone', async () => {
    const { child, ended, server, actions } = await against({ ForbidRTCStream: () => {} });
    await server.request();
    child.kill('SIGINT');
    const { code, signal, out } = await ended;
    expect([code, signal]).toEqual([null, 'SIGINT']);
    expect(actions()).toEqual(['ForbidRTCStream']);
    expect(out).toMatch(/^rtc {4}interrupted/m);
    expect(out).toMatch(/^cdn {4}interrupted: the request had not gone out$/m);
  });
});
