import { isIPv4 } from 'node:net';
import type { Action, Param, ParamType } from '../actions/types.ts';
import { parseInstant } from '../values/instant.ts';
import { isRtmpUrl } from '../values/rtmp.ts';
import { common, commonNames } from './query.ts';
import { answer, type EmulatorReply } from './reply.ts';

const forms: Record<ParamType, (value: string, param: Param) => boolean> = {
  streamId: (value, { strict }) => !strict || /^[\w-]+$/.test(value),
  text: (value) => !/\p{Cc}/u.test(value),
  rtmpUrl: (value) => isRtmpUrl(value),
  instant: (value) =>
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value) && parseInstant(value) !== undefined,
  choice: (value, { choices }) => choices?.includes(value) ?? true,
  ipv4: (value) => isIPv4(value),
};

/**
 * Reads IsTest: `true` or `false` in any case, production when it is left out.
 * @returns whether the call is for the test environment, or the refusal
 */
export function environment(row: Action, query: URLSearchParams): boolean | EmulatorReply {
  const text = common(query, 'IsTest').toLowerCase();
  if (text === 'true') return true;
  if (text === 'false' || !query.has('IsTest')) return false;
  const code = row.codes.includes(30004) ? 30004 : requestRefusal(row);
  return answer(code, 'IsTest must be true or false');
}

/**
 * Checks the parameters of a call against the row of its Action.
 * @param prefix what a StreamId must begin with, exactly once; '' for nothing
 * @returns the refusal, with the code the row documents for the parameter; undefined if all is well
 */
export function checkParameters(
  row: Action,
  query: URLSearchParams,
  prefix: string,
): EmulatorReply | undefined {
  const known = new Set<string>([...commonNames, ...row.params.map(({ field }) => field)]);
  if (row.sequenced) known.add('Sequence');
  const stranger = [...query.keys()].find((name) => !known.has(name));
  if (stranger !== undefined)
    return answer(requestRefusal(row), `Parameter unknown to ${row.action}: ${stranger}`);

  for (const param of row.params) {
    const flaw = flawOf(param, query.getAll(param.field), prefix);
    if (flaw) return answer(param.refusal, `${param.field} ${flaw}`);
  }
  return undefined;
}

function flawOf(param: Param, values: readonly string[], prefix: string): string | undefined {
  const { field, type, required, maxItems = Infinity, maxLength = Infinity } = param;
  if (values.length === 0) return required ? 'missing' : undefined;
  if (values.length > 1 && !field.endsWith('[]')) return 'given more than once';
  if (values.length > maxItems) return `given more than ${maxItems} times`;
  if (values.includes('')) return 'empty';
  if (values.some((value) => value.length > maxLength)) return `longer than ${maxLength}`;
  if (!values.every((value) => forms[type](value, param))) return 'malformed';
  if (type === 'streamId' && !values.every((value) => prefixedOnce(value, prefix)))
    return `must begin with ${prefix} exactly once`;
  return undefined;
}

function prefixedOnce(value: string, prefix: string): boolean {
  if (prefix === '') return true;
  const name = value.slice(prefix.length);
  return value.startsWith(prefix) && name !== '' && !name.startsWith(prefix);
}

/** The code for a request that is wrong as a whole; 5005 (request invalid) where none is documented. */
function requestRefusal(row: Action): number {
  return [5005, 1006, 2].find((code) => row.codes.includes(code)) ?? 5005;
}
