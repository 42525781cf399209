import { quoted } from '../values/shell.ts';
import type { LogEntry } from './log.ts';
import type { Emulator } from './server.ts';
import type { Fail } from './service.ts';

/**
 * Reads `CODE[:COUNT]`, as in `5007:3`.
 * @returns the return code and how many calls it meets, Infinity without a COUNT; undefined if the
 * text is of another form, or either number is 0
 */
export function parseFail(text: string): Fail | undefined {
  const [, code, count] = /^([1-9]\d{0,8})(?::([1-9]\d{0,8}))?$/.exec(text) ?? [];
  if (code === undefined) return undefined;
  return { code: Number(code), count: count === undefined ? Infinity : Number(count) };
}

/** The shell lines that point `zego` at an emulator: endpoint, AppId and secret, without a final newline. */
export function exportLines({ url, appId, secret }: Omit<Emulator, 'close' | 'play'>): string {
  return [
    `export ZEGO_ENDPOINT=${url}`,
    `export ZEGO_APP_ID=${appId}`,
    `export ZEGO_SERVER_SECRET=${quoted(secret)}`,
  ].join('\n');
}

/** One line for people: time, Action, streams, HTTP status and return code, what happened. */
export function logLine({ time, action, streams, status, code, message }: LogEntry): string {
  return `${time} ${action || '-'} ${streams.join(',') || '-'} ${status}/${code ?? '-'} ${message}`;
}
