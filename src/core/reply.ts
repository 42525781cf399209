import { unreadable } from '../codes/unreadable.ts';
import { readJson, UnreadableJson } from '../values/json.ts';
import type { Reply } from './types.ts';

const requestIdForm = /^[^\s]{1,256}$/;

/**
 * Reads `{Code, Message, RequestId, Data}`. Numbers that a double cannot hold become strings, digits
 * exact: published samples carry RequestId as a bare number above 2^53.
 * @throws UnreadableJson for a body that is not JSON or not of that shape
 */
export function readReply(body: string): Reply {
  if (body.trim() === '') throw new UnreadableJson(unreadable.empty);
  const answer = readJson(body);
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) {
    throw new UnreadableJson(unreadable.noObject);
  }
  const { Code, Message, RequestId, Data } = answer as Record<string, unknown>;
  if (typeof Code !== 'number' || !Number.isSafeInteger(Code)) {
    throw new UnreadableJson(unreadable.noCode);
  }
  if (Message !== undefined && Message !== null && typeof Message !== 'string') {
    throw new UnreadableJson(unreadable.oddMessage);
  }
  return {
    code: Code,
    message: Message ?? '',
    requestId: readRequestId(RequestId),
    data: Data ?? null,
  };
}

function readRequestId(value: unknown): string | null {
  if (value === undefined || value === null || value === '') return null;
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text === 'string' && requestIdForm.test(text)) return text;
  throw new UnreadableJson(unreadable.oddRequestId);
}
