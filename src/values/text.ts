/** The languages of meanings, hints and notes. */
export type Lang = 'en' | 'zh';

/** A text in each language; `{name}` is a placeholder, to be filled in. */
export type Text = Readonly<Record<Lang, string>>;

/** Joins two texts, in each language. */
export function joined(first: Text, second: Text): Text {
  return { en: `${first.en} ${second.en}`, zh: first.zh + second.zh };
}
