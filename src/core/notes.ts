import { filled } from '../codes/fill.ts';
import type { Text } from '../values/text.ts';
import { truncate } from '../values/truncate.ts';
import { cdnResults } from './data.ts';
import type { Account, CallResult, PlannedCall } from './types.ts';
import { factsOf } from './verdict.ts';

const day = 86_400_000;

/**
 * Warnings before a call goes out, about values that the service accepts without complaint.
 * @param now Unix milliseconds
 */
export function warningsBefore({ fields, streams }: PlannedCall, now: number): readonly Text[] {
  const lists = streams.filter((id) => id.includes(','));
  return [...resumeWarnings(fields.ResumeTime, now), ...lists.map(oneId)];
}

function oneId(id: string): Text {
  return {
    en: `${id} is taken for one StreamId. For several, give --stream once for each.`,
    zh: `${id} 会被当作一个流 ID。多个流请分别使用 --stream。`,
  };
}

function resumeWarnings(resume: string | undefined, now: number): readonly Text[] {
  const ahead = Date.parse(resume ?? '') - now;
  if (ahead <= 0) {
    return [
      {
        en: `The resume time ${resume} is in the past: the ban may end at once, or not begin.`,
        zh: `恢复时间 ${resume} 已过去：封禁可能立即结束，或不会生效。`,
      },
    ];
  }
  if (ahead > 30 * day) {
    return [
      {
        en: `The resume time ${resume} is more than 30 days ahead: the longest ban is 30 days.`,
        zh: `恢复时间 ${resume} 超过 30 天：封禁最长 30 天。`,
      },
    ];
  }
  return [];
}

/**
 * Notes beside a result: those of the row (the other lever), and which CDNs in the answer ignore a parameter.
 */
export function notesAfter(result: CallResult, account: Account): readonly Text[] {
  const { call, reply } = result;
  if (reply === null || (reply.code !== 0 && call.row.answers?.[reply.code] === undefined))
    return [];
  const facts = factsOf(call, account);
  return [
    ...ignoredBy(result, facts.streamArg ?? ''),
    ...call.row.notes.map((note) => filled(note, facts)),
  ];
}

function ignoredBy({ call, reply }: CallResult, streamArg: string): readonly Text[] {
  return call.row.params.flatMap((param) => {
    if (param.honouredBy === undefined || call.fields[param.field] === undefined) return [];
    const deaf = cdnResults(reply?.data).filter(({ cdn }) => !param.honouredBy?.includes(cdn));
    if (deaf.length === 0) return [];
    const names = truncate([...new Set(deaf.map(({ cdn }) => cdn))].join(', '), 200);
    return [
      {
        en: `${names}: ${param.field} is ignored there. To lift the ban in time: zego cdn resume ${streamArg}`,
        zh: `${names} 忽略 ${param.field}。请按时手动解封：zego cdn resume ${streamArg}`,
      },
    ];
  });
}

/** Each text once, in the order of first mention. */
export function uniqueTexts(texts: readonly Text[]): readonly Text[] {
  return [...new Map(texts.map((text) => [text.en, text])).values()];
}
