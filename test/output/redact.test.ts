import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Redactor } from '../../src/output/redact.ts';
import { sanitize } from '../../src/output/sanitize.ts';
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

  const key = 'ab%26c/d%2Be"f1%20流🎥=??>>';
  const decoded = 'ab&c/d+e"f1 流🎥=??>>';
  const json = (text: string) => JSON.stringify(text).slice(1, -1);
  it.each([
    ['percent-decoded', decoded],
    ['encoded by a form', `${new URLSearchParams({ decoded })}`.slice(8)],
    ['encoded by JavaScript', encodeURIComponent(key)],
    ['encoded by Python', encodeURIComponent(key).replaceAll('%2F', '/')],
    ['encoded in small letters', encodeURIComponent(key).toLowerCase()],
    ['in JSON of JavaScript', json(key)],
    ['in JSON of Python', json(key).replace('流🎥', '\\u6d41\\ud83c\\udfa5')],
    ['in JSON of PHP', json(key).replace('流🎥', '\\u6d41\\ud83c\\udfa5').replaceAll('/', '\\/')],
    ['in JSON of Gson', json(key).replaceAll('=', '\\u003d').replaceAll('>', '\\u003e')],
    ['as Base64', Buffer.from(key).toString('base64')],
    ['as Base64 of what is decoded', Buffer.from(decoded).toString('base64url')],
    ['as Base64 in a URL', encodeURIComponent(Buffer.from(key).toString('base64'))],
    ['as Base64 in JSON of PHP', Buffer.from(key).toString('base64').replaceAll('/', '\\/')],
  ])('is hidden %s', (_, spelling) => {
    const redactor = new Redactor();
    redactor.hideStreamKey(key);
    expect(redactor.redactForeign(`<${spelling}> ${spelling}.`)).toBe('<***> ***.');
  });

  it('is hidden as it stands after it was sanitized', () => {
    const shown = sanitize('StreamId ##[canary]\u200esecret');
    expect(redactorOf('##[canary]\u200esecret').redact(shown)).toBe('StreamId ***');
  });

  it.each(['%', '%25', '\\u00'])('is hidden after a stray %s', (before) => {
    expect(redactorOf(signature).redactForeign(before + signature)).toBe(`${before}***`);
  });

  it.each([
    ['backslashes', '\\'],
    ['percent signs', '%'],
    ['what is encoded over and over', '%25'],
    ['escapes', '\\u00'],
    ['its beginning', signature.slice(0, -1)],
  ])('is looked for among a million %s in a moment', (_, piece) => {
    const text = piece.repeat(1_000_000 / piece.length);
    expect(redactorOf(signature).redactForeign(`${text} ${signature}`)).toBe(`${text} ***`);
  });

  it('hides the whole of a text that says it over and over', () => {
    const redactor = redactorOf('canary');
    expect(redactor.redact('a canary, '.repeat(1000))).toBe('a ***, '.repeat(1000));
    expect(redactor.redact('a canary, '.repeat(1001))).toBe('***');
  });

  it.each([4, 256, 4096, 16_384, 131_072])('of %d characters is hidden', (length) => {
    const long = 'canary+/'.repeat(length / 4).slice(0, length);
    const text = `<${long}> ${encode(long)}`;
    expect(redactorOf(long).redactForeign(text)).toBe('<***> ***');
  });

  it('of many parts, all alike, is looked for in a moment', () => {
    const redactor = new Redactor();
    for (let nth = 0; nth < 500; nth++) redactor.hideStreamKey(`${'a'.repeat(nth)}b`);
    const text = 'a'.repeat(1_000_000);
    expect(redactor.redactForeign(`${text}c`)).toBe(`${text}c`);
    expect(redactor.redactForeign(`c${'a'.repeat(5)}b`)).toBe('c***');
  });

  it.each(['\u0130', '\u03a3', '\ud800', '\u00df'])('is hidden where it stands after %j', (odd) => {
    expect(redactorOf('CANARY').redactForeign(`${odd}a ${odd}canary${odd}`)).toBe(
      `${odd}a ${odd}***${odd}`,
    );
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

  it('is hidden where it is read as a number', () => {
    const numeric = new Redactor();
    numeric.hideStreamKey('1234567890');
    const data = { a: 1234567890, b: [1234567891], c: '1234567890', d: 1.23456789e9, e: 4 };
    expect(numeric.redactData(data)).toEqual({
      ...{ a: '***', b: [1234567891], c: '***', d: '***', e: 4 },
    });
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
