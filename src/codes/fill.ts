import { inBoth, type Lang, type Text, type Words } from '../values/text.ts';

// These words serve both languages. Texts read well without a fact that has none.
const withoutFact: Readonly<Record<string, string>> = {
  appIdSource: 'ZEGO_APP_ID / --app-id',
  secretSource: 'ZEGO_SERVER_SECRET / --secret-file',
  rate: '5-40',
  streamArg: '--stream ID',
};

/**
 * Fills the `{name}` placeholders of a text in one pass, so that a fact is never read as a template. Of `[with|without]`
 * the first part is taken where its facts are known, else the second.
 * @param text a text in one language
 * @param facts by placeholder: `appId`, `appIdSource` and `secretSource` (where they came from), `requestId`, `rate`
 *   (calls a second), `action`, `streamArg` (`--stream ID`), `accountArgs` (the options that chose the account, `--test` or nothing), `testChange`. A missing
 *   or empty one is replaced by general words, or left out with the space before it
 */
export function fill(text: string, facts: Readonly<Record<string, string>>): string {
  return text.replace(slot, (_, known?: string, unknown = '', space = '', name = '') => {
    if (known !== undefined) return fill(hasFacts(known, facts) ? known : unknown, facts);
    const words = facts[name] || withoutFact[name];
    return words ? space + words : '';
  });
}

const slot = /\[([^[\]|]*)\|([^[\]|]*)\]|( ?)\{(\w+)\}/g;

function hasFacts(text: string, facts: Readonly<Record<string, string>>): boolean {
  return [...text.matchAll(/\{(\w+)\}/g)].every(([, name = '']) => facts[name]);
}

/** The same in both languages; a fact may be a Text itself. */
export function filled({ en, zh }: Text, facts: Readonly<Record<string, Words>>): Text {
  const factsIn = (lang: Lang) =>
    Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, inBoth(fact)[lang]]));
  return { en: fill(en, factsIn('en')), zh: fill(zh, factsIn('zh')) };
}
