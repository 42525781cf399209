import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { exportLines, logLine, parseFail } from '../../src/emulator/command.ts';
import { stage } from './wire.ts';

describe('--fail', () => {
  it.each([
    ['5007:3', { code: 5007, count: 3 }],
    ['5007', { code: 5007, count: Infinity }],
    ['100000004:1', { code: 100000004, count: 1 }],
  ])('%s', (text, fail) => {
    expect(parseFail(text)).toEqual(fail);
  });

  it.each(['', '0', '0:1', '5007:', '5007:0', '5007:-1', '5007:1.5', 'x', ':3', '5007:3:1', ' 1'])(
    'not "%s"',
    (text) => {
      expect(parseFail(text)).toBeUndefined();
    },
  );
});

describe('the export lines', () => {
  const show = 'printf "%s|" "$ZEGO_ENDPOINT" "$ZEGO_APP_ID" "$ZEGO_SERVER_SECRET"';

  it('are plain', async () => {
    const { emulator } = await stage();
    expect(exportLines(emulator)).toBe(
      [
        `export ZEGO_ENDPOINT=${emulator.url}`,
        'export ZEGO_APP_ID=1234567890',
        'export ZEGO_SERVER_SECRET=00000000000000000000000000000000',
      ].join('\n'),
    );
  });

  it('carry any secret through a shell', () => {
    const secret = `a'b"$(echo no)\`;c`;
    const lines = exportLines({ url: 'http://127.0.0.1:8080', appId: 42, secret });
    const out = execFileSync('sh', ['-c', `${lines}\n${show}`], { encoding: 'utf8' });
    expect(out).toBe(`http://127.0.0.1:8080|42|${secret}|`);
  });
});

describe('a line of the log', () => {
  it('of a call', async () => {
    const { call, log } = await stage();
    await call('ForbidRTCStreams', { 'StreamId[]': ['a', 'b'], Sequence: '5' });
    await call('ForbidRTCStream', { StreamId: 'b', Sequence: '4' });
    await call('QueryForbidCDNLiveStream');
    expect(log.map(logLine)).toEqual([
      '2025-01-31T12:00:00.000Z ForbidRTCStreams a,b 200/0 banned; never heard of: a, b',
      '2025-01-31T12:00:00.000Z ForbidRTCStream b 200/5005 Sequence not increasing: 4 after 5',
      '2025-01-31T12:00:00.000Z QueryForbidCDNLiveStream - 200/0 0 banned',
    ]);
  });

  it('of a request without an Action or a return code', async () => {
    const { get, log } = await stage();
    await get('/favicon.ico');
    expect(log.map(logLine)).toEqual(['2025-01-31T12:00:00.000Z - - 404/- The API lives at /']);
  });
});
