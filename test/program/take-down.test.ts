import { describe, expect, it } from '@jest/globals';
import { rehearse } from './run.ts';

/** An emulator with a stream that closes 1.5 s after its ban, and what viewers play of it. */
const onAir = async (id = 'r') => {
  const stage = await rehearse({ live: [`${id}:linger=1500ms`] });
  return { ...stage, play: `${stage.env.ZEGO_ENDPOINT}/play/${id}.flv` };
};
const quick = '--stable 500ms --wait-timeout 20s';

describe('zego stop', () => {
  it('is done once the stream, and what viewers see, went off', async () => {
    const { zego, sent, play } = await onAir();
    const { code, out } = await zego(`stop --stream r ${quick} --probe ${play}`);
    expect([code, out.split('\n')[1]]).toEqual([0, 'relay  no --url: relays not stopped']);
    expect(out).toMatch(/^rtc {4}RTC ban in force: r\..*\n/);
    expect(out).toMatch(
      /^Off air at the probed address: r was live there .*\nOff air: r was live/m,
    );
    const writes = sent.filter(({ action }) => action !== 'DescribeRTCStreamState' && action);
    expect(writes.map(({ action }) => action)).toEqual(['ForbidRTCStream', 'ForbidCDNLiveStream']);
  });

  it('has one document, with an entry for each lever and the verdict', async () => {
    const { zego } = await onAir();
    const url = 'rtmp://cdn.example/live/r?key=canary1key';
    const { code, out, json } = await zego(`stop --stream r ${quick} --url ${url} --json`);
    expect(code).toBe(0);
    expect(json).toMatchObject({
      ...{ ok: true, command: 'stop', streams: ['r'], exitCode: 0 },
      calls: [{ lever: 'rtc' }, { lever: 'relay' }, { lever: 'cdn' }],
      verification: { verdict: 'off-air', seenLive: true },
    });
    expect(out).not.toContain('canary1key');
  });

  it('says what a dry run would wait for, and which relays it leaves', async () => {
    const { zego, sent } = await onAir();
    const { out } = await zego('stop --stream r --dry-run');
    expect(out).toMatch(
      /\nno --url: relays not stopped\nThen a wait of at most 60 s, by: Describe/,
    );
    expect(sent).toEqual([]);
  });

  it('stops nothing where the credentials are refused, and says so once', async () => {
    const { zego } = await onAir();
    const env = { ZEGO_SERVER_SECRET: 'f'.repeat(32) };
    const { code, out, err } = await zego('stop --stream r --lang zh', { env });
    expect([code, err.match(/^hint: /gm)?.length]).toEqual([4, 1]);
    expect(out).toMatch(/^未停止任何流。$/m);
  });

  it('cannot tell of an id that nobody knows, and says what to do next', async () => {
    const { zego } = await onAir();
    const { code, out, err } = await zego(`stop --stream typo --only rtc ${quick}`);
    expect(code).toBe(11);
    expect(out).toMatch(/^Cannot tell: the service does not know typo \(41004\)/m);
    expect(err).toMatch(/^hint: .*zego stream resume --stream typo/m);
  });
});

describe('--wait', () => {
  it.each([
    ['cdn forbid --stream r', /^The ban of r is recorded at Wangsu/m],
    ['transfer stop --stream r --url rtmp://h/a/r', /^Cannot tell whether r still arrives/m],
    ['stream forbid --stream typo', /^Cannot tell: the service does not know typo/m],
  ])('%s: 11', async (line, words) => {
    const { zego } = await onAir();
    const { code, out } = await zego(`${line} ${quick} --wait`);
    expect(code).toBe(11);
    expect(out).toMatch(words);
  });

  it('judges each of several streams', async () => {
    const { zego } = await rehearse({ live: ['a:linger=1s', 'b:linger=10m'] });
    const line = 'stream forbid --stream a --stream b --stable 500ms --wait-timeout 6s --json';
    const { code, json } = await zego(line);
    expect(code).toBe(10);
    expect(json.verification).toMatchObject({
      verdict: 'still-live',
      streams: [
        { stream: 'a', verdict: 'off-air' },
        { stream: 'b', verdict: 'still-live' },
      ],
    });
    expect(json.hint).toContain('zego stream status --stream b --wait off-air');
  });

  it('asks how a stream stands, and changes nothing', async () => {
    const { zego, sent } = await onAir();
    const { code, out } = await zego('stream status --stream r --wait live');
    expect([code, sent.length]).toEqual([0, 1]);
    expect(out).toMatch(/^Live: r, published at /m);
  });
});

describe('zego probe', () => {
  it('looks at what viewers see', async () => {
    const { zego, play } = await onAir();
    expect(await zego(`probe ${play}`)).toMatchObject({ code: 0, out: 'Live: media arrives.\n' });
    const gone = await zego(`probe ${play.replace('r.flv', 'x.flv')} --json`);
    expect(gone).toMatchObject({ code: 8, json: { verification: { verdict: 'unverifiable' } } });
  });

  it('does not look in a dry run, and hides the token', async () => {
    const { zego, play, sent } = await onAir();
    const { code, out } = await zego(`probe ${play}?token=canary2token -n`);
    expect([code, out]).toEqual([0, `Dry run, not sent:\nGET ${play}?token=***\n`]);
    expect(sent).toEqual([]);
  });
});
