import { expect, it } from '@jest/globals';
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
