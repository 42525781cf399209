import type { Text } from '../values/text.ts';

/** What an exit code tells a script, and a person who asks what to do about it. */
interface ExitText {
  readonly meaning: Text;
  readonly hint: Text;
}

const runAgain: Text = {
  en: 'Nothing took effect. Run it again later, or with a longer --timeout.',
  zh: '未产生任何效果。请稍后重试，或加大 --timeout。',
};
const interrupted: Text = {
  en: 'The message says whether the request had gone out; if it had, it may have taken effect.',
  zh: '错误信息会说明请求是否已发出；若已发出，则可能已生效。',
};

/** The exit codes by name; help, README and `explain` read this table. */
export const exitTexts = {
  done: {
    meaning: {
      en: 'done; `stream status`, `probe`: the stream is live',
      zh: '已完成；对 `stream status` 和 `probe` 而言：流正在直播',
    },
    hint: {
      en: 'What code 0 proves, the notes beside the result say.',
      zh: '返回码 0 能证明什么，请看结果旁的提示。',
    },
  },
  refused: {
    meaning: {
      en: 'the API refused, for any reason that has no exit code of its own',
      zh: 'API 拒绝了请求，且其原因没有单独的退出码',
    },
    hint: {
      en: 'The message has the return code: zego explain CODE says more.',
      zh: '错误信息中有返回码，详见：zego explain CODE。',
    },
  },
  usage: {
    meaning: {
      en: 'usage: unknown command or option, missing or malformed value',
      zh: '用法错误：未知的命令或选项，缺少值或值的格式不对',
    },
    hint: {
      en: 'Nothing was sent. zego COMMAND --help shows what it takes.',
      zh: '未发送任何请求。用法请看：zego COMMAND --help。',
    },
  },
  config: {
    meaning: {
      en: 'credentials or configuration missing, malformed or unsafe',
      zh: '凭据或配置缺失、格式不对或不安全',
    },
    hint: {
      en: 'Nothing was sent. The message names the variable, the option or the key of a file.',
      zh: '未发送任何请求。错误信息会指出是哪个环境变量、选项或文件中的键。',
    },
  },
  auth: {
    meaning: {
      en: 'the API rejected the authentication (signature, AppId, clock)',
      zh: 'API 鉴权失败（签名、AppId、时钟）',
    },
    hint: {
      en: 'Nothing took effect. The hint says where AppId and ServerSecret came from.',
      zh: '未产生任何效果。提示中会说明 AppId 和 ServerSecret 的来源。',
    },
  },
  rate: {
    meaning: {
      en: 'rate limit: still refused when the time ran out',
      zh: '频率限制：直到超时仍被拒绝',
    },
    hint: runAgain,
  },
  network: {
    meaning: {
      en: 'network: nothing was sent (DNS, refused, TLS, connect timeout), or its turn did not come in time',
      zh: '网络：未发送任何请求（DNS、连接被拒、TLS、连接超时），或未能及时轮到',
    },
    hint: {
      en: 'Running it again does no harm.',
      zh: '重新执行不会有副作用。',
    },
  },
  partial: {
    meaning: { en: 'some of several targets failed', zh: '多个目标中有一部分失败' },
    hint: {
      en: 'The output says what became of each; run it again for those that failed.',
      zh: '输出会逐一说明结果；请只对失败的目标重新执行。',
    },
  },
  notLive: {
    meaning: {
      en: '`stream status`, `probe`: the stream is not live',
      zh: '对 `stream status` 和 `probe` 而言：流不在直播',
    },
    hint: {
      en: 'This is an answer, no failure. A mistyped id or address gets it as well.',
      zh: '这是查询结果，不是失败。流 ID 或地址拼错时也会得到它。',
    },
  },
  unknown: {
    meaning: {
      en: 'outcome unknown: the request went out, the answer was lost or unreadable',
      zh: '结果未知：请求已发出，但应答丢失或无法解读',
    },
    hint: {
      en: 'It may have taken effect. The hint says how to find out; transfer start may start a second relay if it is run again.',
      zh: '可能已生效。提示中会说明如何确认；重新执行 transfer start 可能会产生第二路转推。',
    },
  },
  stillLive: {
    meaning: {
      en: 'accepted, but the stream was still live when the wait ended',
      zh: '已被接受，但等待结束时流仍在直播',
    },
    hint: {
      en: 'It may be published again, or its ban may have been lifted. zego stream status --wait off-air asks again.',
      zh: '可能已重新推流，或封禁已被解除。可用 zego stream status --wait off-air 再次查询。',
    },
  },
  unverifiable: {
    meaning: {
      en: 'accepted; whether it took effect cannot be verified this way; `probe`: it cannot tell',
      zh: '已被接受；用这种方式无法核实是否生效；对 `probe` 而言：无法判断',
    },
    hint: {
      en: 'Check the spelling of the id first. For relays and CDNs only --probe URL can tell, with an address that viewers play.',
      zh: '请先核对流 ID 的拼写。对转推和 CDN，只有 --probe URL（观众的播放地址）能够核实。',
    },
  },
  guard: {
    meaning: {
      en: 'a newer command decides; nothing was sent',
      zh: '以较新的命令为准；未发送任何请求',
    },
    hint: {
      en: 'Run it again only if this command should win.',
      zh: '仅当应以本命令为准时才重新执行。',
    },
  },
  fault: {
    meaning: {
      en: 'a fault of zego itself, or its result could not be written',
      zh: 'zego 自身的故障，或结果无法写出',
    },
    hint: {
      en: 'A call may have taken effect all the same. Report a fault with the output of --debug.',
      zh: '请求仍可能已生效。如为故障，请附上 --debug 的输出进行反馈。',
    },
  },
  hungUp: {
    meaning: {
      en: 'interrupted by SIGHUP (the terminal was closed)',
      zh: '被 SIGHUP 中断（终端已关闭）',
    },
    hint: interrupted,
  },
  interrupted: {
    meaning: { en: 'interrupted by SIGINT (Ctrl-C)', zh: '被 SIGINT 中断（Ctrl-C）' },
    hint: interrupted,
  },
  terminated: {
    meaning: { en: 'interrupted by SIGTERM', zh: '被 SIGTERM 中断' },
    hint: interrupted,
  },
} as const satisfies Readonly<Record<string, ExitText>>;
