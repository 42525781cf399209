/** What the help of a command says beside its options. */
export interface HelpText {
  /** What never changes and must be known before: sentences. */
  readonly about?: readonly string[];
  /** What exit code 0 says. */
  readonly done?: string;
  /** The exit codes it may end with, where they are not those of its kind. */
  readonly exits?: readonly (keyof typeof exitWords)[];
  /** Command lines of common uses, beside the example of the row; no longer than 78 characters. */
  readonly examples?: readonly string[];
}

const keyInUrl = (command: string) =>
  `zego ${command} --stream s1 --url 'rtmp://cdn.example/app/s1?k=1&t=2'`;
const eachOfFile = (command: string) => `xargs -n 1 zego ${command} --stream <ids.txt`;

/** By command; a command may do without. */
export const helpTexts: Readonly<Record<string, HelpText>> = {
  'transfer start': {
    done: 'accepted',
    about: ['The relay goes on until zego transfer stop, with the same --stream and --url.'],
    examples: [keyInUrl('transfer start')],
  },
  'transfer stop': {
    done: 'accepted',
    about: [
      'It stops this relay alone. Relays to other addresses go on, and so does a stream that is pushed directly to the CDN: zego cdn forbid.',
      'Nothing proves that such a relay ran: look at the CDN.',
    ],
    examples: [keyInUrl('transfer stop')],
  },
  'transfer clear': {
    done: 'accepted',
    about: [
      'To end a relay that runs: zego transfer stop.',
      "ZEGO's documentation leaves open whether tasks of other streams are cleared too.",
    ],
  },
  'cdn forbid': {
    done: 'accepted',
    about: [
      'Without --resume or --for the ban ends after 1 day; 30 days are the most. Only Wangsu (ws) honours these options: on other CDNs it ends after 1 day. To lift it before: zego cdn resume.',
      'A relayed stream goes on: zego transfer stop; its source in RTC: zego stream forbid.',
      'Accepted is not yet done: zego cdn list shows the bans of Wangsu. ZEGO support enables the cdn commands for an AppId.',
    ],
    examples: [
      'zego cdn forbid --stream s1',
      'zego cdn forbid --stream s1 --resume 2026-12-24T18:00:00+08:00',
    ],
  },
  'cdn resume': {
    done: 'accepted',
    about: [
      'It lifts a ban of zego cdn forbid; one in RTC stays: zego stream resume.',
      'Accepted is not yet done: zego cdn list shows the bans of Wangsu.',
    ],
  },
  'cdn list': { about: ['Other CDNs than Wangsu are not listed, nor are RTC bans.'] },
  'stream forbid': {
    about: [
      'An RTC ban has no end: it holds until zego stream resume lifts it.',
      'A stream that is pushed directly to the CDN goes on: zego cdn forbid.',
      'An id that does not exist is banned all the same; zego stream status knows those that do.',
    ],
    examples: ['zego stream forbid --stream rtc01', eachOfFile('stream forbid')],
  },
  'stream resume': {
    about: ['It lifts a ban of zego stream forbid; one on the CDN stays: zego cdn resume.'],
    examples: [eachOfFile('stream resume')],
  },
  'stream status': {
    done: 'live',
    about: ['It does not see streams pushed directly to the CDN, nor mixed ones.'],
  },
  'rtmp dispatch': {
    examples: ['zego rtmp dispatch --stream rtc01 --type pull'],
  },
  stop: {
    done: 'off air',
    exits: [
      ...['done', 'refused', 'usage', 'config', 'auth', 'rate', 'network', 'partial'],
      ...['unknown', 'stillLive', 'unverifiable', 'guard'],
    ] as const,
    about: [
      'In this order: it bans the stream in RTC (rtc), stops the relay to each --url (relay), bans the stream on the CDN (cdn). What is refused does not stop the rest. Then it waits until the stream is off air.',
      'No Action lists relays: without --url they are not stopped.',
      'An RTC ban has no end: it holds until zego stream resume lifts it.',
    ],
    examples: [
      'zego stop --stream rtc01 --probe https://play.example.com/live/rtc01.flv',
      'zego stop --stream rtc01 --only rtc,cdn --for 2h',
      'zego stop --stream rtc01 --no-wait',
    ],
  },
  probe: {
    done: 'live',
    exits: ['done', 'usage', 'config', 'notLive', 'unverifiable'],
    about: [
      'It looks until it can say: HLS is live once new segments appear, over once the playlist ends, stands still for three target durations or is gone (404, 410); HTTP-FLV is live once media arrives.',
      'It says what is there now: a mistyped address looks the same as a stream that is over.',
    ],
    examples: ['zego probe https://play.example.com/live/s1.flv --timeout 30s'],
  },
  explain: {
    about: ['A number may be an exit code, and a return code of several families.'],
    examples: ['zego explain 9', 'zego explain 5003 --lang zh'],
  },
  emulator: {
    about: [
      'It prints the variables to set in another terminal. Ctrl-C ends it, with exit code 0.',
      'Options of --live: linger=2s, how long a ban takes to close the stream; back=5s, how long after that its publisher is back in spite of the ban; direct, it is pushed directly to the CDN.',
      'Viewers play http://127.0.0.1:PORT/play/ID.m3u8 or .flv while the stream is live.',
    ],
    examples: ['zego emulator --live s1:linger=1500ms:back=5s --live s1:direct'],
  },
};

/** Exit codes in a word or two; `zego explain` has the sentences. */
export const exitWords = {
  done: 'done',
  refused: 'refused',
  usage: 'usage',
  config: 'configuration',
  auth: 'authentication',
  rate: 'rate limit',
  network: 'nothing sent',
  partial: 'some failed',
  notLive: 'not live',
  unknown: 'answer lost',
  stillLive: 'still live',
  unverifiable: 'cannot tell',
  guard: 'a newer command decides',
} as const;

/** The exit codes of commands that call the API, and of those that do not. */
export const apiExits = Object.keys(exitWords) as (keyof typeof exitWords)[];
export const offlineExits: readonly (keyof typeof exitWords)[] = ['done', 'usage'];
