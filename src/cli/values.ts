import { isIPv4 } from 'node:net';
import type { CommandRow, Param } from '../actions/types.ts';
import { expectedForm, forms, or } from '../codes/expected.ts';
import { filled } from '../codes/fill.ts';
import type { CallInput } from '../core/plan.ts';
import { UsageError } from '../errors.ts';
import { parseDuration } from '../values/duration.ts';
import { nearest } from '../values/nearest.ts';
import { hideAddressSecrets, isRtmpUrl } from '../values/rtmp.ts';
import { labelled, listed, type Words } from '../values/text.ts';
import { lastInstant, toUtc } from '../values/utc.ts';

// No id or address has one, and a terminal would act on it.
const control = /\p{Cc}/u;
const digits = /^(?:0|[1-9]\d{0,18})$/;
/** The API's Sequence is an Int64. */
const lastSequence = 2n ** 63n - 1n;

const usageErrors = () => import('./usage-errors.ts');

/** The long name of an option as Commander keys it: `client-ip <ip>` is `clientIp`. */
export function keyOf(option: string): string {
  return longName(option).replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** The long name of an option: `client-ip <ip>` is `client-ip`. */
export function longName(option: string): string {
  return option.split(' ')[0] ?? option;
}

/**
 * Turns the texts of a command's options into API fields.
 * @param typed option texts by Commander key; every value a list in the order given
 * @param now Unix milliseconds, for options that count from now
 * @returns the StreamIds, and the other fields by API name, those that take several values as lists
 * @throws UsageError naming option, value and what is expected
 */
export async function readFields(
  row: CommandRow,
  typed: Readonly<Record<string, readonly string[] | undefined>>,
  now: number,
): Promise<Omit<CallInput, 'rows' | 'sequence'>> {
  if (typed.stream?.includes('-'))
    throw (await usageErrors()).stdinForIds(row.command, othersOf(row));
  // Commander would complain of this before it complains of a mistyped option.
  const missing = row.params.filter((param) => param.required && !typed[keyOf(param.option)]);
  if (missing.length > 0) {
    const names = missing.map(({ option }) => `--${option}`);
    throw (await usageErrors()).missingOptions(names, row.command);
  }
  let streams: readonly string[] = [];
  const fields: Record<string, string> = {};
  const lists: Record<string, readonly string[]> = {};
  for (const param of row.params) {
    const given = typed[keyOf(param.option)];
    const relative = param.fromNow && typed[keyOf(param.fromNow.option)];
    if (given && relative && param.fromNow) {
      const both = [param.option, param.fromNow.option].map(longName);
      throw (await usageErrors()).notCombined(both);
    }
    if (param.type === 'streamId') {
      streams = await Promise.all((given ?? []).map((text) => readValue(param, text)));
    } else if (given && param.maxItems !== undefined) {
      lists[param.field] = await Promise.all(given.map((text) => readValue(param, text)));
    } else if (given?.[0] !== undefined) {
      fields[param.field] = await readValue(param, given[0]);
    } else if (relative?.[0] !== undefined && param.fromNow) {
      fields[param.field] = fromNow(param.fromNow.option, relative[0], now);
    } else if (param.fallback !== undefined) {
      fields[param.field] = param.fallback;
    }
  }
  return { streams, fields, ...(Object.keys(lists).length > 0 && { lists }) };
}

/**
 * Checks `--sequence`.
 * @throws UsageError unless it is a whole number that fits an Int64
 */
export function readSequence(text: string): string {
  if (digits.test(text) && BigInt(text) <= lastSequence) return text;
  throw malformed('sequence', text, filled(forms.sequence, { most: `${lastSequence}` }));
}

/** Whether a text is not empty, has no control character, no space around it and no broken encoding. */
function isPlain(text: string): boolean {
  return (
    text !== '' &&
    !control.test(text) &&
    text === text.trim() &&
    text.isWellFormed() &&
    !text.includes('\ufffd')
  );
}

function checkStreamId({ option, strict }: Param, text: string): string {
  const name = longName(option);
  if (text === '') throw malformed(name, text, forms.streamId);
  if (!isPlain(text)) throw malformed(name, text, forms.plainStreamId);
  if (strict && !/^[\w-]+$/.test(text)) throw malformed(name, text, forms.strictStreamId);
  return text;
}

/** What else a command needs: ` --url URL`. */
function othersOf({ params }: CommandRow): string {
  return params
    .filter(({ required, type }) => required && type !== 'streamId')
    .map(({ option }) => ` --${longName(option)} ${longName(option).toUpperCase()}`)
    .join('');
}

async function readValue(param: Param, text: string): Promise<string> {
  const name = longName(param.option);
  switch (param.type) {
    case 'rtmpUrl':
      if (isRtmpUrl(text)) return text;
      throw malformed(name, text, forms.rtmpUrl);
    case 'instant': {
      const { parseInstant } = await import('../values/instant.ts');
      const instant = parseInstant(text);
      if (instant !== undefined) return toUtc(instant);
      throw malformed(name, text, forms.instant);
    }
    case 'choice': {
      const choices = param.choices ?? [];
      if (choices.includes(text)) return text;
      const near = nearest(text.toLowerCase(), choices) ?? '';
      throw malformed(name, text, filled(forms.choice, { choices: listed(choices, or), near }));
    }
    case 'ipv4':
      if (isIPv4(text)) return text;
      throw malformed(name, text, forms.ipv4);
    case 'text':
      if (isPlain(text) && text.length <= (param.maxLength ?? Number.POSITIVE_INFINITY))
        return text;
      throw malformed(name, text, filled(forms.text, { most: `${param.maxLength}` }));
    case 'streamId':
      return checkStreamId(param, text);
  }
}

function fromNow(option: string, text: string, now: number): string {
  const name = longName(option);
  const duration = parseDuration(text);
  if (duration === undefined) throw malformed(name, text, forms.duration);
  if (now + duration <= lastInstant) return toUtc(now + duration);
  throw malformed(name, text, forms.earlyDuration);
}

/** The refusal of an option's value, with the form that it should have. */
export function malformed(name: string, value: string, form: Words): UsageError {
  const shown = `--${name} ${JSON.stringify(hideAddressSecrets(value))}`;
  return new UsageError(labelled(shown, filled(expectedForm, { form })));
}
