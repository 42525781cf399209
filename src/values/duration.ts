import ms, { type StringValue } from 'ms';

const part = /\d+(?:\.\d+)?(?:ms|s|m|h|d)/g;
const whole = /^(?:\d+(?:\.\d+)?(?:ms|s|m|h|d))+$/;

/**
 * Reads a duration: numbers with the units ms, s, m, h, d, added up. A number without a unit is
 * refused, since `--timeout 30` would otherwise be a guess.
 * @returns whole milliseconds, at least 1; undefined if the text is not a duration
 */
export function parseDuration(text: string): number | undefined {
  if (!whole.test(text)) return undefined;
  const total = (text.match(part) ?? []).reduce((sum, piece) => sum + ms(piece as StringValue), 0);
  const rounded = Math.round(total);
  return rounded >= 1 && Number.isSafeInteger(rounded) ? rounded : undefined;
}
