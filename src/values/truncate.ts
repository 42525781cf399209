/** Far longer than any published text. */
const longest = 4096;

/** Cuts a text to 4,096 characters (or `most`), with its full length noted. */
export function truncate(text: string, most = longest): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most).toWellFormed()}... (${text.length} characters)`;
}
