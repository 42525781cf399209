import dns from 'node:dns';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { beforeEach, expect, it } from '@jest/globals';
import { selfSigned } from './certificate.ts';
import { afterwards, ask, deserted, failure, serveSecurely, trust } from './servers.ts';

const { lookup } = dns;
beforeEach(() => {
  afterwards(() => {
    dns.lookup = lookup;
  });
  const watched = (name: string, ...more: unknown[]) => {
    if (name === 'localhost') throw new Error(`${name} was looked up`);
    return Reflect.apply(lookup, dns, [name, ...more]);
  };
  dns.lookup = watched as typeof lookup;
});

const own = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
const addresses = ['127.0.0.1', '::1'].filter((one) => own.some(({ address }) => address === one));

it.each(addresses)('localhost is reached at %s, whatever a name server says', async (address) => {
  const server = createServer((_, response) => response.end('here')).listen(0, address);
  await once(server, 'listening');
  afterwards(() => server.close());
  const { port } = server.address() as AddressInfo;
  const { body, timings } = await ask(`http://localhost:${port}`);
  expect(body).toBe('here');
  expect(Object.keys(timings)).toEqual(['connect', 'slot', 'answer']);
});

it('its certificate is still one for localhost', async () => {
  const pair = selfSigned();
  trust(pair.cert);
  const origin = await serveSecurely(pair, (_, response) => response.end('here'));
  expect((await ask(origin)).body).toBe('here');
});

it('where nobody listens the failure is that of the connection', async () => {
  const host = (await deserted()).replace('127.0.0.1', 'localhost');
  expect((await failure(`http://${host}`)).message).toBe(
    `cannot connect to ${host} (ECONNREFUSED); nothing was sent`,
  );
});
