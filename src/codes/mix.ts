import type { Text } from '../values/text.ts';
import type { CodeTable } from './types.ts';

const overloaded: Text = { en: 'The mixing service is overloaded.', zh: '混流服务过载。' };
const unreadableStart: Text = {
  en: 'The parameters of the start could not be read.',
  zh: '开始混流的参数解析失败。',
};
const unreadableStop: Text = {
  en: 'The parameters of the stop could not be read.',
  zh: '停止混流的参数解析失败。',
};

const wait: Text = {
  en: 'Wait some seconds, run the command again, and space out the calls.',
  zh: '请等待几秒后重试，并拉开调用间隔。',
};
const inputs: Text = {
  en: 'Correct the StreamIds in MixInput: each one exists and stands there once.',
  zh: '请修改 MixInput 中的 StreamId：每条流必须存在且只出现一次。',
};
const outputs: Text = {
  en: 'Correct the StreamIds in MixOutput: each one stands there once and in no MixInput.',
  zh: '请修改 MixOutput 中的 StreamId：不能重复，也不能与 MixInput 相同。',
};

/** Stream mixing. */
export const mixCodes: CodeTable = {
  0: { meaning: { en: 'Done.', zh: '成功。' }, advice: 'none' },
  110200001: { meaning: { en: 'Mixing failed.', zh: '混流失败。' }, advice: 'retry' },
  110200002: {
    meaning: { en: 'A parameter is wrong, or the body is no JSON.', zh: '参数错误或不是 JSON。' },
    advice: 'fix-parameter',
  },
  110200003: {
    meaning: { en: 'Authentication failed or has expired.', zh: '鉴权失败或已过期。' },
    advice: 'fix-secret',
  },
  110200004: {
    meaning: { en: 'The mixing parameters make no sense.', zh: '无法识别混流参数。' },
    advice: 'fix-parameter',
  },
  110200005: {
    meaning: { en: 'This UserId starts mixing too often.', zh: '该 UserId 开始混流过于频繁。' },
    advice: 'slow-down',
    hint: wait,
  },
  110200006: {
    meaning: { en: 'This UserId stops mixing too often.', zh: '该 UserId 停止混流过于频繁。' },
    advice: 'slow-down',
    hint: wait,
  },
  110200007: {
    meaning: { en: 'The mixing request was not updated.', zh: '混流请求更新失败。' },
    advice: 'retry-else-support',
  },
  110200008: { meaning: unreadableStart, advice: 'fix-parameter' },
  110200012: {
    meaning: {
      en: "The starter's other mixing tasks were not closed.",
      zh: '关闭发起者的其他混流任务失败。',
    },
    advice: 'retry-else-support',
  },
  110200013: {
    meaning: { en: "The task's owner was not updated.", zh: '任务归属更新失败。' },
    advice: 'retry-else-support',
  },
  110200014: { meaning: unreadableStop, advice: 'fix-parameter' },
  110200015: {
    meaning: { en: 'The stop was not passed on.', zh: '停止混流请求转发失败。' },
    advice: 'retry-else-support',
  },
  110200140: {
    meaning: {
      en: 'A stream is both input and output of the mix.',
      zh: '混流输入与输出使用了相同的流 ID。',
    },
    advice: 'fix-stream',
    hint: outputs,
  },
  110200141: {
    meaning: {
      en: 'An image address must begin with https, http or preset-id.',
      zh: '图片地址只支持 https、http 或 preset-id。',
    },
    advice: 'fix-parameter',
  },
  110200142: {
    meaning: {
      en: 'An image could not be fetched: wrong address, or more than 1 MB.',
      zh: '图片下载失败：地址错误或超过 1 MB。',
    },
    advice: 'fix-parameter',
  },
  110200150: {
    meaning: { en: 'An input stream does not exist.', zh: '输入流不存在。' },
    advice: 'fix-stream',
    hint: inputs,
  },
  110200151: {
    meaning: { en: 'The mixing task failed.', zh: '混流任务执行失败。' },
    advice: 'retry-else-support',
  },
  110200153: {
    meaning: { en: 'An input stream is wrong.', zh: '输入流错误。' },
    advice: 'fix-stream',
    hint: inputs,
  },
  110200154: {
    meaning: { en: 'An output stream is wrong.', zh: '输出流错误。' },
    advice: 'fix-stream',
    hint: outputs,
  },
  110200155: {
    meaning: { en: 'An input stream is malformed.', zh: '输入流格式不正确。' },
    advice: 'fix-stream',
    hint: inputs,
  },
  110200156: {
    meaning: { en: 'An output stream is malformed.', zh: '输出流格式不正确。' },
    advice: 'fix-stream',
    hint: outputs,
  },
  110200157: {
    meaning: { en: 'Mixing is not enabled for this App.', zh: '该 App 未开通混流服务。' },
    advice: 'enable',
  },
  110200158: {
    meaning: {
      en: 'There are too many input streams: 9 at most unless ZEGO raised it.',
      zh: '输入流过多：默认最多 9 条。',
    },
    advice: 'fix-parameter',
  },
  110200159: {
    meaning: { en: 'No node could be chosen for the task.', zh: '混流任务调度失败。' },
    advice: 'retry-else-support',
  },
  110200160: {
    meaning: { en: 'Only the owner of a task may stop it.', zh: '只有任务发起者才能停止混流。' },
    advice: 'fix-user',
    hint: {
      en: 'Stop the task with the UserId that started it.',
      zh: '请使用发起该任务的 UserId 停止混流。',
    },
  },
  110200161: {
    meaning: {
      en: 'The output width is not within 0 to 3000.',
      zh: '输出宽度不在 0 到 3000 之间。',
    },
    advice: 'fix-parameter',
  },
  110200170: {
    meaning: { en: 'The watermark is wrong.', zh: '水印错误。' },
    advice: 'fix-parameter',
  },
  110200171: {
    meaning: { en: 'The watermark has no image.', zh: '水印图片为空。' },
    advice: 'fix-parameter',
  },
  110200172: {
    meaning: { en: 'An extended parameter is wrong.', zh: '扩展参数错误。' },
    advice: 'fix-parameter',
  },
  110200175: {
    meaning: { en: 'An input stream is given twice.', zh: '输入流重复。' },
    advice: 'fix-stream',
    hint: inputs,
  },
  110200176: {
    meaning: { en: 'An output stream is given twice.', zh: '输出流重复。' },
    advice: 'fix-stream',
    hint: outputs,
  },
  110200177: {
    meaning: { en: 'At most 4 voices can have the focus.', zh: '焦点语音最多 4 路。' },
    advice: 'fix-parameter',
  },
  110200178: {
    meaning: {
      en: 'There are too many output streams: 3 at most unless ZEGO raised it.',
      zh: '输出流过多：默认最多 3 条。',
    },
    advice: 'fix-parameter',
  },
  110200179: {
    meaning: { en: 'The text watermark is wrong.', zh: '文字水印错误。' },
    advice: 'fix-parameter',
  },
  110200184: { meaning: unreadableStart, advice: 'fix-parameter' },
  110200185: { meaning: unreadableStop, advice: 'fix-parameter' },
  110200190: { meaning: overloaded, advice: 'slow-down', hint: wait },
  110200191: { meaning: overloaded, advice: 'slow-down', hint: wait },
  110200194: { meaning: overloaded, advice: 'slow-down', hint: wait },
  110209001: {
    meaning: { en: 'There is no such mixing task.', zh: '混流任务不存在。' },
    advice: 'fix-parameter',
    hint: {
      en: 'Check the TaskId; if it is right, contact ZEGO support with the RequestId {requestId}.',
      zh: '请核对 TaskId；若无误，请联系 ZEGO 技术支持，并提供 RequestId {requestId}。',
    },
  },
  110240002: {
    meaning: { en: 'The token is invalid.', zh: 'token 无效。' },
    advice: 'fix-parameter',
  },
};
