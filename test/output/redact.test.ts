import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Redactor } from '../../src/output/redact.ts';
import { encode } from '../../src/values/encode.ts';

const signature = '43e5cfcca828314675f91b001390566a';

function redactorOf(...secrets: string[]): Redactor {
  const redactor = new Redactor();
  for (const secret of secrets) redactor.hide(secret);
  return redactor;
}

describe('a secret that is known', () => {
  const secret = 'ca"na/ry+0! 流';

  it.each([
    ['as it is', secret],
    ['in a URL', encodeURIComponent(secret)],
    ['in a URL as we write it', encode(secret)],
    ['in JSON', JSON.stringify(secret).slice(1, -1)],
    ['in base64', Buffer.from(secret).toString('base64')],
    ['in base64url', Buffer.from(secret).toString('base64url')],
  ])('is hidden %s', (_, spelling) => {
    expect(redactorOf(secret).redact(`<${spelling}> ${spelling}`)).toBe('<***> ***');
  });

  it.each(['base64', 'base64url'] as const)('is hidden amid other text in %s', (encoding) => {
    for (const before of ['', 'x', 'xx', 'xxx']) {
      const text = Buffer.from(`${before}>>>???~~~>>>${before}`).toString(encoding);
      expect(redactorOf('>>>???~~~>>>').redact(text)).toMatch(/^.{0,4}\*\*\*.{0,6}$/);
    }
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

describe('a stream key', () => {
  const redactor = redactorOf('canary0secret');
  redactor.hideStreamKey('stop');
  redactor.hideStreamKey('cana');

  it('is hidden in the words of others alone', () => {
    expect(redactor.redact('transfer stop')).toBe('transfer stop');
    expect(redactor.redactForeign('transfer stop')).toBe('transfer ***');
  });

  it('leaves no part of a secret that contains it', () => {
    expect(redactor.redactForeign('<canary0secret>')).toBe('<***>');
  });

  it('is hidden in every text of an answer, which keeps its shape', () => {
    const data = [{ stop: ['a stop', 5003, true, null], deep: { x: 'canary0secret' } }, 'stop'];
    expect(redactor.redactData(data)).toEqual([
      { '***': ['a ***', 5003, true, null], deep: { x: '***' } },
      '***',
    ]);
  });
});

describe('what has the form of a ServerSecret', () => {
  it.each([signature, signature.toUpperCase(), `${signature}0a`])(
    '%s is hidden whole',
    (digits) => {
      const redactor = new Redactor();
      redactor.hideLookalikes(`expected a number, not x${digits}.`);
      expect(redactor.redact(`<${digits}>`)).toBe('<***>');
    },
  );

  it('has 32 digits at least', () => {
    const redactor = new Redactor();
    redactor.hideLookalikes(signature.slice(1));
    expect(redactor.redact(signature)).toBe(signature);
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
