/** The languages of meanings, hints and notes. */
export type Lang = 'en' | 'zh';

/** A text in each language; `{name}` is a placeholder, to be filled in. */
export type Text = Readonly<Record<Lang, string>>;

/** Gives a text in each language; one that is in English alone serves both. */
export function inBoth(text: Text | string): Text {
  return typeof text === 'string' ? { en: text, zh: text } : text;
}

/** Joins two texts, in each language. */
export function joined(first: Text, second: Text): Text {
  return { en: `${first.en} ${second.en}`, zh: first.zh + second.zh };
}
