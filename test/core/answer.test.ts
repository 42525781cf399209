import { describe, expect, it } from '@jest/globals';
import { replyIn } from '../../src/core/answer.ts';
import { OutcomeUnknownError } from '../../src/errors.ts';
import { callOf } from './samples.ts';

const asItIs = (text: string) => text;
const stop = callOf('DeleteCDNTransferRule');
const answer = (status: number, Code: number) => ({
  status,
  date: null,
  location: null,
  body: JSON.stringify({ Code, Message: 'm', RequestId: '1', Data: null }),
  timings: {},
});

it('Code 0 with HTTP 200 is a success', () => {
  expect(replyIn(stop, answer(200, 0), asItIs)).toMatchObject({ code: 0, requestId: '1' });
});

describe.each([99, 199, 201, 202, 203, 205, 206, 207, 226, 299, 400, 404, 500, 600, 999])(
  'with HTTP %d',
  (status) => {
    it('Code 0 is an unknown outcome', () => {
      const read = () => replyIn(stop, answer(status, 0), asItIs);
      expect(read).toThrow(OutcomeUnknownError);
      expect(read).toThrow(`the answer is unreadable: HTTP ${status} and Code 0`);
    });

    it('another return code counts', () => {
      expect(replyIn(stop, answer(status, 5004), asItIs).code).toBe(5004);
    });
  },
);
