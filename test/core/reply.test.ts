import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { memberText } from '../../src/core/data.ts';
import { readReply } from '../../src/core/reply.ts';
import { UnreadableJson } from '../../src/values/json.ts';

describe('a reply', () => {
  it('of the documented shape', () => {
    expect(readReply('{"Code":5003,"Message":"no","RequestId":"47","Data":{"a":[1]}}')).toEqual({
      code: 5003,
      message: 'no',
      requestId: '47',
      data: { a: [1] },
    });
  });

  it.each(['4443515903608307000', '9007199254740993', '18446744073709551615'])(
    'keeps the RequestId %s exact, as a bare number and as text',
    (id) => {
      expect(readReply(`{"Code":0,"RequestId":${id}}`).requestId).toBe(id);
      expect(readReply(`{"Code":0,"RequestId":"${id}"}`).requestId).toBe(id);
    },
  );

  it('turns a small RequestId into text', () => {
    expect(readReply('{"Code":0,"RequestId":47}').requestId).toBe('47');
  });

  it('keeps big numbers of the Data exact, as text', () => {
    const { data } = readReply('{"Code":0,"Data":{"big":9007199254740993,"small":12,"f":0.5}}');
    expect(data).toEqual({ big: '9007199254740993', small: 12, f: 0.5 });
  });

  it('keeps every Data that is JSON', () => {
    const data = fc.jsonValue({ maxDepth: 3 });
    fc.assert(
      fc.property(data, (value) => {
        const sent = JSON.stringify({ Code: 0, Data: value });
        fc.pre(!sent.includes('__proto__') && !/\d{16}|e[+-]/.test(sent));
        expect(readReply(sent).data).toEqual((JSON.parse(sent) as { Data: unknown }).Data);
      }),
      { numRuns: 50 },
    );
  });

  it.each(['{"Code":0}', '{"Code":0,"Message":null,"RequestId":null,"Data":null}'])(
    'may lack all but the Code: %s',
    (body) => {
      expect(readReply(body)).toEqual({ code: 0, message: '', requestId: null, data: null });
    },
  );

  it('takes an empty RequestId for none', () => {
    expect(readReply('{"Code":0,"RequestId":""}').requestId).toBeNull();
  });
});

describe('the depth of a reply', () => {
  const nested = (levels: number) => `{"Code":0,"Data":${'['.repeat(levels)}${']'.repeat(levels)}}`;

  it('is a hundred levels at most', () => {
    expect(readReply(nested(99)).code).toBe(0);
    expect(() => readReply(nested(100))).toThrow('JSON nested too deeply');
  });

  it.each([2500, 4000])('of %d levels is unreadable, and no overflow', (levels) => {
    expect(() => readReply(nested(levels))).toThrow(UnreadableJson);
  });
});

describe('a member of the Data as text', () => {
  it.each<[unknown, string]>([
    ['text', 'text'],
    [47, '47'],
    [null, ''],
    [undefined, ''],
    [{ toString: 1, valueOf: 1 }, '{"toString":1,"valueOf":1}'],
    [[1, [2]], '[1,[2]]'],
    [true, 'true'],
  ])('%j is %s', (member, text) => {
    expect(memberText({ member }, 'member')).toBe(text);
  });
});

describe('an unreadable reply', () => {
  it.each([
    ['', 'an empty body'],
    [' \r\n', 'an empty body'],
    ['<html>busy</html>', 'not JSON'],
    ['{"Code":0', 'not JSON'],
    ['{"Code":0}{"Code":0}', 'not JSON'],
    ['{"Code":0,"Code":1}', 'JSON with a duplicate key'],
    ['[{"Code":0}]', 'JSON that is not an object'],
    ['null', 'JSON that is not an object'],
    ['"0"', 'JSON that is not an object'],
    ['{}', 'no whole number as Code'],
    ['{"code":0}', 'no whole number as Code'],
    ['{"Code":"0"}', 'no whole number as Code'],
    ['{"Code":0.5}', 'no whole number as Code'],
    ['{"Code":null}', 'no whole number as Code'],
    ['{"Code":9007199254740993}', 'no whole number as Code'],
    ['{"Code":0,"Message":1}', 'a Message that is not text'],
    ['{"Code":0,"Message":{}}', 'a Message that is not text'],
    ['{"Code":0,"RequestId":{}}', 'a RequestId that is neither text nor a number'],
    ['{"Code":0,"RequestId":true}', 'a RequestId that is neither text nor a number'],
    ['{"Code":0,"RequestId":"a b"}', 'a RequestId that is neither text nor a number'],
    [`{"Code":0,"RequestId":"${'1'.repeat(257)}"}`, 'a RequestId that is neither'],
    [`{"Code":0,"Data":${'['.repeat(200_000)}`, 'JSON nested too deeply'],
  ])('%.40s', (body, why) => {
    expect(() => readReply(body)).toThrow(UnreadableJson);
    expect(() => readReply(body)).toThrow(why);
  });

  it('never ends in another error, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (body) => {
        expect(() => readReply(body)).toThrow(UnreadableJson);
      }),
    );
  });
});
