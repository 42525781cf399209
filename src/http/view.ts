import type { Socket } from 'node:net';
import type { Response } from 'got';
import { filled } from '../codes/fill.ts';
import { sights } from '../codes/probes.ts';
import { type Phase, ZegoError } from '../errors.ts';
import { inBoth, type Words } from '../values/text.ts';
import { readFlv } from '../verify/flv.ts';
import { readPlaylist } from '../verify/hls.ts';
import { endOf, type Look, type LookLimits, type Sight } from '../verify/probe.ts';
import { mayBeOver, sumOfVariants } from '../verify/variants.ts';
import { connect } from './connect.ts';
import { codeOf } from './failure.ts';
import { PhaseTimer } from './phase-timer.ts';
import { proxyFor } from './proxy.ts';
import { getOver } from './stream.ts';

/** Of one body. */
const mostBytes = 65_536;
/** CDNs schedule by redirects. */
const mostRedirects = 5;
/** Variants of a master playlist beside its first. */
const mostOthers = 9;
const redirects = [301, 302, 303, 307, 308];

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Makes what looks at an address that viewers play, HLS or HTTP-FLV, as they would: a GET with nothing of ours but a
 * User-Agent, through up to five redirects, and from a master playlist on to its first variant. A look at which that
 * one has no new segment goes on to the others.
 * @param env names the proxy for https, as for a call: proxyFor(). Plain http is asked directly
 */
export function createView(env: Env = {}): Look {
  /** Of the first variants at the last looks, by address. */
  const ends = new Map<string, bigint>();
  return async (address, limits) => {
    const found = await view(address, limits, env);
    const { sight } = found;
    if (sight.kind === 'list' && !sight.ended) {
      const [before, end] = [ends.get(address.href), endOf(sight)];
      ends.set(address.href, end);
      // At a first look nothing hangs on the others.
      if (before !== end) return sight;
    }
    return found.others ? sumOfVariants(sight, await found.others()) : sight;
  };
}

async function view(
  address: URL,
  { timeoutMs, signal }: LookLimits,
  env: Env,
): Promise<{ readonly sight: Sight; readonly others?: () => Promise<readonly Sight[]> }> {
  const timeout = AbortSignal.timeout(timeoutMs);
  const ending = AbortSignal.any([signal, timeout]);
  const find = async (url: URL): Promise<Found> => {
    try {
      return await follow(url, address.host, ending, env);
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof LookError)) throw error;
      return { sight: failedLook(error, timeout.aborted) };
    }
  };
  const seeVariant = async (url: URL | null): Promise<Sight> => {
    if (url === null) return unclear('noVariant');
    const found = await find(url);
    return 'variants' in found ? unclear('nested') : found.sight;
  };
  const found = await find(address);
  if (!('variants' in found)) return found;
  const [first, ...others] = found.variants;
  const sight = await seeVariant(first);
  return mayBeOver(sight)
    ? { sight, others: () => Promise.all(others.map(seeVariant)) }
    : { sight };
}

/** What an address leads to: a sight, or the variants of a master playlist; null for one that is not to be asked. */
type Found = { readonly sight: Sight } | { readonly variants: Variants };
type Variants = readonly [URL, ...(URL | null)[]];

/** A request that got no answer, and how far it got. */
class LookError extends Error {
  readonly phase: Phase;
  readonly host: string;

  constructor(phase: Phase, host: string, cause: unknown) {
    super('no answer', { cause });
    this.phase = phase;
    this.host = host;
  }
}

function failedLook({ phase, host, cause }: LookError, isTooLate: boolean): Sight {
  if (cause instanceof ZegoError) return { kind: 'unclear', detail: inBoth(cause.detail) };
  const code = isTooLate ? 'ETIMEDOUT' : codeOf(cause);
  const text = phase === 'answer' ? 'brokenOff' : phase === 'tls' ? 'untrusted' : 'unreached';
  return unclear(text, { host, code });
}

