import { actions } from '../actions/index.ts';
import type { Action } from '../actions/types.ts';
import { sign } from '../core/sign.ts';
import { common } from './query.ts';
import { answer, type EmulatorReply } from './reply.ts';

/** The largest difference of a Timestamp, by ZEGO's "Accessing Server APIs". */
const CLOCK_MS = 10 * 60_000;

/** The only project the emulator knows. */
export interface Project {
  readonly appId: number;
  readonly secret: string;
}

/**
 * The checks of the gateway, before any of an Action: project, clock, signature, name of the Action. A repeated
 * nonce is accepted: the documentation does not say that the service refuses it.
 * @param now Unix milliseconds
 * @returns the Action's row, or the refusal with the gateway's code
 */
export function enter(
  query: URLSearchParams,
  project: Project,
  now: number,
): Action | EmulatorReply {
  const appId = common(query, 'AppId');
  const timestamp = common(query, 'Timestamp');
  const nonce = common(query, 'SignatureNonce');
  const signature = common(query, 'Signature');
  const version = common(query, 'SignatureVersion');
  const name = common(query, 'Action');

  const aheadMs = Number(timestamp) * 1000 - now;
  const expected = sign({ ...project, nonce, timestamp: Number(timestamp) });
  const uint32 = /^[1-9]\d{0,9}$/.test(appId) && Number(appId) < 2 ** 32;

  const faults: readonly (readonly [boolean, number, string])[] = [
    [appId === '', 100000001, 'AppId missing'],
    [!uint32, 100000001, 'AppId must be a uint32'],
    [timestamp === '', 100000002, 'Timestamp missing'],
    [!/^[1-9]\d{0,10}$/.test(timestamp), 100000003, 'Timestamp must be in Unix seconds'],
    [Math.abs(aheadMs) > CLOCK_MS, 100000004, `Signature expired: ${offBy(aheadMs)}`],
    [nonce === '', 100000008, 'SignatureNonce missing'],
    // ZEGO publishes no other code for a malformed nonce.
    [!/^[\da-f]{16}$/i.test(nonce), 100000008, 'SignatureNonce must be 16 hex digits'],
    [signature === '', 100000009, 'Signature missing'],
    [version === '', 100000013, 'SignatureVersion missing'],
    [version !== '2.0', 100000014, 'SignatureVersion must be 2.0'],
    [Number(appId) !== project.appId, 100000010, `AppId unknown: this is ${project.appId}`],
    [signature !== expected, 100000005, 'Signature wrong'],
    [name === '', 100000006, 'Action missing'],
  ];
  const fault = faults.find(([failed]) => failed);
  if (fault) return answer(fault[1], fault[2]);
  return actions.find((row) => row.action === name) ?? answer(100000007, `Action unknown: ${name}`);
}

function offBy(aheadMs: number): string {
  return `Timestamp ${Math.round(Math.abs(aheadMs) / 1000)} s ${aheadMs > 0 ? 'ahead' : 'behind'}`;
}
