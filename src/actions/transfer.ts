import { anyId, cdnUrl, streamId } from './params.ts';
import { define } from './types.ts';

const internal = [5000, 5001, 5002, 5006, 30003];
const relayCodes = [...internal, 5003, 5005, 5007, 30002, 30004, 30005, 30009];
const rate = { production: 10, test: 5 };

// No Action lists relays, so the CDN's own console is the only witness.
const startCheck = {
  en: 'No Action lists relays. Look at the CDN whether the stream arrives there.',
  zh: '没有接口可查询转推任务，请在 CDN 侧确认该流是否已到达。',
};
const stopCheck = {
  en: 'No Action lists relays. Look at the CDN whether the stream still arrives there.',
  zh: '没有接口可查询转推任务，请在 CDN 侧确认该流是否仍在推送。',
};

export const transferActions = [
  define({
    command: 'transfer start',
    // The missing "e" is ZEGO's spelling.
    action: 'CreatCDNTransferRule',
    summary: 'Start relaying a stream to a CDN address',
    example: 'zego transfer start --stream rtc01 --url rtmp://live.example.com/app/rtc01',
    params: [
      streamId(30009),
      { ...cdnUrl, help: 'RTMP address to relay to, in quotes if it has a &' },
    ],
    rate,
    sequenced: true,
    testPrefix: true,
    effect: 'starts',
    change: { lever: 'relay', intent: 'start' },
    data: 'nothing',
    codes: [...relayCodes, 5004, 30001],
    done: {
      en: 'Relay of {stream} to {url} accepted.',
      zh: '已接受：将 {stream} 转推至 {url}。',
    },
    spelling: anyId,
    check: startCheck,
  }),
  define({
    command: 'transfer stop',
    action: 'DeleteCDNTransferRule',
    summary: 'Stop relaying a stream to a CDN address',
    example: 'zego transfer stop --stream rtc01 --url rtmp://live.example.com/app/rtc01',
    params: [
      streamId(30009),
      {
        ...cdnUrl,
        help: 'RTMP address it is relayed to, in quotes if it has a &; only its query may differ from the start',
      },
    ],
    rate,
    sequenced: true,
    testPrefix: true,
    effect: 'sets',
    change: { lever: 'relay', intent: 'stop' },
    verifiedBy: null,
    data: 'nothing',
    codes: [...relayCodes, 5004],
    done: {
      en: 'Stop of the relay of {stream} to {url} accepted.',
      zh: '已接受：停止将 {stream} 转推至 {url}。',
    },
    ineffective: {
      en: 'Code 0 does not prove that a relay to this address ran. Relays of the stream to other addresses go on.',
      zh: '返回码 0 不能证明存在到该地址的转推。该流到其他地址的转推不受影响。',
    },
    lever: {
      en: 'This stops a relay. A stream pushed directly to the CDN goes on: zego cdn forbid {streamArg} {accountArgs}',
      zh: '本命令只停止转推。直接推流到 CDN 的流不受影响，请用：zego cdn forbid {streamArg} {accountArgs}',
    },
    spelling: anyId,
    check: stopCheck,
  }),
  define({
    command: 'transfer clear',
    action: 'ClearCDNTransferRule',
    summary: 'Clear pending relay tasks (relays that are running go on)',
    example: 'zego transfer clear --stream rtc01',
    params: [streamId(30009)],
    rate,
    sequenced: true,
    testPrefix: true,
    effect: 'sets',
    change: { lever: 'relay', intent: 'stop' },
    data: 'nothing',
    codes: relayCodes,
    done: {
      en: 'Clearing pending relay tasks accepted: {stream}',
      zh: '已接受：清除尚未执行的转推任务：{stream}',
    },
    again: {
      en: 'Running it again may clear tasks that were given since.',
      zh: '重新执行可能会清除此后新建的任务。',
    },
    ineffective: {
      en: "It may have cleared those of other streams too: ZEGO's pages name the stream in one place, the whole AppId in another.",
      zh: '其他流尚未执行的转推任务可能也被清除：ZEGO 文档对清除范围说法不一（该流，或整个 AppId）。',
    },
    lever: {
      en: 'Relays that are running go on. To end one: zego transfer stop {streamArg} {accountArgs} --url RTMP',
      zh: '正在进行的转推不会停止。要停止，请用：zego transfer stop {streamArg} {accountArgs} --url RTMP',
    },
    spelling: anyId,
    check: {
      en: 'No Action lists relay tasks: what was cleared cannot be seen.',
      zh: '没有接口可查询转推任务，无法得知清除了哪些任务。',
    },
  }),
];
