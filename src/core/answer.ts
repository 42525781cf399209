import { failure } from '../codes/failures.ts';
import { OutcomeUnknownError, RateLimitError } from '../errors.ts';
import { UnreadableJson } from '../values/json.ts';
import { isAnswered } from './data.ts';
import { readReply } from './reply.ts';
import type { HttpAnswer, PlannedCall, Reply } from './types.ts';

/**
 * Reads the reply in an HTTP answer. A return code other than 0 counts whatever the status. Code 0 counts with HTTP 200
 * alone: the API documents no other status for a success, and a gateway or cache may have invented it.
 * @throws RateLimitError for HTTP 429 without a return code, OutcomeUnknownError for a redirect or whatever cannot
 *   be read
 */
export function replyIn({ row }: PlannedCall, { status, body }: HttpAnswer): Reply {
  // Never followed, since it would carry the signed URL elsewhere, and never believed.
  if (status >= 300 && status < 400) {
    throw new OutcomeUnknownError(...failure('redirect', { status: `${status}` }));
  }
  try {
    const reply = readReply(body);
    if (reply.code !== 0) return reply;
    if (status !== 200) throw new UnreadableJson('Code 0');
    if (!isAnswered(row.data, reply.data)) throw new UnreadableJson('no list in Data');
    return reply;
  } catch (error) {
    if (!(error instanceof UnreadableJson)) throw error;
    if (status === 429) {
      const { action, rate } = row;
      const facts = { action, production: `${rate.production}`, test: `${rate.test}` };
      throw new RateLimitError(...failure('http429', facts));
    }
    const how = status === 200 ? error.message : `HTTP ${status} and ${error.message}`;
    throw new OutcomeUnknownError(...failure('unreadable', { how }), { lost: status >= 500 });
  }
}
