import { filled } from '../codes/fill.ts';
import { banEnds } from '../codes/results.ts';
import type { BanEnd } from '../core/ban-end.ts';
import type { Lang, Text } from '../values/text.ts';

/**
 * The line that says when a ban ends.
 * @param write writes an instant, given in Unix milliseconds
 */
export function banEndText(
  { how, at, where }: BanEnd,
  write: (unixMs: number, lang: Lang) => string,
): Text {
  const end = { en: write(at, 'en'), zh: write(at, 'zh') };
  return filled(banEnds[how], { where: where ?? '', end });
}
