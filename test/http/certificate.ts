import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { isIPv4 } from 'node:net';

/** A DER element: tag, length, content. */
function der(tag: number, ...content: Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  const size = body.length;
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
}

const sequence = (...content: Uint8Array[]) => der(0x30, ...content);
const text = (tag: number, words: string) => der(tag, Buffer.from(words));
const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'));

const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'));
const commonName = oid('550403');
const nameOf = (words: string) => sequence(der(0x31, sequence(commonName, text(0x0c, words))));

/** An address counts only where it stands in the extension for that, which is one of version 3. */
const version3 = der(0xa0, der(0x02, Buffer.from([2])));
const alternativeName = (address: string) =>
  der(
    0xa3,
    sequence(
      sequence(
        oid('551d11'),
        der(0x04, sequence(der(0x87, Buffer.from(address.split('.').map(Number))))),
      ),
    ),
  );

/** A key and its certificate, in PEM. */
export interface Pair {
  readonly key: string;
  readonly cert: string;
}

interface Issuer {
  readonly name: string;
  readonly privateKey: KeyObject;
}

let issued = 0;

function issue(subject: string, by?: Issuer, until = '491231235959Z'): Pair & Issuer {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const issuer = by ?? { name: subject, privateKey };
  issued += 1;
  const body = sequence(
    ...(isIPv4(subject) ? [version3] : []),
    der(0x02, Buffer.from([issued])),
    ecdsaWithSha256,
    nameOf(issuer.name),
    sequence(text(0x17, '200101000000Z'), text(0x17, until)),
    nameOf(subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    ...(isIPv4(subject) ? [alternativeName(subject)] : []),
  );
  const signature = der(0x03, Buffer.from([0]), sign('sha256', body, issuer.privateKey));
  const base64 = sequence(body, ecdsaWithSha256, signature).toString('base64');
  return {
    name: subject,
    privateKey,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${base64.replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
  };
}

/** A certificate for localhost that nobody but itself vouches for, with its key. */
export function selfSigned(): Pair {
  return issue('localhost');
}

/** A certificate authority of its own: its certificate, and what gives a host one, valid until a UTCTime. */
export function authority(): {
  readonly cert: string;
  issue(host: string, until?: string): Pair;
} {
  const root = issue('An authority of a company');
  return { cert: root.cert, issue: (host, until) => issue(host, root, until) };
}
