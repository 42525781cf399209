import { types } from 'node:util';
import { NetworkError, OutcomeUnknownError, type Phase, type ZegoError } from '../errors.ts';

const wayHint = 'Check the network, the proxy settings and --endpoint / --region.';

/**
 * Turns whatever ended a request into our own error. Nothing of the original is kept but its code: got's
 * errors hold the signed URL.
 * @param phase how far the request got
 * @param host whom it was to reach: in the phase `proxy` that one
 * @param timedOutMs the time it was given, if that ran out
 */
export function failureOf(
  error: unknown,
  phase: Phase,
  host: string,
  timedOutMs: number | null,
): ZegoError {
  const code = timedOutMs === null ? codeOf(error) : `nothing within ${timedOutMs} ms`;
  const passing = !lasting.test(code);
  switch (phase) {
    case 'dns':
      return new NetworkError(phase, `cannot resolve ${host} (${code}); nothing was sent`, wayHint);
    case 'proxy':
      return new NetworkError(
        phase,
        `the proxy ${host} does not connect (${code}); nothing was sent`,
        'Check HTTPS_PROXY, and whether the proxy lets this host through; NO_PROXY names hosts to reach directly.',
        { passing },
      );
    case 'connect':
      return new NetworkError(
        phase,
        `cannot connect to ${host} (${code}); nothing was sent`,
        wayHint,
      );
    case 'tls':
      return new NetworkError(
        phase,
        `no trusted TLS connection to ${host} (${code}); nothing was sent`,
        'Check the clock, and whether a proxy replaces certificates: NODE_EXTRA_CA_CERTS names its CA.',
        { passing },
      );
    case 'slot':
      return new NetworkError(phase, 'the time was over before anything was sent');
    case 'answer':
      return new OutcomeUnknownError(`the request went out, the answer was lost (${code})`, true);
  }
}

/**
 * What no other attempt changes: a certificate that is refused, by the codes of Node's documentation of `tls`
 * (X509 certificate error codes), and what a proxy forbids, but for its own time-out and rate limit.
 */
const lasting =
  /CERT|CRL|^UNABLE_TO_|^HOSTNAME_MISMATCH$|^INVALID_(CA|PURPOSE)$|^PATH_LENGTH_|^HTTP 4(?!08|29)/;

/** The code of an error or of the one it wraps; a message might hold the URL. */
function codeOf(error: unknown): string {
  for (let at = error, depth = 0; types.isNativeError(at) && depth < 5; at = at.cause, depth++) {
    const { code } = at as NodeJS.ErrnoException;
    if (typeof code === 'string' && !code.startsWith('ERR_GOT') && code !== 'ERR_ABORTED')
      return code;
  }
  return 'the connection broke';
}
