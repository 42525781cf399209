/** The languages of meanings, hints and notes. */
export type Lang = 'en' | 'zh';

/** A text in each language; `{name}` is a placeholder, to be filled in. */
export type Text = Readonly<Record<Lang, string>>;

/** A Text, or English where it is not translated. */
export type Words = Text | string;

/** Words as a Text: what is not translated is the same in each language. */
export function inBoth(words: Words): Text {
  return typeof words === 'string' ? { en: words, zh: words } : words;
}

/** Joins two texts, in each language. */
export function joined(first: Text, second: Text): Text {
  return { en: `${first.en} ${second.en}`, zh: first.zh + second.zh };
}
