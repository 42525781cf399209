import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readCall, refusal } from './read.ts';

describe('an id that begins with a dash', () => {
  const clear = ['transfer', 'clear'];

  it.each([
    [['--stream', '-abc'], '-abc'],
    [['--stream=-abc'], '-abc'],
    [['--stream', '-nabc'], '-nabc'],
    [['--stream=-nabc'], '-nabc'],
    [['--stream=-n'], '-n'],
    [['--stream=-x'], '-x'],
    [['--stream', '-x'], '-x'],
    [['--stream', '--abc'], '--abc'],
    [['--stream=--json'], '--json'],
    [['--stream=--streem'], '--streem'],
    [['--stream=--stream'], '--stream'],
    [['--stream=a=b'], 'a=b'],
  ])('%j', async (typed, id) => {
    const { input, globals } = await readCall(...clear, ...typed);
    expect(input.streams).toEqual([id]);
    expect(globals.dryRun).toBeUndefined();
    expect(globals.json).toBeUndefined();
  });

  it.each(['-n', '--json', '--dry-run', '--stream', '--sequence', '--help', '-h'])(
    '%s after --stream is an option that lost its way',
    async (option) => {
      const { message, hint } = await refusal(...clear, '--stream', option, '--stream', 's1');
      expect(message).toBe(`--stream has no value before ${option}`);
      expect(hint).toBe(`If the value is really ${option}, write --stream=${option}`);
    },
  );

  it.each([
    [['--for=2h'], '--for', '--for=...'],
    [['--resume=canary0'], '--resume', '--resume=...'],
    [['--fro=2h'], '--fro (did you mean --for?)', '--fro=...'],
    [['--resmue'], '--resmue (did you mean --resume?)', '--resmue'],
    [['--resmue', '2025-02-01T00:00:00Z'], '--resmue (did you mean --resume?)', '--resmue'],
  ])('%j after --stream likewise, and its value is not repeated', async (typed, name, value) => {
    expect(await refusal('cdn', 'forbid', '--stream', ...typed)).toEqual({
      message: `--stream has no value before ${name}`,
      hint: `If the value is really ${value}, write --stream=${value}`,
    });
  });

  it('an option before the group may lose its way too', async () => {
    const { message } = await refusal('--profile', '--json', ...clear, '--stream', 's1');
    expect(message).toBe('--profile has no value before --json');
  });

  it('an option at the end has no value', async () => {
    expect((await refusal(...clear, '--stream')).message).toContain('--stream');
  });
});

describe('an id', () => {
  const clear = (id: string) => ['transfer', 'clear', '--stream', id];

  it.each(['s1', 'a.b', '直播间', 'a b', 'x'.repeat(256), '🎥'])('%.20s', async (id) => {
    expect((await readCall(...clear(id))).input.streams).toEqual([id]);
  });

  it.each([
    ['', 'expected a StreamId'],
    [' s1', 'without control characters or space around it'],
    ['s1\n', 'without control characters or space around it'],
    ['s\u00001', 'without control characters or space around it'],
    ['s\u001b[31m', 'without control characters or space around it'],
    ['s\ud800', 'without control characters or space around it'],
    // What is left of bytes that are not UTF-8: another stream may be named so.
    ['s\ufffd', 'in UTF-8'],
  ])('not %j', async (id, expected) => {
    const { message } = await refusal(...clear(id));
    expect(message).toBe(
      `--stream ${JSON.stringify(id)}: ${message.slice(message.indexOf('expected'))}`,
    );
    expect(message).toContain(expected);
  });

  it.each([
    ['transfer clear', 'zego transfer clear'],
    ['transfer stop', 'zego transfer stop --url URL'],
    ['rtmp dispatch', 'zego rtmp dispatch --type TYPE'],
    ['stream forbid --stream s1', 'zego stream forbid'],
  ])('is not read from stdin: %s --stream -', async (line, command) => {
    for (const stdin of [['--stream', '-'], ['--stream=-']]) {
      expect(await refusal(...line.split(' '), ...stdin)).toEqual({
        message: '--stream -: StreamIds are not read from stdin',
        hint: `Give them one by one: xargs -n 1 ${command} --stream <ids.txt`,
      });
    }
  });

  it('of rtmp dispatch is of digits, letters, - and _', async () => {
    const dispatch = (id: string) => ['rtmp', 'dispatch', '--type', 'push', '--stream', id];
    expect((await readCall(...dispatch('a_B-9'))).input.streams).toEqual(['a_B-9']);
    for (const id of ['a.b', 'a b', '直播间']) {
      expect((await refusal(...dispatch(id))).message).toContain('digits, letters, - and _ only');
    }
  });
});

