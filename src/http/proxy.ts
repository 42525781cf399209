import { BlockList, isIP, type Socket } from 'node:net';
import type { ConnectionOptions } from 'node:tls';
import { failure } from '../codes/failures.ts';
import { ConfigError } from '../errors.ts';
import { bareHost, isThisMachine } from '../values/host.ts';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Finds the proxy for an origin, by the variables that curl and Go's net/http read: `https_proxy` or
 * `HTTPS_PROXY`, unless `no_proxy` or `NO_PROXY` exempts the host. This machine, and so every plain http origin,
 * is reached directly.
 * @returns null for a direct connection
 * @throws ConfigError for a malformed address, which is not shown: it may hold a password
 */
export function proxyFor(origin: string, env: Env): URL | null {
  const variable = env.https_proxy?.trim() ? 'https_proxy' : 'HTTPS_PROXY';
  const text = env[variable]?.trim();
  const { protocol, hostname, port } = new URL(origin);
  const host = bareHost(hostname);
  if (!text || protocol !== 'https:' || isThisMachine(hostname.replace(/\.$/, ''))) return null;
  if (isExempt(env.no_proxy || env.NO_PROXY || '', host, port || '443')) return null;
  const [, scheme = 'http://', rest = ''] = /^([a-z][\w+.-]*:\/\/)?(.*)$/is.exec(text) ?? [];
  // One of these in a password would end the host: half of the password would be looked up and shown.
  if (/[/?#\\]/.test(rest.replace(/\/$/, ''))) {
    throw new ConfigError(...failure('proxyPath', { variable }));
  }
  const proxy = readProxy(scheme + rest);
  if (proxy) return proxy;
  throw new ConfigError(...failure('proxyAddress', { variable }));
}

function readProxy(text: string): URL | null {
  if (!URL.canParse(text)) return null;
  const proxy = new URL(text);
  if (!['http:', 'https:'].includes(proxy.protocol)) return null;
  try {
    decodeURIComponent(proxy.username + proxy.password);
    return proxy;
  } catch {
    return null;
  }
}

/** Reads a list as curl does: `*`, domains with their subdomains, addresses, networks, each with or without a port. */
function isExempt(list: string, host: string, port: string): boolean {
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => {
      if (entry === '*') return true;
      const single = isIP(entry) || entry.includes('/');
      const [, name = '', only = port] = single
        ? [entry, entry]
        : (/^(.*?)(?::(\d+))?$/.exec(entry) ?? []);
      if (name === '' || only !== port) return false;
      if (isIP(host)) return holds(name.replace(/^\[|\]$/g, ''), host);
      const suffix = name.replace(/^\*?\.|\.$/g, '');
      return host === suffix || host.endsWith(`.${suffix}`);
    });
}

function holds(network: string, host: string): boolean {
  const [address = '', bits] = network.split('/');
  const family = (ip: string) => (isIP(ip) === 6 ? 'ipv6' : 'ipv4');
  const list = new BlockList();
  try {
    const whole = family(address) === 'ipv6' ? 128 : 32;
    list.addSubnet(address, bits === undefined ? whole : Number(bits), family(address));
    return list.check(host, family(host));
  } catch {
    return false;
  }
}

/** What hpagent's type declarations leave out: how to ask an agent for a connection. */
interface Tunneller {
  createConnection(
    options: ConnectionOptions,
    done: (error: Error | null, socket: Socket | null) => void,
  ): void;
}

/**
 * Opens a tunnel through a proxy and starts TLS with the host inside it.
 * @throws whatever the proxy's socket reports; ConfigError where it asks for other credentials
 */
export async function tunnel(
  proxy: URL,
  address: ConnectionOptions,
  signal: AbortSignal,
): Promise<Socket> {
  const { HttpsProxyAgent } = await import('hpagent');
  const { protocol, port, username, password } = proxy;
  const host = bareHost(proxy.hostname);
  const proxyRequestOptions = {
    // Takes precedence over the host that hpagent sets, which has the brackets of an IPv6 address.
    hostname: host,
    signal,
    minVersion: 'TLSv1.2',
    rejectUnauthorized: true,
  };
  // hpagent sends this name as SNI, where RFC 6066 allows no addresses.
  const named = { protocol, port, username, password, hostname: isIP(host) ? '' : host } as URL;
  const agent: unknown = new HttpsProxyAgent({ proxy: named, proxyRequestOptions });
  try {
    return await new Promise((resolve, reject) => {
      (agent as Tunneller).createConnection(address, (error, socket) =>
        socket ? resolve(socket) : reject(error),
      );
    });
  } catch (error) {
    const status = /^Bad response: (\d{3})$/.exec(error instanceof Error ? error.message : '')?.[1];
    if (status === undefined) throw error;
    // Not repeated: three wrong passwords may lock an account.
    // Some proxies (tinyproxy) answer 401 where 407 is meant.
    if (status === '407' || status === '401') {
      throw new ConfigError(...failure('proxyLogin', { host: proxy.host, status }));
    }
    throw Object.assign(new Error('refused by the proxy'), { code: `HTTP ${status}` });
  }
}
