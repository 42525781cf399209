import type { Text } from '../values/text.ts';
import type { CodeTable } from './types.ts';

const httpFailed: Text = {
  en: 'A request within the moderation failed.',
  zh: '审核过程中的 HTTP 请求失败。',
};

/** Media files kept on a CDN. */
export const mediaFileCodes: CodeTable = {
  0: { meaning: { en: 'Done.', zh: '成功。' }, advice: 'none' },
  2: { meaning: { en: 'A parameter is wrong.', zh: '参数错误。' }, advice: 'fix-parameter' },
  3: {
    meaning: { en: 'Media files are not enabled for this App.', zh: '该 App 未开通媒体文件权限。' },
    advice: 'enable',
  },
  4: {
    meaning: { en: 'The file is on another type of CDN.', zh: 'CDN 类型不匹配。' },
    advice: 'fix-parameter',
  },
  5: {
    meaning: { en: "ZEGO's configuration for this App is wrong.", zh: 'ZEGO 侧的配置有误。' },
    advice: 'support',
  },
  6: {
    meaning: { en: 'The calls come too fast.', zh: '调用过于频繁。' },
    advice: 'slow-down',
    hint: {
      en: 'Space out the calls, and count those of other machines with [the AppId {appId}|the same AppId] as well.',
      zh: '请拉开调用间隔，其他机器使用[ AppId {appId} |同一 AppId ]的调用也计算在内。',
    },
  },
  7: { meaning: { en: 'Authentication failed.', zh: '鉴权失败。' }, advice: 'fix-secret' },
  1000: {
    meaning: { en: 'The call failed; no reason is given.', zh: '调用失败，未说明原因。' },
    advice: 'support',
  },
  41003: {
    meaning: { en: 'The file does not exist.', zh: '文件不存在。' },
    advice: 'fix-parameter',
  },
};

/** Moderation of pictures and sound. */
export const moderationCodes: CodeTable = {
  50006: { meaning: httpFailed, advice: 'retry-else-support' },
  50007: { meaning: httpFailed, advice: 'retry-else-support' },
  50009: {
    meaning: { en: 'Moderation failed.', zh: '内容审核失败。' },
    advice: 'retry-else-support',
  },
  50117: {
    meaning: {
      en: 'Shumei moderation is not enabled for this App.',
      zh: '该 App 未开通数美审核。',
    },
    advice: 'enable',
  },
};
