import { describe, expect, it } from '@jest/globals';
import { nearest } from '../../src/values/nearest.ts';

const words = ['--stream', '--url', '--sequence', 'push', 'pull'];

describe('the nearest word', () => {
  it.each([
    ['--strem', '--stream'],
    ['--streams', '--stream'],
    ['--ulr', '--url'],
    ['--sequense', '--sequence'],
    ['pus', 'push'],
    ['push', 'push'],
  ])('to %s is %s', (typed, meant) => {
    expect(nearest(typed, words)).toBe(meant);
  });

  it.each(['kickout', '', 'x', '--frobnicate'])('to %j is none', (typed) => {
    expect(nearest(typed, words)).toBeUndefined();
  });

  it('of no words is none', () => {
    expect(nearest('push', [])).toBeUndefined();
  });
});

it('a word as long as a book is near to nothing', () => {
  expect(nearest('x'.repeat(1_000_000), [`${'x'.repeat(1_000_000)}y`])).toBeUndefined();
});
