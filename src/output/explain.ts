import type { Action } from '../actions/types.ts';
import { exitTexts } from '../codes/exits.ts';
import { fill, filled } from '../codes/fill.ts';
import { everyCode, familiesOf, lookUp, type Meaning } from '../codes/lookup.ts';
import { EXIT, UsageError } from '../errors.ts';
import type { Text } from '../values/text.ts';
import type { Printer } from './printer.ts';
import { inLanguage } from './printer.ts';

/** How the families are named at the terminal. */
const families: Readonly<Record<Meaning['family'], Text>> = {
  gateway: { en: 'any Action (the gateway)', zh: '任意接口（网关）' },
  media: { en: 'relays, CDN and RTC bans, dispatch', zh: '转推、CDN 与 RTC 封禁、调度' },
  room: { en: 'rooms and users', zh: '房间与用户' },
  mix: { en: 'stream mixing', zh: '混流' },
  'media-file': { en: 'media files', zh: '媒体文件' },
  moderation: { en: 'content moderation', zh: '内容审核' },
};
const exitCode: Text = { en: 'exit code of zego', zh: 'zego 的退出码' };

/**
 * Explains a code: an exit code of zego first, then the return code, for one Action, or for every family that
 * publishes it.
 * @returns the exit code
 * @throws UsageError for a number that is neither
 */
export async function presentExplanation(
  code: number,
  action: Action | null,
  printer: Printer,
): Promise<number> {
  const meanings = action === null ? familiesOf(code) : documentedMeanings(action, code);
  const exit = action === null ? exitTextOf(code) : null;
  if (meanings.length === 0 && exit === null) throw await unpublished(code, action);
  const facts: Record<string, string> =
    action === null ? {} : { action: action.action, rate: String(action.rate.production) };
  const { view, style } = printer;
  const explained = meanings.map(({ family, meaning, hint, advice }) => ({
    family,
    meaning: fill(meaning[view.lang], facts),
    hint: hint && fill(inLanguage(hint, view), facts),
    advice,
  }));
  const exitMeaning = exit && {
    meaning: exit.meaning[view.lang].replaceAll('`', ''),
    hint: exit.hint[view.lang],
  };
  if (view.json) {
    printer.json({
      ok: true,
      command: 'explain',
      code,
      action: action?.action ?? null,
      meanings: explained,
      exitMeaning,
      exitCode: EXIT.done,
    });
    return EXIT.done;
  }
  const lines = [
    ...(exitMeaning ? [{ ...exitMeaning, of: exitCode[view.lang] }] : []),
    ...explained.map((each) => ({
      ...each,
      of: action?.action ?? families[each.family][view.lang],
    })),
  ];
  printer.out(
    lines.flatMap(({ of, meaning, hint }) => [
      `${style.out.bold(String(code))}  ${meaning}  ${style.out.dim(`[${of}]`)}`,
      ...(hint ? [`  ${hint}`] : []),
    ]),
  );
  return EXIT.done;
}

function exitTextOf(code: number) {
  const [name] = Object.entries(EXIT).find(([, number]) => number === code) ?? [];
  return name === undefined ? null : exitTexts[name as keyof typeof EXIT];
}

/** Null or one: what the Action documents, code 0, and what the gateway answers to every Action. */
function documentedMeanings(action: Action, code: number): readonly Meaning[] {
  const found = lookUp(code, action);
  const documented = code === 0 || found?.family === 'gateway' || action.codes.includes(code);
  return found && documented ? [found] : [];
}

async function unpublished(code: number, action: Action | null): Promise<UsageError> {
  const { usage } = await import('../codes/usage.ts');
  const facts = { code: `${code}`, action: action?.action ?? '' };
  if (action !== null && familiesOf(code).length > 0) {
    return new UsageError(filled(usage.notDocumented, facts), filled(usage.otherActions, facts));
  }
  const near = everyCode().filter((known) => String(known).startsWith(String(code)));
  const codes = near.slice(0, 8).join(', ');
  const hint = codes === '' ? usage.askSupport : filled(usage.published, { codes });
  return new UsageError(filled(usage.notPublished, facts), hint);
}
