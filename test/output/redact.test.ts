import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Redactor } from '../../src/output/redact.ts';

const signature = '43e5cfcca828314675f91b001390566a';

function redactorOf(...secrets: string[]): Redactor {
  const redactor = new Redactor();
  for (const secret of secrets) redactor.hide(secret);
  return redactor;
}

describe('a secret that is known', () => {
  const secret = 'ca"na/ry+0 流';

  it.each([
    ['as it is', secret],
    ['in a URL', encodeURIComponent(secret)],
    ['in JSON', JSON.stringify(secret).slice(1, -1)],
    ['in base64', Buffer.from(secret).toString('base64')],
    ['in base64url', Buffer.from(secret).toString('base64url')],
  ])('is hidden %s', (_, spelling) => {
    expect(redactorOf(secret).redact(`<${spelling}> ${spelling}`)).toBe('<***> ***');
  });

  it('is nowhere in what is written', () => {
    const secrets = fc
      .string({ unit: 'grapheme', minLength: 4 })
      .filter((text) => !text.includes('*'));
    fc.assert(
      fc.property(secrets, fc.string(), fc.string(), (secret, before, after) => {
        const shown = redactorOf(secret).redact(before + secret + after);
        expect(shown.includes(secret)).toBe(false);
      }),
    );
  });

  it('is hidden before one that is part of it', () => {
    expect(redactorOf('canary', 'canary0secret').redact('canary0secret canary')).toBe('*** ***');
  });

  it('too short to be one is let be', () => {
    expect(redactorOf('', 'abc').redact('abc')).toBe('abc');
    expect(redactorOf('abcd').redact('abcd')).toBe('***');
  });
});

describe('a signature that is not known', () => {
  it.each([
    [`/?Signature=${signature}&x=1`, '/?Signature=***&x=1'],
    [`"Signature":"${signature}"`, '"Signature":"***"'],
    [`"signature" : "${signature}"`, '"signature" : "***"'],
    [`signature: ${signature.toUpperCase()}`, 'signature: ***'],
  ])('%s', (text, shown) => {
    expect(new Redactor().redact(text)).toBe(shown);
  });

  it.each([`RequestId=${signature}`, 'Signature=***', 'SignatureVersion=2.0'])('not %s', (text) => {
    expect(new Redactor().redact(text)).toBe(text);
  });
});
