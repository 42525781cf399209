/** What a text longer than that is shown as ends with its length; no published text comes near it. */
const longest = 4096;

/** A foreign text as far as anybody reads it: the rest of it is said to be there. */
export function truncate(text: string, most = longest): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most).toWellFormed()}... (${text.length} characters)`;
}
