import type { Text } from '../values/text.ts';
import type { Param } from './types.ts';

/** Several rows take one stream; its refusal code differs between the relay, RTC and CDN Actions. */
export const streamId = (refusal: number): Param => ({
  field: 'StreamId',
  option: 'stream <id>',
  type: 'streamId',
  help: 'StreamId, as the publisher chose it',
  required: true,
  refusal,
  maxLength: 256,
});

/** Several ids in one call: at most 20, by the documentation of the plural Actions. */
export const streamIds: Param = {
  ...streamId(30006),
  field: 'StreamId[]',
  help: 'StreamId; give it again for more streams',
  maxItems: 20,
};

/** The address of a relay. */
export const cdnUrl: Param = {
  field: 'CDNUrl',
  option: 'url <rtmp>',
  type: 'rtmpUrl',
  help: 'RTMP address the stream is relayed to',
  required: true,
  refusal: 5004,
};

/** The end of a ban on the CDN. */
export const resumeTime: Param = {
  field: 'ResumeTime',
  option: 'resume <instant>',
  type: 'instant',
  help: 'end of the ban, ISO 8601 with zone, where the CDN honours it (default: 1 day, at most 30 days ahead)',
  required: false,
  refusal: 2,
  fromNow: { option: 'for <duration>', help: 'end of the ban counted from now: 90m, 2h, 1d12h' },
  honouredBy: ['ws'],
};

/** For an Action that succeeds on an id that does not exist, as far as is known. */
export const anyId: Text = {
  en: 'Code 0 does not prove that the id exists. To check the spelling: zego stream status {streamArg} {accountArgs}',
  zh: '返回码 0 不能证明该流 ID 存在。核对拼写请用：zego stream status {streamArg} {accountArgs}',
};