describe('the end of a ban', () => {
  const forbid = ['cdn', 'forbid', '--stream', 's1'];
  const resume = async (...typed: string[]) =>
    (await readCall(...forbid, ...typed)).input.fields.ResumeTime;

  it.each([
    ['2025-02-01T00:00:00Z', '2025-02-01T00:00:00Z'],
    ['2025-02-01T08:00:00+08:00', '2025-02-01T00:00:00Z'],
    ['2025-02-01T00:00:00.999Z', '2025-02-01T00:00:00Z'],
  ])('--resume %s is sent as %s', async (text, sent) => {
    expect(await resume('--resume', text)).toBe(sent);
  });

  // Now is 2025-01-31T12:00:00.750Z.
  it.each([
    ['2h', '2025-01-31T14:00:00Z'],
    ['1d12h', '2025-02-02T00:00:00Z'],
    ['250ms', '2025-01-31T12:00:01Z'],
    ['249ms', '2025-01-31T12:00:00Z'],
  ])('--for %s counts from now: %s', async (text, sent) => {
    expect(await resume('--for', text)).toBe(sent);
  });

  it('is left out when nobody asks for it', async () => {
    expect(await resume()).toBeUndefined();
  });

  it.each([
    '2025-02-30T00:00:00Z',
    '2025-02-01T00:00:00',
    '2025-02-01',
    '2025-02-01T00:00:00Z[America/New_York]',
    '+010000-01-01T00:00:00Z',
    'tomorrow',
    '',
  ])('not --resume %j', async (text) => {
    const { message } = await refusal(...forbid, `--resume=${text}`);
    expect(message).toContain(`--resume ${JSON.stringify(text)}: expected an ISO 8601 instant`);
  });

  it.each(['30', '2x', '0s', '-2h', ''])('not --for %j', async (text) => {
    const { message } = await refusal(...forbid, `--for=${text}`);
    expect(message).toContain(
      `--for ${JSON.stringify(text)}: expected a duration above 0, such as`,
    );
  });

  it.each(['3000000d', '99999999d'])('not --for %s, in a year of five digits', async (text) => {
    const { message } = await refusal(...forbid, `--for=${text}`);
    expect(message).toBe(`--for "${text}": expected a duration that ends before the year 10000`);
  });

  it('is said one way only', async () => {
    const { message } = await refusal(...forbid, '--for', '2h', '--resume', '2025-02-01T00:00:00Z');
    expect(message).toBe('--resume and --for cannot be combined');
  });
});

describe('an address', () => {
  const start = (url: string) => ['transfer', 'start', '--stream', 's1', '--url', url];

  it('reaches the call as it was typed', async () => {
    const tail = fc.stringMatching(/^[\w?=&%+.!'()*:@~#/-]*$/);
    await fc.assert(
      fc.asyncProperty(tail, async (text) => {
        const url = `rtmp://cdn.example/${text}`;
        expect((await readCall(...start(url))).input.fields.CDNUrl).toBe(url);
      }),
    );
  });

  it('is not taken from bytes that were no UTF-8', async () => {
    const { message } = await refusal(...start('rtmp://cdn.example/live/s\ufffd'));
    expect(message).toContain('expected an address such as');
  });

  it('that is refused hides its keys', async () => {
    const { message } = await refusal(...start('http://u:canary1key@h/a?k=canary2key'));
    expect(message).toBe(
      '--url "http://***@h/a?k=***": expected an address such as rtmp://host/app/stream',
    );
  });
});

describe('a choice', () => {
  const dispatch = ['rtmp', 'dispatch', '--stream', 's1'];

  it.each([
    [['--type', 'pus'], '--type "pus": expected push or pull (did you mean push?)'],
    [['--type', 'PULL'], '--type "PULL": expected push or pull (did you mean pull?)'],
    [['--type', 'relay'], '--type "relay": expected push or pull'],
    [['--type', 'push', '--client-ip', '1.2.3'], '--client-ip "1.2.3": expected an IPv4 address'],
    [['--type', 'push', '--client-ip', '::1'], '--client-ip "::1": expected an IPv4 address'],
  ])('not %j', async (typed, message) => {
    expect((await refusal(...dispatch, ...typed)).message).toBe(message);
  });

  it('has its own value when nothing is said', async () => {
    expect((await readCall('cdn', 'list')).input).toMatchObject({
      streams: [],
      fields: { Vendor: 'ws' },
    });
    expect((await refusal('cdn', 'list', '--vendor', 'ali')).message).toBe(
      '--vendor "ali": expected ws',
    );
  });
});
