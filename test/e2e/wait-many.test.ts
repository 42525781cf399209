import { describe, expect, it } from '@jest/globals';
import { documentOf } from './document.ts';
import { closed, live, refused } from './stream-states.ts';
import { waiting } from './waits.ts';

describe('a wait for many streams', () => {
  it('says nothing but the result with --quiet', async () => {
    const ids = Array.from({ length: 11 }, (_, nth) => `--stream s${nth}`).join(' ');
    const reads = { '*': [live(1), closed(2), closed(9)] };
    const line = `stream forbid ${ids} --wait-timeout 9s --stable 300ms --quiet`;
    const { ended } = await waiting({ reads }, line);
    const { code, out, err } = await ended;
    expect([code, err]).toEqual([0, '']);
    expect(out.match(/^Off air: /gm)).toHaveLength(11);
  });
});

describe('after a ban with --sequence', () => {
  const line = (sequence: number, more: string) =>
    `stream forbid --stream s1 --sequence ${sequence} ${more}`;

  it('a little ahead of the clock, reads go beyond it', async () => {
    const chosen = Date.now() + 9000;
    const { server, ended } = await waiting(
      { reads: [live(1), closed(2), closed(9)] },
      line(chosen, '--wait-timeout 9s --stable 300ms'),
    );
    expect((await ended).code).toBe(0);
    const above = server.reads().map((query) => Number(query.get('Sequence')) - chosen);
    expect(above[0]).toBeGreaterThan(0);
    expect(above.toSorted((one, other) => one - other)).toEqual(above);
    expect(new Set(above).size).toBe(above.length);
  });

  it('behind the clock, reads go by the clock', async () => {
    const before = Date.now();
    const { server, ended } = await waiting(
      { reads: [live(1), closed(2), closed(9)] },
      line(before - 5000, '--wait-timeout 9s --stable 300ms'),
    );
    expect((await ended).code).toBe(0);
    expect(Number(server.reads()[0]?.get('Sequence'))).toBeGreaterThanOrEqual(before);
  });

  it('far ahead, reads do not shut out others, and the words say why none came through', async () => {
    const chosen = Date.now() + 3_600_000;
    const more = '--wait-timeout 1200ms --stable 1s --json';
    const { server, ended } = await waiting({ reads: [refused(5005)] }, line(chosen, more));
    const { exitCode, notes } = documentOf(await ended) as unknown as {
      exitCode: number;
      notes: string[];
    };
    expect(exitCode).toBe(11);
    expect(notes.join('\n')).toContain(
      `no read of the state of s1 came through (--sequence ${chosen} is more than 10 s ahead`,
    );
    expect(Number(server.reads()[0]?.get('Sequence'))).toBeLessThan(chosen);
  });
});

it('a refused read is told in Chinese', async () => {
  const line = 'stream forbid --stream s1 --wait-timeout 5s --stable 1s --lang zh';
  const { ended } = await waiting({ reads: [refused(30009)] }, line);
  expect((await ended).out).toContain('未能读到 s1 的状态（返回码 30009）');
});
