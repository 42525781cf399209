import { describe, expect, it } from '@jest/globals';
import type { Send } from '../../src/core/types.ts';
import { send } from '../../src/http/send.ts';
import { serve, timeOnCall } from '../http/servers.ts';
import { pointedAt, rehearse, run } from './run.ts';

const ids = Array.from({ length: 45 }, (_, nth) => `s${nth}`);
const words = (some: readonly string[]) => some.flatMap((id) => ['--stream', id]);

/** Runs a command whose time is over as soon as its first call is answered. */
async function cutShort(line: readonly string[]) {
  const { zego, sent } = await rehearse();
  const { ms, end } = timeOnCall();
  const once: Send = async (...asked) => {
    const answer = await send(...asked);
    end();
    return answer;
  };
  const result = await zego([...line, '--timeout', `${ms}ms`], {
    send: once,
    uptime: () => 60_000,
  });
  return Object.assign(result, { sent });
}

describe('many ids, and the time is used up', () => {
  it('says what was not tried, how many are done, and how to do the rest', async () => {
    const line = ['stream', 'forbid', ...words(ids)];
    const { code, err, sent } = await cutShort(line);
    expect([code, sent.length]).toEqual([7, 1]);
    expect(err).toMatch(
      /^error: stream forbid s20, .*: not tried: --timeout 3600\.\d+s was used up; nothing was sent$/m,
    );
    expect(err).not.toContain('network');
    expect(err).toMatch(/^hint: 20 of 45 done\.$/m);
    const rest = `zego stream forbid --timeout \\d+ms ${words(ids.slice(20)).join(' ')}`;
    expect(err).toMatch(new RegExp(`^hint: For the rest: ${rest}$`, 'm'));
  });

  it('says so in Chinese too', async () => {
    const { err } = await cutShort(['stream', 'forbid', '--lang', 'zh', ...words(ids)]);
    expect(err).toMatch(/: 未尝试：--timeout 3600\.\d+s 已用完；请求未发出$/m);
    expect(err).toMatch(/^hint: 已完成 20 个，共 45 个。$/m);
    expect(err).toMatch(/^hint: 处理剩余部分：zego stream forbid --lang zh --timeout /m);
  });

  it('leads to --json where a line would be too long to paste', async () => {
    const long = ids.map((id) => id + 'x'.repeat(100));
    const { err } = await cutShort(['stream', 'forbid', ...words(long)]);
    expect(err).toMatch(/^hint: For the rest, see the streams of `calls` where `retryable`/m);
    const { json } = await cutShort(['stream', 'forbid', '--json', ...words(long)]);
    expect(json.calls).toMatchObject([
      { ok: true, retryable: false },
      { ok: false, retryable: true, attempts: 0, exitCode: 6, streams: long.slice(20, 40) },
      { ok: false, retryable: true, attempts: 0, exitCode: 6, streams: long.slice(40) },
    ]);
  });

  it('quotes ids for a shell', async () => {
    const odd = [...ids.slice(0, 21), "it's", '-x'];
    const { err } = await cutShort(['stream', 'forbid', ...words(odd)]);
    expect(err).toContain(`--stream s20 --stream 'it'\\''s' --stream=-x`);
  });
});

it('the ids that break the rules are named among many', async () => {
  const origin = await serve((_, response) => {
    response.end('{"Code":30006,"Message":"m","RequestId":"1","Data":null}');
  });
  const line = ['stream', 'forbid', '--stream', 'good', '--stream', 'a b', '--stream', 'b.c'];
  const { err } = await run(line, { env: pointedAt(origin) });
  expect(err).toContain(
    "hint: Not letters, digits, - and _ alone, or longer than 256: 'a b', b.c. ",
  );
  const { err: chinese } = await run([...line, '--lang', 'zh'], { env: pointedAt(origin) });
  expect(chinese).toContain(
    "hint: 含有字母、数字、- 和 _ 以外的字符，或超过 256 个字符：'a b', b.c。",
  );
});

it('an id that is too long is named, and nothing is sent', async () => {
  const long = `live${'x'.repeat(300)}`;
  const { zego } = await rehearse();
  const { code, err } = await zego(`rtmp dispatch --type push --stream ${long}`);
  expect(code).toBe(2);
  expect(err).toContain('livexx...');
});
