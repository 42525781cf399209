import type { CodeTable } from './types.ts';

/** What the gateway answers before any Action is reached: every Action may get these. */
export const gatewayCodes: CodeTable = {
  100000000: {
    meaning: { en: 'The Host header is not one of ZEGO.', zh: 'Host 请求头不正确。' },
    advice: 'fix-endpoint',
  },
  100000001: {
    meaning: { en: 'The AppId is not a valid number.', zh: 'AppId 格式不正确。' },
    advice: 'fix-appid',
  },
  100000002: {
    meaning: { en: 'The request carries no Timestamp.', zh: '请求缺少 Timestamp。' },
    advice: 'client-fault',
  },
  100000003: {
    meaning: {
      en: 'The Timestamp is malformed: Unix seconds are expected.',
      zh: 'Timestamp 格式不正确，应为 Unix 秒级时间戳。',
    },
    advice: 'client-fault',
  },
  100000004: {
    meaning: {
      en: "The signature has expired: its Timestamp is more than 10 minutes from the server's time.",
      zh: '签名已过期：其 Timestamp 与服务器时间相差超过 10 分钟。',
    },
    advice: 'fix-clock',
  },
  100000005: {
    meaning: {
      en: 'The signature is wrong: AppId and ServerSecret do not belong together.',
      zh: '签名错误：AppId 与 ServerSecret 不匹配。',
    },
    advice: 'fix-secret',
  },
  100000006: {
    meaning: { en: 'The request names no Action.', zh: '请求缺少 Action。' },
    advice: 'client-fault',
  },
  100000007: {
    meaning: { en: 'The server does not know this Action.', zh: '服务器不认识该 Action。' },
    advice: 'fix-action',
  },
  100000008: {
    meaning: { en: 'The request carries no SignatureNonce.', zh: '请求缺少 SignatureNonce。' },
    advice: 'client-fault',
  },
  100000009: {
    meaning: { en: 'The request is not signed.', zh: '请求缺少 Signature。' },
    advice: 'client-fault',
  },
  100000010: {
    meaning: {
      en: 'ZEGO knows no ServerSecret for this AppId.',
      zh: 'ZEGO 侧查不到该 AppId 的 ServerSecret。',
    },
    advice: 'fix-appid',
  },
  100000011: {
    meaning: {
      en: 'ZEGO has no configuration for this AppId.',
      zh: 'ZEGO 侧查不到该 AppId 的配置。',
    },
    advice: 'fix-appid',
    hint: {
      en: 'Check the AppId {appId} from {appIdSource}; if it is right, contact ZEGO support with the RequestId {requestId}.',
      zh: '请核对 AppId {appId}（来自 {appIdSource}）；若无误，请联系 ZEGO 技术支持，并提供 RequestId {requestId}。',
    },
  },
  100000013: {
    meaning: { en: 'The request carries no SignatureVersion.', zh: '请求缺少 SignatureVersion。' },
    advice: 'client-fault',
  },
  100000014: {
    meaning: { en: 'The SignatureVersion is not 2.0.', zh: 'SignatureVersion 不是 2.0。' },
    advice: 'client-fault',
  },
  100000015: {
    meaning: { en: "ZEGO's gateway had a fault.", zh: 'ZEGO 网关内部故障。' },
    advice: 'fault',
  },
  100000016: {
    meaning: {
      en: 'This App has no production environment, or it is not enabled.',
      zh: '该 App 没有正式环境，或正式环境未开通。',
    },
    advice: 'fix-istest',
    hint: {
      en: 'Add --test (or ZEGO_TEST=1) if [the AppId {appId}|this AppId] has a test environment only; else ask ZEGO support to enable its production environment.',
      zh: '若[ AppId {appId} |该 AppId ]只有测试环境，请加上 --test（或设置 ZEGO_TEST=1）；否则请联系 ZEGO 技术支持开通正式环境。',
    },
  },
  100000017: {
    meaning: {
      en: 'This service is not enabled for the App.',
      zh: '该 App 未开通此服务。',
    },
    advice: 'enable',
  },
};
