import { describe, expect, it } from '@jest/globals';
import { truncate } from '../../src/values/truncate.ts';

describe('a foreign text', () => {
  it('is shown whole as far as anybody reads', () => {
    expect(truncate('x'.repeat(4096))).toBe('x'.repeat(4096));
    expect(truncate('')).toBe('');
  });

  it('says how long it is where it is cut', () => {
    expect(truncate('x'.repeat(1_048_000))).toBe(`${'x'.repeat(4096)}... (1048000 characters)`);
    expect(truncate('abcdef', 3)).toBe('abc... (6 characters)');
  });

  it('is not cut into half a character', () => {
    expect(truncate('ab🎥', 3).isWellFormed()).toBe(true);
  });
});
