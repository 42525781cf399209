/** The languages of meanings, hints and notes. */
export type Lang = 'en' | 'zh';

/** A text in each of them. `{name}` marks what the caller fills in. */
export type Text = Readonly<Record<Lang, string>>;
