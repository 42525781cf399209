// What acts on a terminal rather than showing: C0 and C1 controls, line separators, marks that turn
// the direction of text, the byte order mark, and halves of surrogate pairs.
const acting =
  /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/gu;

// GitHub Actions acts on `::command` at the start of a line and on `##[command]` anywhere in it, Azure
// Pipelines on `##vso[command]`, TeamCity on `##teamcity[command]`.
const ciCommand = /#(?=#\w*\[)/g;

/**
 * Makes text from a server, a file or the command line harmless to show on one line: what would act on
 * a terminal or start a CI command becomes a visible `\u{..}`.
 */
export function safe(text: string): string {
  return text
    .replace(acting, (char) => `\\u{${char.codePointAt(0)?.toString(16)}}`)
    .replace(ciCommand, '\\u{23}')
    .replace(/^(\s*):(?=:)/, '$1\\u{3a}');
}

/**
 * Makes a JSON document harmless to show: the same characters become `\uXXXX` escapes, which a JSON
 * reader turns back. Its own line breaks are JSON's white space, never part of a string.
 */
export function safeJson(json: string): string {
  return json
    .replace(acting, (char) => (char === '\n' ? char : jsonEscape(char)))
    .replace(ciCommand, '\\u0023');
}

function jsonEscape(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
