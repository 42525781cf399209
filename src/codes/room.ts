import type { Text } from '../values/text.ts';
import type { CodeTable } from './types.ts';

const noRoom: Text = { en: 'The room does not exist.', zh: '房间不存在。' };
const noMessageId: Text = {
  en: 'The message could not be given an id.',
  zh: '消息 ID 生成失败。',
};

/** Rooms, their users, and the messages in them. */
export const roomCodes: CodeTable = {
  0: { meaning: { en: 'Done.', zh: '成功。' }, advice: 'none' },
  1: {
    meaning: { en: 'The call failed; no reason is given.', zh: '调用失败，未说明原因。' },
    advice: 'support',
  },
  2: { meaning: { en: 'A parameter is wrong.', zh: '参数错误。' }, advice: 'fix-parameter' },
  3: { meaning: { en: 'A parameter is too long.', zh: '参数过长。' }, advice: 'fix-parameter' },
  8: {
    meaning: { en: 'The request could not be decoded.', zh: '请求解码失败。' },
    advice: 'fix-parameter',
  },
  9: {
    meaning: { en: 'The App may not use this interface.', zh: '该 App 没有此接口的权限。' },
    advice: 'enable',
  },
  104: { meaning: noRoom, advice: 'fix-room' },
  105: { meaning: { en: 'The user does not exist.', zh: '用户不存在。' }, advice: 'fix-user' },
  121: {
    meaning: { en: 'The broadcast message was not stored.', zh: '广播消息保存失败。' },
    advice: 'retry',
  },
  122: { meaning: noMessageId, advice: 'retry-else-support' },
  123: {
    meaning: { en: "The stream's information was not stored.", zh: '流信息设置失败。' },
    advice: 'retry-else-support',
  },
  124: {
    meaning: { en: "The stream's information was not removed.", zh: '流信息删除失败。' },
    advice: 'retry-else-support',
  },
  138: {
    meaning: { en: 'There is no information on this stream.', zh: '流信息不存在。' },
    advice: 'retry-else-support',
  },
  151: {
    meaning: { en: 'The broadcast message was not sent.', zh: '广播消息发送失败。' },
    advice: 'retry-else-support',
  },
  154: {
    meaning: { en: 'The list could not be read.', zh: '列表获取失败。' },
    advice: 'retry-else-support',
  },
  206: {
    meaning: { en: 'The App has used up its call rate.', zh: '已达到该 App 的调用频率上限。' },
    advice: 'slow-down',
    hint: {
      en: 'Space out the calls, and count those of other machines with [the AppId {appId}|the same AppId] as well.',
      zh: '请拉开调用间隔，其他机器使用[ AppId {appId} |同一 AppId ]的调用也计算在内。',
    },
  },
  207: {
    meaning: { en: 'The room has used up its call rate.', zh: '已达到该房间的调用频率上限。' },
    advice: 'slow-down',
    hint: {
      en: 'Space out the calls for this room; other rooms are not affected.',
      zh: '请拉开对该房间的调用间隔，其他房间不受影响。',
    },
  },
  1008: {
    meaning: { en: 'The message is empty.', zh: '消息内容为空。' },
    advice: 'fix-parameter',
  },
  1012: {
    meaning: {
      en: 'More than one user acts on the same stream.',
      zh: '多个用户同时操作同一条流。',
    },
    advice: 'fix-parameter',
  },
  5024: { meaning: noRoom, advice: 'fix-room' },
  5201: {
    meaning: { en: 'The broadcast message could not be encoded.', zh: '广播消息编码失败。' },
    advice: 'retry-else-support',
  },
  5202: { meaning: noMessageId, advice: 'retry-else-support' },
  50001: { meaning: noRoom, advice: 'fix-room' },
  50003: { meaning: { en: 'The user is not online.', zh: '用户不在线。' }, advice: 'fix-user' },
  50011: {
    meaning: { en: 'The list of users is too long.', zh: '用户列表过长。' },
    advice: 'fix-parameter',
  },
  50012: { meaning: { en: 'The message is too long.', zh: '消息过长。' }, advice: 'fix-parameter' },
  50013: {
    meaning: { en: 'The custom message was not sent.', zh: '自定义消息发送失败。' },
    advice: 'retry-else-support',
  },
  50123: {
    meaning: { en: 'Too many ban rules are in force.', zh: '生效中的封禁规则过多。' },
    advice: 'fix-rules',
    hint: {
      en: 'Delete ban rules that are no longer needed, then run the command again.',
      zh: '请先删除不再需要的封禁规则，然后重新执行命令。',
    },
  },
  50124: {
    meaning: { en: 'The rule to delete does not exist.', zh: '要删除的规则不存在。' },
    advice: 'fix-rules',
  },
};
