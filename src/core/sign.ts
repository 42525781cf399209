import { createHash } from 'node:crypto';

/** What the signature is made of. */
export interface SignatureParts {
  readonly appId: number;
  /** 16 hex digits, fresh for every request. */
  readonly nonce: string;
  /** The ServerSecret. */
  readonly secret: string;
  /** Unix time in whole seconds. */
  readonly timestamp: number;
}

/**
 * Signs a request: md5(AppId + SignatureNonce + ServerSecret + Timestamp), by ZEGO's "Accessing
 * Server APIs". It covers neither the Action nor its parameters, so a signed URL is a bearer secret.
 * @returns 32 lower-case hex digits
 */
export function sign({ appId, nonce, secret, timestamp }: SignatureParts): string {
  return createHash('md5').update(`${appId}${nonce}${secret}${timestamp}`).digest('hex');
}
