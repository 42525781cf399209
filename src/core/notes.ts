import { filled } from '../codes/fill.ts';
import { banAgain, liftInTime, unconfirmed, unconfirmedByAll } from '../codes/results.ts';
import { addressesGiven, oneId, resumeFar, resumePast, strangeIds } from '../codes/warnings.ts';
import { hideAddressSecrets } from '../values/rtmp.ts';
import type { Text } from '../values/text.ts';
import { truncate } from '../values/truncate.ts';
import { toUtc } from '../values/utc.ts';
import { banEndsOf, longestBanMs } from './ban-end.ts';
import { clockNote } from './clock.ts';
import { unconfirmedCdns } from './data.ts';
import type { Account, CallResult, PlannedCall } from './types.ts';
import { factsOf } from './verdict.ts';

/** The kinds of notes beside a result, in the order in which they are said. */
const kinds = ['unconfirmed', 'clock', 'ineffective', 'lever', 'spelling', 'check'] as const;

/** What a person should know beside a result. */
export interface Note {
  readonly kind: (typeof kinds)[number];
  readonly text: Text;
}

type Facts = ReturnType<typeof factsOf>;

/** More of them nobody reads. */
const mostSaid = 3;

/**
 * Warnings before a call goes out, about values that the service accepts without complaint.
 * @param now Unix milliseconds
 */
export function warningsBefore({ fields, streams }: PlannedCall, now: number): readonly Text[] {
  return [...resumeWarnings(fields.ResumeTime, now), ...idWarnings(streams)];
}

function resumeWarnings(resume: string | undefined, now: number): readonly Text[] {
  if (resume === undefined) return [];
  const ahead = Date.parse(resume) - now;
  if (ahead <= 0) return [filled(resumePast, { resume })];
  return ahead > longestBanMs ? [filled(resumeFar, { resume })] : [];
}

function idWarnings(ids: readonly string[]): readonly Text[] {
  const odd = ids.filter((id) => !/^[\w-]*$/.test(id));
  const addresses = odd.filter((id) => id.includes('://'));
  const lists = odd.filter((id) => id.includes(',') && !addresses.includes(id));
  const strange = odd.filter((id) => !addresses.includes(id) && !lists.includes(id));
  return [
    ...warningOf(oneId, lists),
    ...warningOf(addressesGiven, addresses.map(hideAddressSecrets)),
    ...warningOf(strangeIds, strange),
  ];
}

function warningOf(text: Text, ids: readonly string[]): readonly Text[] {
  const points = [...new Set(ids.join('').replace(/[\w-]/g, ''))].map(
    (char) => `U+${char.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`,
  );
  const odd = truncate(points.join(', '), 80);
  return ids.length > 0 ? [filled(text, { ids: shortList(ids), odd })] : [];
}

/**
 * Notes beside a success, or beside an answer that is no failure: what it leaves open, the other lever, the spelling,
 * the way to check; in this order.
 * @param now Unix milliseconds
 */
export function notesAfter(result: CallResult, account: Account, now: number): readonly Note[] {
  const { call, reply, error } = result;
  const { row } = call;
  if (reply === null || error !== null) return [];
  // A question that is answered by code 0 leaves nothing open.
  if (row.change === null ? row.answers?.[reply.code] === undefined : reply.code !== 0) return [];
  const facts = factsOf(call, account);
  const own = (text: Text | undefined) => text && filled(text, facts);
  const texts: Readonly<Record<Note['kind'], readonly (Text | undefined)[]>> = {
    unconfirmed: [unconfirmedNote(result, facts)],
    clock: [clockNote(result, now)],
    ineffective: [ignoredNote(result, now, facts), own(row.ineffective)],
    lever: [own(row.lever)],
    spelling: [own(row.spelling)],
    check: [own(row.change === null ? undefined : row.check)],
  };
  return kinds.flatMap((kind) => texts[kind].flatMap((text) => (text ? [{ kind, text }] : [])));
}

/** Of all notes those that people see: the first of each kind, three at most. */
export function saidNotes(notes: readonly Note[]): readonly Note[] {
  const firsts = kinds.flatMap((kind) => notes.find((note) => note.kind === kind) ?? []);
  return firsts.slice(0, mostSaid);
}

function unconfirmedNote({ call, reply }: CallResult, facts: Facts): Text | undefined {
  if (call.row.data !== 'cdnResults') return undefined;
  const cdns = unconfirmedCdns(reply?.data);
  if (cdns === null) return filled(unconfirmedByAll, facts);
  return cdns.length > 0 ? filled(unconfirmed, { ...facts, cdns: shortList(cdns) }) : undefined;
}

/** For CDNs that ignore the end that was asked for. */
function ignoredNote(result: CallResult, now: number, facts: Facts): Text | undefined {
  const ends = banEndsOf(result, now);
  const ignored = ends.find(({ how, cdns }) => how === 'default' && cdns.length > 0);
  if (ignored === undefined) return undefined;
  const asked = Date.parse(result.call.fields.ResumeTime ?? '');
  const own = { cdns: shortList(ignored.cdns), end: toUtc(ignored.at) };
  return filled(asked > ignored.at ? banAgain : liftInTime, { ...facts, ...own });
}

/** Ids or CDNs, as many as anybody reads. */
function shortList(names: readonly string[]): string {
  return truncate(names.join(', '), 200);
}

/** Each note once, in the order of their kinds. */
export function uniqueNotes(notes: readonly Note[]): readonly Note[] {
  const unique = [...new Map(notes.map((note) => [note.text.en, note])).values()];
  return kinds.flatMap((one) => unique.filter(({ kind }) => kind === one));
}

/** Each text once, in the order of first mention. */
export function uniqueTexts(texts: readonly Text[]): readonly Text[] {
  return [...new Map(texts.map((text) => [text.en, text])).values()];
}
