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