/** @param asked the host of the address that was given */
async function follow(start: URL, asked: string, ending: AbortSignal, env: Env): Promise<Found> {
  let url = start;
  for (let count = 0; count <= mostRedirects; count++) {
    const found = await ask(url, ending, env);
    if (!(found instanceof URL)) {
      const isElsewhere = 'sight' in found && found.sight.kind !== 'unclear' && url.host !== asked;
      return isElsewhere ? { sight: { ...found.sight, via: url.host } } : found;
    }
    url = found;
  }
  return { sight: unclear('redirects', { most: `${mostRedirects}` }) };
}

/** Makes one request. @returns what it found, or where it is sent on to */
async function ask(url: URL, ending: AbortSignal, env: Env): Promise<Found | URL> {
  const timer = new PhaseTimer();
  let socket: Socket | undefined;
  try {
    socket = await connect(url.origin, proxyFor(url.origin, env), ending, timer);
    timer.next('answer');
    return await exchange(url, socket, ending);
  } catch (error) {
    throw new LookError(timer.phase, url.host, error);
  } finally {
    socket?.destroy();
  }
}

async function exchange(url: URL, socket: Socket, signal: AbortSignal): Promise<Found | URL> {
  const request = getOver(url, () => socket, signal);
  try {
    const { statusCode: status, headers } = await new Promise<Response>((resolve, reject) => {
      // Never removed: a connection that breaks later must not end the process.
      request.once('response', resolve).on('error', reject);
    });
    if (redirects.includes(status)) {
      return targetOf(headers.location, url) ?? { sight: unclear('wrongRedirect') };
    }
    if (status === 404 || status === 410) return { sight: { kind: 'gone', status } };
    if (status === 401 || status === 403) return { sight: { kind: 'forbidden', status } };
    if (status !== 200) return { sight: unclear('status', { status: `${status}` }) };
    if ((headers['content-encoding'] ?? 'identity') !== 'identity') {
      return { sight: unclear('compressed') };
    }
    return await readBody(request, url);
  } finally {
    request.destroy();
  }
}

async function readBody(pieces: AsyncIterable<Buffer>, url: URL): Promise<Found> {
  const whole = Buffer.alloc(mostBytes);
  let length = 0;
  const body = () => whole.subarray(0, length);
  try {
    for await (const piece of pieces) {
      const isTooLarge = length + piece.length > mostBytes;
      length += piece.copy(whole, length);
      if (readFlv(body()) === 'media') return { sight: { kind: 'flowing' } };
      if (isTooLarge) return { sight: unclear('tooLarge') };
    }
  } catch (error) {
    if (readFlv(body()) === null) throw error;
  }
  return readFlv(body()) ? { sight: unclear('quietFlv') } : textFound(body().toString(), url);
}

/** @param base where the text came from: its addresses are relative to it */
function textFound(text: string, base: URL): Found {
  if (text.trim() === '') return { sight: unclear('empty') };
  const playlist = readPlaylist(text);
  if (playlist === null) return { sight: unclear(/^\s*</.test(text) ? 'webPage' : 'foreign') };
  if (playlist.kind === 'list') {
    const says = playlist.segments > 0 || playlist.ended;
    return { sight: says ? playlist : unclear('noSegments') };
  }
  const variants = playlist.variants.map((address) => targetOf(address, base));
  const [first] = variants;
  if (!first) return { sight: unclear('noVariant') };
  // A playlist can name any host: what that one says of the stream is not known to be about it.
  if (first.host !== base.host) return { sight: unclear('elsewhere', { host: first.host }) };
  const others = new Map(variants.map((url) => [url?.href, url?.host === base.host ? url : null]));
  others.delete(first.href);
  const rest = [...others.values()];
  const more = rest.length > mostOthers ? [null] : [];
  return { variants: [first, ...rest.slice(0, mostOthers), ...more] };
}

/** Resolves an address that a server names; undefined unless it is http or https, without a user. */
function targetOf(address: string | undefined, base: URL): URL | undefined {
  if (address === undefined || !URL.canParse(address, base.href)) return undefined;
  const url = new URL(address, base.href);
  const isPlain = /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
  return isPlain ? url : undefined;
}

function unclear(name: keyof typeof sights, facts: Readonly<Record<string, Words>> = {}): Sight {
  return { kind: 'unclear', detail: filled(sights[name], facts) };
}
