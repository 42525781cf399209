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

/** Lists words by what stands between two of them, in each language. */
export function listed(list: readonly Words[], between: Text = { en: ', ', zh: '、' }): Text {
  const texts = list.map(inBoth);
  return {
    en: texts.map(({ en }) => en).join(between.en),
    zh: texts.map(({ zh }) => zh).join(between.zh),
  };
}

/** Puts a label before words: `--stream "": ...`. */
export function labelled(label: Words, words: Words): Text {
  const [before, after] = [inBoth(label), inBoth(words)];
  return { en: `${before.en}: ${after.en}`, zh: `${before.zh}：${after.zh}` };
}

/** Joins two texts, in each language. */
export function joined(first: Text, second: Text): Text {
  return { en: `${first.en} ${second.en}`, zh: first.zh + second.zh };
}
