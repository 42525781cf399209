import { constants } from 'node:os';
import { expect } from '@jest/globals';
import type { Verification } from '../../src/verify/types.ts';
import type { Ending } from './zego.ts';

/** The keys that every JSON document of a call has, as scripts were promised. */
const promised = [
  ...['ok', 'command', 'action', 'appId', 'test', 'streams', 'code', 'message', 'requestId'],
  ...['data', 'meaning', 'hint', 'retryable', 'sequence', 'attempts', 'waitedMs'],
  ...['error', 'exitCode', 'endpoint', 'endpointSource', 'verification'],
];

export interface Document {
  readonly ok: boolean;
  readonly command: string | null;
  readonly action: string | null;
  readonly appId: number | null;
  readonly test: boolean;
  readonly streams: readonly string[];
  readonly code: number | null;
  readonly message: string | null;
  readonly requestId: string | null;
  readonly data: unknown;
  readonly meaning: string | null;
  readonly hint: string | null;
  readonly retryable: boolean;
  readonly sequence: string | null;
  readonly attempts: number;
  readonly waitedMs: number;
  readonly error: { readonly kind: string; readonly detail: string } | null;
  readonly exitCode: number;
  readonly endpoint: string | null;
  readonly endpointSource: string | null;
  readonly verification: Verification | null;
  readonly calls?: readonly Pick<Document, 'ok' | 'streams' | 'code' | 'error' | 'exitCode'>[];
}

/** The one document on stdout, with all its keys, and with the exit code that a shell is told. */
export function documentOf({ out, code: exited, signal }: Ending): Document {
  const code = signal ? 128 + constants.signals[signal] : exited;
  expect(out).toMatch(/^\{.*\}\n$/);
  const document = JSON.parse(out) as Document;
  expect(Object.keys(document)).toEqual(expect.arrayContaining(promised));
  expect(document).toMatchObject({ ok: code === 0 || document.ok, exitCode: code });
  return document;
}
