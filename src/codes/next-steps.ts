import type { Text } from '../values/text.ts';

/** What to do next after a verdict, by its reason. */
export const nextSteps = {
  live: {
    en: 'Look on: zego stream status {streamArg} {accountArgs} --wait off-air',
    zh: '继续查看：zego stream status {streamArg} {accountArgs} --wait off-air',
  },
  lost: {
    en: 'Look on: zego stream status {streamArg} {accountArgs} --wait off-air',
    zh: '继续查看：zego stream status {streamArg} {accountArgs} --wait off-air',
  },
  again: {
    en: 'Its publisher came back in spite of the ban. Ban it again; if it returns, stop it at its source.',
    zh: '尽管已封禁，推流端仍重新推流。请再次封禁；若仍恢复，请从源头停止。',
  },
  unknownId: {
    en: 'If it is pushed directly to the CDN, only --probe URL can tell. If the id is mistyped, lift its ban: zego stream resume {streamArg} {accountArgs}',
    zh: '若是直接推流到 CDN，只有 --probe URL 可以核实。若流 ID 拼错，请解封：zego stream resume {streamArg} {accountArgs}',
  },
  probeLive: {
    en: 'A relay or a direct push may go on: zego stop {streamArg} {accountArgs} --url RTMP, for each relay.',
    zh: '转推或直接推流可能仍在继续：zego stop {streamArg} {accountArgs} --url RTMP（每路转推一个）。',
  },
} as const satisfies Readonly<Record<string, Text>>;
