import { describe, expect, it } from '@jest/globals';
import { stage } from './zego.ts';

const { zego } = stage('--live', 'live1');

const number = expect.stringMatching(/^\d{13}$/);
const common = {
  AppId: '1234567890',
  SignatureNonce: expect.stringMatching(/^[\da-f]{16}$/),
  Timestamp: expect.stringMatching(/^\d{10}$/),
  Signature: '***',
  SignatureVersion: '2.0',
};

describe('each command', () => {
  it.each([
    {
      line: 'transfer start --stream t1 --url rtmp://cdn.example/live/t1',
      query: {
        Action: 'CreatCDNTransferRule',
        StreamId: 't1',
        CDNUrl: 'rtmp://cdn.example/live/t1',
        Sequence: number,
      },
      out: /^Relay of t1 to rtmp:\/\/cdn\.example\/live\/t1 accepted\.\nAppId \d+, RequestId \d{19}\n$/,
      err: /^note: .*zego stream status --stream t1\nnote: No Action lists relays\..*\n$/,
    },
    {
      line: 'transfer stop --stream t1 --url rtmp://cdn.example/live/t1',
      query: {
        Action: 'DeleteCDNTransferRule',
        StreamId: 't1',
        CDNUrl: 'rtmp://cdn.example/live/t1',
        Sequence: number,
      },
      out: /^Stop of the relay of t1 to rtmp:\/\/cdn\.example\/live\/t1 accepted\.\nAppId \d+, RequestId \d{19}\n$/,
      err: /^note: Code 0 does not prove .*\nnote: .*zego cdn forbid --stream t1\nnote: .*zego stream status --stream t1\n$/,
    },
    {
      line: 'transfer clear --stream t1',
      query: { Action: 'ClearCDNTransferRule', StreamId: 't1', Sequence: number },
      out: /^Clearing pending relay tasks accepted: t1\nAppId \d+, RequestId \d{19}\n$/,
      err: /^note: .*other streams.*\nnote: Relays that are running go on.*zego transfer stop --stream t1 --url RTMP\nnote: .*\n$/,
    },
    {
      line: 'cdn forbid --stream c1',
      query: { Action: 'ForbidCDNLiveStream', StreamId: 'c1' },
      out: /^Ban of c1 accepted, not yet done \(code 0\)\.\nEnds: about \S+Z \(.* here\), after 1 day by default\nCDN +RESULT\nws +success append purge tasks\.\ntencent +success append purge tasks\.\nAppId \d+, RequestId \d{19}\n$/,
      err: /^note: .*zego transfer stop --stream c1 --url RTMP; .*zego stream forbid --stream c1\nnote: .*zego cdn list\n$/,
    },
    {
      line: 'cdn resume --stream c1',
      query: { Action: 'ResumeCDNLiveStream', StreamId: 'c1' },
      out: /^Lifting the CDN ban of c1 accepted, if there was one; not yet done \(code 0\)\.\nCDN +RESULT\nws /,
      err: /^note: An RTC ban stays: zego stream resume --stream c1\nnote: .*zego cdn list\n$/,
    },
    {
      line: 'cdn list',
      query: { Action: 'QueryForbidCDNLiveStream', Vendor: 'ws' },
      out: /^Addresses banned on the CDN \(Wangsu only\):\n\(none\)\nAppId \d+, RequestId \d{19}\n$/,
      err: /^$/,
    },
    {
      line: 'cdn list --vendor ws',
      query: { Action: 'QueryForbidCDNLiveStream', Vendor: 'ws' },
      out: /^Addresses banned/,
      err: /^$/,
    },
    {
      line: 'stream forbid --stream r1',
      query: { Action: 'ForbidRTCStream', StreamId: 'r1', Sequence: number },
      out: /^RTC ban in force: r1\. .*zego stream resume --stream r1\nAppId \d+, RequestId \d{19}\n$/,
      err: /^note: .*zego cdn forbid --stream r1\nnote: An id that does not exist is banned all the same.*\nnote: .*\n$/,
    },
    {
      line: 'stream forbid --stream r1 --stream r2',
      query: { Action: 'ForbidRTCStreams', 'StreamId[]': ['r1', 'r2'], Sequence: number },
      out: /^RTC ban in force: r1, r2\. .*\nAppId \d+, RequestId \d{19}\n$/,
      err: /^(note: .*\n){3}$/,
    },
    {
      line: 'stream resume --stream r1',
      query: { Action: 'ResumeRTCStream', StreamId: 'r1', Sequence: number },
      out: /^RTC ban lifted, if there was one: r1\nAppId \d+, RequestId \d{19}\n$/,
      err: /^note: A CDN ban stays: .*\n(note: .*\n){2}$/,
    },
    {
      line: 'stream resume --stream r1 --stream r2',
      query: { Action: 'ResumeRTCStreams', 'StreamId[]': ['r1', 'r2'], Sequence: number },
      out: /^RTC ban lifted, if there was one: r1, r2\nAppId \d+, RequestId \d{19}\n$/,
      err: /^note: A CDN ban stays: .*\n(note: .*\n){2}$/,
    },
    {
      line: 'stream status --stream live1',
      query: { Action: 'DescribeRTCStreamState', StreamId: 'live1', Sequence: number },
      out: /^live1 is live\.\ncreated {2}\S+Z \(.* here\)\nAppId \d+, RequestId \d{19}\n$/,
      err: /^$/,
    },
    {
      line: 'rtmp dispatch --stream d1 --type push',
      query: { Action: 'RTMPDispatchV2', StreamId: 'd1', Type: 'push', Sequence: number },
      out: /^(rtmp:\/\/push\d\S+\n){2}$/,
      err: /^note: AppId \d+, RequestId \d{19}\n$/,
    },
    {
      line: 'rtmp dispatch --stream d1 --type pull --client-ip 203.0.113.7',
      query: {
        Action: 'RTMPDispatchV2',
        StreamId: 'd1',
        Type: 'pull',
        ClientIP: '203.0.113.7',
        Sequence: number,
      },
      out: /^(rtmp:\/\/pull\d\S+\n){2}$/,
      err: /^note: .*\n$/,
    },
  ])('$line', async ({ line, query, out, err }) => {
    const run = await zego(line);
    expect(run.sent.map((entry) => entry.query)).toEqual([{ ...common, ...query }]);
    expect(run).toMatchObject({ code: 0, sent: [{ status: 200, code: 0 }] });
    expect(run.out).toMatch(out);
    expect(run.err).toMatch(err);
  });

  it('explain CODE sends nothing and needs no credentials', async () => {
    const nobody = { ZEGO_APP_ID: undefined, ZEGO_SERVER_SECRET: undefined };
    const run = await zego('explain 5003', { env: nobody });
    expect(run).toMatchObject({ code: 0, err: '', sent: [] });
    expect(run.out).toMatch(/^5003 {2}\S/);
    const forOne = await zego('explain 3 --action ForbidCDNLiveStream --json');
    expect(JSON.parse(forOne.out)).toMatchObject({
      ok: true,
      code: 3,
      action: 'ForbidCDNLiveStream',
    });
  });
});

