import type { Text } from '../values/text.ts';

/** The product area a return code belongs to: the same number differs from one to the next. */
export type Family = 'gateway' | 'media' | 'room' | 'mix' | 'media-file' | 'moderation';

/** What the person at the terminal should do about a return code. */
export type Advice =
  | 'none'
  | 'fix-endpoint'
  | 'fix-appid'
  | 'fix-secret'
  | 'fix-clock'
  | 'fix-action'
  | 'fix-istest'
  | 'fix-parameter'
  | 'fix-sequence'
  | 'fix-url'
  | 'fix-stream'
  | 'fix-room'
  | 'fix-user'
  | 'fix-rules'
  | 'enable'
  | 'slow-down'
  | 'retry'
  | 'retry-else-support'
  | 'fault'
  | 'support'
  | 'client-fault';

/** One return code of one family. `hint` stands in for the family-wide hint of its advice. */
export interface CodeEntry {
  readonly meaning: Text;
  readonly advice: Advice;
  readonly hint?: Text;
}

/** The return codes of one family, by number. */
export type CodeTable = Readonly<Record<number, CodeEntry>>;
