import { failure } from '../codes/failures.ts';
import { sameHost } from '../codes/remarks.ts';
import { unreadable } from '../codes/unreadable.ts';
import { OutcomeUnknownError, RateLimitError, RefusedUnreadError } from '../errors.ts';
import { UnreadableJson } from '../values/json.ts';
import type { Words } from '../values/text.ts';
import { truncate } from '../values/truncate.ts';
import { isAnswered } from './data.ts';
import { readReply } from './reply.ts';
import type { HttpAnswer, PlannedCall, Reply } from './types.ts';

/** With these statuses, by RFC 9110 and RFC 6585, a server refuses a request for its target, its length or its headers. */
const refusals: Readonly<Record<number, 'notServed' | 'tooLong'>> = {
  404: 'notServed',
  414: 'tooLong',
  431: 'tooLong',
};

/**
 * Reads the reply in an HTTP answer. A return code other than 0 counts whatever the status. Code 0 counts with HTTP 200
 * alone: the API documents no other status for a success, and a gateway or cache may have invented it.
 * @param redactForeign hides secrets in what the server said
 * @throws RateLimitError for HTTP 429 without a return code, RefusedUnreadError for HTTP 404, 414 and 431 without
 *   one, OutcomeUnknownError for a redirect or whatever else cannot be read
 */
export function replyIn(
  { row }: PlannedCall,
  { status, location, body }: HttpAnswer,
  redactForeign: (text: string) => string,
): Reply {
  // Never followed, since it would carry the signed URL elsewhere, and never believed.
  if (status >= 300 && status < 400) {
    const origin = originOf(location);
    const to = typeof origin === 'string' ? redactForeign(origin) : origin;
    throw new OutcomeUnknownError(...failure('redirect', { status: `${status}`, to }));
  }
  let invented = false;
  try {
    const reply = readReply(body);
    if (reply.code !== 0) return reply;
    invented = status !== 200;
    if (invented) throw new UnreadableJson(unreadable.codeZero);
    if (!isAnswered(row.data, reply.data)) throw new UnreadableJson(unreadable.noList);
    return reply;
  } catch (error) {
    if (!(error instanceof UnreadableJson)) throw error;
    if (status === 429) {
      const { action, rate } = row;
      const facts = { action, production: `${rate.production}`, test: `${rate.test}` };
      throw new RateLimitError(...failure('http429', facts));
    }
    const foreign = isPage.test(body);
    const title = foreign ? titleIn(body, redactForeign) : '';
    const refusal = refusals[status];
    if (refusal && !invented) {
      throw new RefusedUnreadError(...failure(refusal, { status: `${status}`, title }));
    }
    const how = foreign ? failure('webPage', { title })[0] : error.what;
    const [both] = status === 200 ? [how] : failure('withStatus', { status: `${status}`, how });
    const texts = failure('unreadable', { how: both });
    throw new OutcomeUnknownError(...texts, { lost: status >= 500, foreign });
  }
}

/** `https://portal.example`, without path and query, or the same host; nothing where it leads nowhere. */
function originOf(location: string | null): Words {
  if (location === null || !URL.canParse(location, here)) return '';
  const { origin } = new URL(location, here);
  if (origin === here) return sameHost;
  return origin === 'null' ? '' : truncate(origin, 200);
}

/** Stands for the host that answered: a name that no host has. */
const here = 'https://here.invalid';

const isPage = /^\s*<(?:!doctype\s+html|html|head|body|title)\b/i;

/** The beginning of a web page's title, in quotes; empty for a page without one. */
function titleIn(body: string, redactForeign: (text: string) => string): string {
  const [, title = ''] = /<title[^>]{0,200}>([^<]{0,1000})/i.exec(body) ?? [];
  const words = truncate(redactForeign(title).replace(/\s+/g, ' ').trim(), 80);
  return words && JSON.stringify(words);
}
