import type { Family } from '../codes/types.ts';
import type { Text } from '../values/text.ts';

/** How the text of an option is checked and turned into what the API wants. */
export type ParamType = 'streamId' | 'text' | 'rtmpUrl' | 'instant' | 'choice' | 'ipv4';

/** One parameter of an Action: the API's name for it, and the option that carries it. */
export interface Param {
  /** The API's name, spelt as the API spells it; `[]` at the end: repeated, once per value. */
  readonly field: string;
  /** The option as Commander reads it, without the dashes: `stream <id>`. */
  readonly option: string;
  readonly type: ParamType;
  readonly help: string;
  readonly required: boolean;
  /** The return code the API documents for a bad value. */
  readonly refusal: number;
  /** Characters at most, of the value as it is sent. */
  readonly maxLength?: number;
  /** Only digits, letters, `-` and `_`. */
  readonly strict?: boolean;
  /** The allowed values of a `choice`. */
  readonly choices?: readonly string[];
  /** Sent when the option is not given. */
  readonly fallback?: string;
  /** For a `[]` field: values in one call at most. */
  readonly maxItems?: number;
  /** A second option for the same field that counts from now: `for <duration>`. */
  readonly fromNow?: { readonly option: string; readonly help: string };
  /** For the end of a ban: the CDNs that honour it. On the others a ban lasts as long as without it. */
  readonly honouredBy?: readonly string[];
}

/**
 * What a repeated call may do: `reads` changes nothing, `sets` puts the stream in a state (so twice is
 * the same as once), `starts` begins something that a second call might begin again.
 */
export type Effect = 'reads' | 'sets' | 'starts';

/** What of a stream can be changed, each a state of its own: its relays, its ban on the CDN, its ban in RTC. */
export type Lever = 'relay' | 'cdn' | 'rtc';

/** What is done with a lever. Of several commands that contradict each other the newest decides. */
export type Intent = 'ban' | 'resume' | 'start' | 'stop';

/** The shape of an Action's Data, for showing it to people. */
export type DataShape = 'nothing' | 'cdnResults' | 'cdnBans' | 'streamState' | 'urls';

/** Calls a second per AppId that the service lets through. */
export interface Rate {
  readonly production: number;
  readonly test: number;
}

/** A return code that answers the question asked, with the exit code it leads to. */
export interface Answer {
  readonly ok: boolean;
  readonly exit: number;
}

/** One row of the catalogue: everything the product knows of an Action. Data only. */
export interface Action {
  /** The command that calls it. Two rows may share one: the second takes several ids in one call. */
  readonly command: string;
  /** The API's name, spelt as the API spells it. */
  readonly action: string;
  readonly summary: string;
  /** One command line that works as it stands, given credentials. */
  readonly example: string;
  readonly family: Family;
  readonly params: readonly Param[];
  readonly rate: Rate;
  /**
   * Carries a Sequence. It must strictly increase per StreamId over any 10 seconds; that of RTMPDispatchV2 is for
   * reconciliation only.
   */
  readonly sequenced: boolean;
  /** In the test environment its StreamId carries the `zegotest-<AppId>-` prefix. */
  readonly testPrefix: boolean;
  readonly effect: Effect;
  /** What it changes of its streams, and how. Null for what only reads. */
  readonly change: { readonly lever: Lever; readonly intent: Intent } | null;
  /**
   * For a command that can wait until its stream is off air: the Action whose answers show how the stream stands;
   * null where no Action's do.
   */
  readonly verifiedBy?: 'DescribeRTCStreamState' | 'QueryForbidCDNLiveStream' | null;
  readonly data: DataShape;
  /** The return codes documented for it, beside 0 and the gateway's. */
  readonly codes: readonly number[];
  /** Codes beside 0 that answer rather than fail. */
  readonly answers?: Readonly<Record<number, Answer>>;
  /**
   * What code 0 means, said to a person. `{stream}` (the ids) and `{url}` are filled in, and what a suggested command
   * needs: `{streamArg}` (`--stream ID`, quoted for a shell), `{accountArgs}` (the options that chose the account, and `--test`).
   */
  readonly done: Text;
  /** What running it again may do after a lost answer, where that is not what its effect says. */
  readonly again?: Text;
  /** What code 0 leaves open, or may have done to other streams. */
  readonly ineffective?: Text;
  /** What goes on all the same, and the command for that; of a question, what it does not see. */
  readonly lever?: Text;
  /** For an Action that succeeds on ids that do not exist: how to check the spelling. */
  readonly spelling?: Text;
  /** How a person finds out whether the call took effect: after a success, and where the answer was lost. */
  readonly check: Text;
}

/** What of a row its command is made of; one that calls several Actions has no more than that. */
export type CommandRow = Pick<
  Action,
  | 'command'
  | 'summary'
  | 'example'
  | 'params'
  | 'sequenced'
  | 'testPrefix'
  | 'effect'
  | 'verifiedBy'
>;

/** A row as it is written, with what most rows share left out. */
export type ActionRow = Omit<Action, 'family'> & Partial<Pick<Action, 'family'>>;

/**
 * Completes a row of the catalogue.
 * @param row what is particular to the Action
 * @returns the row with the family (`media`) that goes without saying
 */
export function define(row: ActionRow): Action {
  return { family: 'media', ...row };
}
