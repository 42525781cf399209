/** The languages of meanings, hints and notes. */
export type Lang = 'en' | 'zh';

/** A text in each of them. `{name}` marks what the caller fills in. */
export type Text = Readonly<Record<Lang, string>>;

/** Texts one after the other, in each language. */
export function joined(first: Text, second: Text): Text {
  return { en: `${first.en} ${second.en}`, zh: first.zh + second.zh };
}
