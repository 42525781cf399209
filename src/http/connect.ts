import { connect as connectTcp, isIP, type LookupFunction, type Socket } from 'node:net';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';
import { bareHost } from '../values/host.ts';
import type { PhaseTimer } from './phase-timer.ts';
import { tunnel } from './proxy.ts';

/**
 * Connects to an origin, TLS included: 1.2 or newer, certificates always checked. `localhost` is never looked
 * up, since a name server might know another machine by that name (RFC 6761, section 6.3).
 * @param proxy the proxy to connect through; null for none
 * @param timer records the phases and how long each takes
 * @throws whatever the socket reports; the signal's reason once that aborts
 */
export async function connect(
  origin: string,
  proxy: URL | null,
  signal: AbortSignal,
  timer: PhaseTimer,
): Promise<Socket> {
  const { protocol, hostname, port } = new URL(origin);
  const secure = protocol === 'https:';
  const host = bareHost(hostname);
  const isLocal = host === 'localhost';
  timer.start(proxy ? 'proxy' : isLocal || isIP(host) ? 'connect' : 'dns');
  signal.throwIfAborted();
  const address = {
    host,
    port: Number(port) || (secure ? 443 : 80),
    ...(isLocal && { lookup: loopback, autoSelectFamily: true }),
  };
  const security: ConnectionOptions = {
    ...(isIP(host) ? {} : { servername: host }),
    minVersion: 'TLSv1.2',
    rejectUnauthorized: true,
    ALPNProtocols: ['http/1.1'],
  };
  const socket = proxy
    ? await tunnel(proxy, { ...address, ...security }, signal)
    : secure
      ? connectTls({ ...address, ...security })
      : connectTcp(address);
  if (proxy) timer.next('tls');
  const abort = () => socket.destroy(signal.reason instanceof Error ? signal.reason : undefined);
  signal.addEventListener('abort', abort, { once: true });
  try {
    signal.throwIfAborted();
    await new Promise<void>((resolve, reject) => {
      socket.once('lookup', (error: Error | null) => {
        if (!error && timer.phase === 'dns') timer.next('connect');
      });
      socket.once('connect', () => {
        if (!secure) resolve();
        else if (!proxy) timer.next('tls');
      });
      socket.once('secureConnect', resolve);
      socket.once('close', () => reject(new Error('closed')));
      // Never removed: a connection that breaks later must not end the process.
      socket.on('error', reject);
    });
    return socket;
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

/** Resolves to both loopback addresses; the one that listens is used. */
const loopback: LookupFunction = (_host, _options, done) =>
  done(null, [
    { address: '127.0.0.1', family: 4 },
    { address: '::1', family: 6 },
  ]);
