import { createHash } from 'node:crypto';
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sign } from '../../src/core/sign.ts';

it('published vector', () => {
  expect(
    sign({
      appId: 12345,
      nonce: '4fd24687296dd9f3',
      secret: '9193cc662a4c0ec135ec71fb57194b38',
      timestamp: 1615186943,
    }),
  ).toBe('43e5cfcca828314675f91b001390566a');
});

it('is the md5 of the four parts in a row', () => {
  const nonce = fc.stringMatching(/^[\da-f]{16}$/);
  const appId = fc.integer({ min: 1, max: 0xffff_ffff });
  fc.assert(
    fc.property(appId, nonce, fc.string(), fc.nat(), (appId, nonce, secret, timestamp) => {
      const md5 = createHash('md5').update(appId + nonce + secret + timestamp);
      expect(sign({ appId, nonce, secret, timestamp })).toBe(md5.digest('hex'));
    }),
  );
});