describe('the resume time of a ban', () => {
  it('in the past is sent all the same, with a warning', async () => {
    const run = await zego('cdn forbid --stream s1 --resume 2025-02-01T00:00:00Z');
    expect(run.code).toBe(0);
    expect(run.sent).toMatchObject([
      {
        action: 'ForbidCDNLiveStream',
        streams: ['s1'],
        query: { ResumeTime: '2025-02-01T00:00:00Z' },
        code: 0,
      },
    ]);
    expect(run.err).toMatch(/^warning: The resume time 2025-02-01T00:00:00Z is in the past/);
    expect(run.err).toMatch(
      /^note: tencent: ResumeTime is ignored there.*cdn resume --stream s1$/m,
    );
    expect(run.out).toContain(
      'Ends on ws: 2025-02-01T00:00:00Z (2025-02-01 00:00:00 +00:00 here) (past)',
    );
  });

  it('of another zone is sent in UTC and shown in both', async () => {
    const env = { TZ: 'Asia/Shanghai' };
    const run = await zego('cdn forbid --stream s2 --resume 2025-02-01T08:00:00.9+08:00', { env });
    expect(run.sent[0]?.query.ResumeTime).toBe('2025-02-01T00:00:00Z');
    expect(run.out).toContain(
      'Ends on ws: 2025-02-01T00:00:00Z (2025-02-01 08:00:00 +08:00 here) (past)',
    );
  });

  it('by --for counts from now', async () => {
    const { code, err, sent } = await zego('cdn forbid --stream s3 --for 2h');
    const ahead = Date.parse(String(sent[0]?.query.ResumeTime)) - Date.parse(sent[0]?.time ?? '');
    expect(code).toBe(0);
    expect(ahead).toBeLessThanOrEqual(7_200_000);
    expect(ahead).toBeGreaterThan(7_140_000);
    expect(err).not.toContain('warning:');
  });

  it('beyond 30 days is sent with a warning', async () => {
    const { code, err, sent } = await zego('cdn forbid --stream s4 --for 31d');
    expect([code, sent.length]).toEqual([0, 1]);
    expect(err).toMatch(/^warning: .*more than 30 days ahead/);
  });
});
