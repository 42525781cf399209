import { describe, expect, it } from '@jest/globals';
import { sumUp } from '../../src/core/outcome.ts';
import { buildQuery } from '../../src/core/request.ts';
import { ConfigError, OutcomeUnknownError } from '../../src/errors.ts';
import { dryRunDocument, errorDocument, outcomeDocument } from '../../src/output/document.ts';
import { viewOf } from '../../src/output/view.ts';
import { account, callOf, failed, replied, stamp } from '../core/samples.ts';
import { outputStream } from './streams.ts';

const view = viewOf({ env: {}, stdout: outputStream(), stderr: outputStream() }, { json: true });
const call = callOf('DeleteCDNTransferRule');
const now = Date.UTC(2025, 0, 2);

/** What scripts were promised, in its order. */
const keys = [
  'ok',
  'command',
  'action',
  'appId',
  'test',
  'streams',
  'code',
  'message',
  'requestId',
  'data',
  'meaning',
  'hint',
  'retryable',
  'sequence',
  'attempts',
  'waitedMs',
  'error',
  'exitCode',
  'endpoint',
  'endpointSource',
  'resumeTime',
  'notes',
  'verification',
];

describe('the document', () => {
  it('of an answer has the promised keys, with what the server said', async () => {
    const reply = { code: 5003, message: 'no', requestId: '4741109603321226039', data: { a: 1 } };
    const outcome = await sumUp('transfer stop', [replied(call, reply)], account, now);
    const document = outcomeDocument(outcome, [], view);
    expect(Object.keys(document)).toEqual(keys);
    expect(document).toMatchObject({
      ok: false,
      command: 'transfer stop',
      action: 'DeleteCDNTransferRule',
      appId: 1234567890,
      test: false,
      streams: ['s1'],
      ...reply,
      meaning: 'Authentication failed.',
      hint: expect.stringContaining('ServerSecret'),
      retryable: false,
      sequence: '7',
      attempts: 1,
      waitedMs: 0,
      error: null,
      exitCode: 4,
      endpoint: 'https://rtc-api.zego.im',
      endpointSource: 'default',
      resumeTime: null,
      notes: [],
    });
  });

  it('of a lost answer has the same keys, null where the server said nothing', async () => {
    const error = new OutcomeUnknownError('lost', { en: 'look', zh: '看' }, { lost: true });
    const document = outcomeDocument(
      await sumUp('c', [failed(call, error)], account, now),
      [],
      view,
    );
    expect(Object.keys(document)).toEqual(keys);
    expect(document).toMatchObject({
      code: null,
      message: null,
      requestId: null,
      data: null,
      meaning: null,
      hint: 'Running it again does no harm. look',
      retryable: true,
      error: { kind: 'outcome-unknown', detail: 'lost' },
      exitCode: 9,
    });
    expect(Object.keys(document.error as object)).toEqual(['kind', 'detail']);
  });

  it('of several calls lists them as well', async () => {
    const outcome = await sumUp('c', [replied(call), replied(call)], account, now);
    const { calls, ...document } = outcomeDocument(outcome, [], view);
    expect(Object.keys(document)).toEqual(keys);
    const ofAll = ['command', 'action', 'appId', 'test', 'resumeTime', 'notes'].concat([
      'verification',
      'endpoint',
      'endpointSource',
    ]);
    const each = keys.filter((key) => !ofAll.includes(key));
    for (const one of calls as object[]) expect(Object.keys(one)).toEqual(each);
    expect(document.streams).toEqual(['s1']);
  });

  it('has when a ban ends, and all that was said beside the result', async () => {
    const ban = callOf('ForbidCDNLiveStream');
    const outcome = await sumUp('cdn forbid', [replied(ban)], account, now);
    const caution = { en: 'late', zh: '晚' };
    const { resumeTime, notes } = outcomeDocument(outcome, [caution], view);
    expect(resumeTime).toBe('2025-02-01T00:00:00Z');
    expect(notes).toEqual([
      'late',
      'Ends on ws: 2025-02-01T00:00:00Z',
      'Ends elsewhere: about 2025-01-03T00:00:00Z, after 1 day by default',
      ...outcome.notes.map(({ text }) => text.en),
    ]);
    expect(notes).toHaveLength(6);
  });

  it('of a refusal before any call has the same keys', () => {
    const document = errorDocument(new ConfigError('no AppId', 'set it'), 'cdn list', view);
    expect(Object.keys(document)).toEqual(keys);
    expect(document).toMatchObject({
      ok: false,
      command: 'cdn list',
      action: null,
      appId: null,
      streams: [],
      hint: 'set it',
      attempts: 0,
      waitedMs: 0,
      error: { kind: 'config', detail: 'no AppId' },
      exitCode: 3,
    });
  });

  it('of a dry run has the same keys, and the requests', () => {
    const query = buildQuery(call, account, stamp);
    const note = { en: 'a note', zh: '提示' };
    const { dryRun, requests, ...document } = dryRunDocument(
      'transfer stop',
      account,
      [{ call, query }],
      [note],
      view,
    );
    expect(document.notes).toEqual(['a note']);
    expect(new Set(Object.keys(document))).toEqual(new Set(keys));
    expect(document).toMatchObject({ ok: null, appId: 1234567890, streams: ['s1'], attempts: 0 });
    expect([dryRun, requests]).toMatchObject([true, [{ method: 'GET' }]]);
    expect(JSON.stringify(requests)).not.toContain(Object.fromEntries(query).Signature);
  });
});
