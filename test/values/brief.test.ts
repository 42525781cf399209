import { describe, expect, it } from '@jest/globals';
import { brief } from '../../src/values/brief.ts';

describe('a foreign text', () => {
  it('is shown whole as far as anybody reads', () => {
    expect(brief('x'.repeat(4096))).toBe('x'.repeat(4096));
    expect(brief('')).toBe('');
  });

  it('says how long it is where it is cut', () => {
    expect(brief('x'.repeat(1_048_000))).toBe(`${'x'.repeat(4096)}... (1048000 characters)`);
    expect(brief('abcdef', 3)).toBe('abc... (6 characters)');
  });

  it('is not cut into half a character', () => {
    expect(brief('ab🎥', 3).isWellFormed()).toBe(true);
  });
});
