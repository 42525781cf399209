import type { ServerResponse } from 'node:http';
import { expect, it } from '@jest/globals';
import { ban, coded, dawn, machine, reset, scripted } from './machine.ts';

const dated =
  (unixMs: number, code = 0) =>
  (response: ServerResponse) => {
    response.setHeader('Date', new Date(unixMs).toUTCString());
    response.end(JSON.stringify({ Code: code, Message: 'ok', RequestId: '1', Data: null }));
  };
const at = dawn + 3_600_000;

it('the first attempt is timed by both clocks', async () => {
  const { origin, limits } = await scripted(dated(at));
  const { first, serverTime } = await machine().run(ban, origin, { limits });
  expect([first?.serverTime, serverTime]).toEqual([at, at]);
  expect(first?.sentAt).toBeGreaterThan(dawn);
});

it('a lost first answer leaves the time of this machine, and later ones tell how far it is off', async () => {
  const { origin, limits } = await scripted(reset, dated(at));
  const { first, serverTime, serverAheadMs, attempts } = await machine().run(ban, origin, {
    limits,
  });
  expect([attempts, first?.serverTime, serverTime]).toEqual([2, null, at]);
  // Every look at the clock of this machine takes a second.
  expect(Number(first?.sentAt) + Number(serverAheadMs)).toBeLessThan(at);
});

it('the first attempt stays the first, whatever it was answered', async () => {
  const { origin, limits } = await scripted(dated(at, 5007), dated(at + 5000));
  const { first, serverTime } = await machine().run(ban, origin, { limits });
  expect([first?.serverTime, serverTime]).toEqual([at, at + 5000]);
});

it('an answer without a Date has no time', async () => {
  const { origin, limits } = await scripted((response) => {
    response.sendDate = false;
    coded(0)(response, response.req);
  });
  const { first, serverTime } = await machine().run(ban, origin, { limits });
  expect([first?.serverTime, serverTime]).toEqual([null, null]);
});

it('what did not go out has none at all', async () => {
  const { first } = await machine().run(ban, 'http://127.0.0.1:1');
  expect(first).toBeNull();
});
