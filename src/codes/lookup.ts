import type { Text } from '../values/text.ts';
import { byAction } from './by-action.ts';
import { gatewayCodes } from './gateway.ts';
import { hints } from './hints.ts';
import { mediaCodes } from './media.ts';
import { mixCodes } from './mix.ts';
import { mediaFileCodes, moderationCodes } from './others.ts';
import { roomCodes } from './room.ts';
import type { Advice, CodeEntry, CodeTable, Family } from './types.ts';

/** A return code explained. The texts may hold placeholders: `fill` puts the facts in. */
export interface Meaning {
  readonly family: Family;
  readonly code: number;
  readonly meaning: Text;
  /** What to do next; null where there is nothing to do. */
  readonly hint: Text | null;
  readonly advice: Advice;
}

/** A return code that no family publishes. */
export const unpublished: Pick<Meaning, 'meaning' | 'hint' | 'advice'> = {
  advice: 'support',
  meaning: {
    en: 'a return code that ZEGO has not published',
    zh: 'ZEGO 未公布的返回码',
  },
  hint: {
    en: 'Send the code and RequestId {requestId} to ZEGO support.',
    zh: '请将返回码和 RequestId {requestId} 提供给 ZEGO 技术支持。',
  },
};

const tables: Readonly<Record<Family, CodeTable>> = {
  gateway: gatewayCodes,
  media: mediaCodes,
  room: roomCodes,
  mix: mixCodes,
  'media-file': mediaFileCodes,
  moderation: moderationCodes,
};
const families = Object.keys(tables) as Family[];

function explained(family: Family, code: number, entry: CodeEntry): Meaning {
  const { meaning, advice, hint = hints[advice] } = entry;
  return { family, code, meaning, hint, advice };
}

/**
 * Explains a return code to the caller of an Action: the same number means different things to different Actions,
 * so the Action's own texts come first, then its family's, then the gateway's.
 * @param action a row of the catalogue, or these parts of one
 * @returns undefined for a code that is not published
 */
export function lookUp(
  code: number,
  action: { readonly action: string; readonly family: Family },
): Meaning | undefined {
  const family = tables[action.family][code] ? action.family : 'gateway';
  const entry = tables[family][code];
  return entry && explained(family, code, { ...entry, ...byAction[action.action]?.[code] });
}

/**
 * Explains a return code where the Action is not known.
 * @returns one meaning for each family that publishes it, the gateway first; none for an unknown code
 */
export function familiesOf(code: number): Meaning[] {
  return families.flatMap((family) => {
    const entry = tables[family][code];
    return entry ? [explained(family, code, entry)] : [];
  });
}

/** Every published return code, once, in ascending order. */
export function everyCode(): number[] {
  const codes = families.flatMap((family) => Object.keys(tables[family]).map(Number));
  return [...new Set(codes)].sort((a, b) => a - b);
}
