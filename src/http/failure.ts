import { types } from 'node:util';
import { failure } from '../codes/failures.ts';
import { NetworkError, OutcomeUnknownError, type Phase, type ZegoError } from '../errors.ts';

/**
 * Turns whatever ended a request into an error of zego. Nothing of the original is kept but its code: got's
 * errors hold the signed URL.
 * @param phase how far the request got
 * @param host the other side: in the phase `proxy` the proxy
 * @param timedOutMs the time it was given, if that ran out; else null
 * @param hurried whether the command's time ran out before this attempt had a fair share of it
 */
export function failureOf(
  error: unknown,
  phase: Phase,
  host: string,
  timedOutMs: number | null,
  hurried: boolean,
): ZegoError {
  const code = timedOutMs === null ? codeOf(error) : `nothing within ${timedOutMs} ms`;
  const name = phase === 'tls' && notTls.test(code) ? 'noTls' : phase;
  const texts = failure(hurried && reaching.includes(phase) ? 'noTime' : name, { host, code });
  return phase === 'answer'
    ? new OutcomeUnknownError(...texts, { lost: true })
    : new NetworkError(phase, ...texts, { passing: !lasting.test(code) });
}

/** What OpenSSL says of an answer in the clear. */
const notTls = /^ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG)$/;

const reaching: readonly Phase[] = ['dns', 'connect', 'proxy', 'tls'];

/**
 * Failures that another attempt cannot mend: a rejected certificate, by the X509 certificate error codes in
 * Node's documentation of `tls`, and a proxy's refusal, except for its own time-out and rate limit.
 */
const lasting =
  /CERT|CRL|^UNABLE_TO_|^HOSTNAME_MISMATCH$|^INVALID_(CA|PURPOSE)$|^PATH_LENGTH_|^HTTP 4(?!08|29)/;

/** The code of an error or of the one it wraps; a message might hold the URL. */
export function codeOf(error: unknown): string {
  for (let at = error, depth = 0; types.isNativeError(at) && depth < 5; at = at.cause, depth++) {
    const { code } = at as NodeJS.ErrnoException;
    if (typeof code === 'string' && !code.startsWith('ERR_GOT') && code !== 'ERR_ABORTED')
      return code;
  }
  return 'the connection broke';
}
