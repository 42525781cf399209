import { filled } from '../codes/fill.ts';
import { refusedRead } from '../codes/verdicts.ts';
import { memberText } from '../core/data.ts';
import type { CallResult } from '../core/types.ts';
import type { World } from '../platform/world.ts';
import { inBoth, type Text } from '../values/text.ts';
import { createHostCheck } from '../verify/hosts.ts';
import { lookMs, type Sight } from '../verify/probe.ts';
import { createProbedJudge } from '../verify/probed.ts';
import { isRecorded } from '../verify/recorded.ts';
import { createRtcJudge, type RtcRead } from '../verify/rtc.ts';
import { pauseBefore } from '../verify/schedule.ts';
import { type Finding, nothingSeen } from '../verify/types.ts';
import type { Watcher } from '../verify/watch.ts';
import type { Reader } from './reads.ts';

/** A watcher with what it found so far. */
export interface Looking extends Watcher {
  readonly finding: Finding;
}

/** What is waited for. */
interface Goal {
  readonly stableMs: number;
  readonly wanted: 'off-air' | 'live';
}

/** What a watcher that reads by an Action works with. */
export interface WatcherDeps {
  readonly world: World;
  readonly reader: Reader;
  /** Told of every read, answered or not. @returns whether the wait is over with it */
  onRead(result: CallResult): Promise<boolean>;
}

/** Watches an RTC stream by DescribeRTCStreamState. */
export class RtcWatcher implements Looking {
  readonly #deps: WatcherDeps;
  readonly #judge: ReturnType<typeof createRtcJudge>;
  readonly #banAt: (read: CallResult) => number | null;
  #failure: Text | null = null;

  /** @param banAt when the ban was first sent by the service's clock, Unix milliseconds, given any answer of it */
  constructor(
    deps: WatcherDeps,
    { stableMs, wanted }: Goal,
    banAt: (read: CallResult) => number | null,
  ) {
    this.#deps = deps;
    this.#judge = createRtcJudge(stableMs, wanted);
    this.#banAt = banAt;
  }

  get finding(): Finding {
    const finding = this.#judge.findingAt(this.#deps.world.uptime());
    return { ...finding, method: 'DescribeRTCStreamState', detail: this.#failure };
  }

  get settled(): boolean {
    return this.finding.settled;
  }

  pause(nth: number): number {
    const { dueAt } = this.#judge;
    const { world } = this.#deps;
    return pauseBefore(nth, dueAt && dueAt - world.uptime(), chanceOf(world));
  }

  async look(signal: AbortSignal): Promise<void> {
    const { reader, world } = this.#deps;
    let askedAt = world.uptime();
    this.#judge.want(askedAt);
    const result = await reader.read(signal, () => {
      askedAt = world.uptime();
      this.#judge.send(askedAt);
    });
    if (!signal.aborted && !(await this.#deps.onRead(result))) this.take(result, askedAt);
  }

  /** Takes in a read that went out at a time of `world.uptime`, or later. */
  take(result: CallResult, askedAt: number): void {
    const { reply, error, serverTime } = result;
    const code = reply?.code;
    if (code !== 0 && code !== 41004 && code !== 41006) {
      this.#failure = failureText(result);
      return;
    }
    if (error !== null) return;
    this.#failure = null;
    const read: RtcRead = {
      code,
      created: secondsIn(reply?.data, 'create_time'),
      closed: secondsIn(reply?.data, 'close_time'),
      serverTime,
      askedAt,
      answeredAt: this.#deps.world.uptime(),
    };
    this.#judge.see(read, this.#banAt(result));
  }
}

/** Watches what viewers see at an address. */
export class ProbeWatcher implements Looking {
  readonly #world: World;
  readonly #address: URL;
  readonly #judge: ReturnType<typeof createProbedJudge>;
  readonly #checked = createHostCheck();
  readonly #onSight: (sight: Sight) => void;

  /** @param onSight told of every look */
  constructor(
    world: World,
    address: URL,
    { stableMs, wanted }: Goal,
    onSight: (sight: Sight) => void,
  ) {
    this.#world = world;
    this.#onSight = onSight;
    this.#address = address;
    this.#judge = createProbedJudge(stableMs, wanted);
  }

  get finding(): Finding {
    return this.#judge.findingAt(this.#world.uptime());
  }

  get settled(): boolean {
    return this.finding.settled;
  }

  pause(nth: number): number {
    return nth === 0 ? 0 : 800 + 400 * chanceOf(this.#world);
  }

  async look(signal: AbortSignal): Promise<void> {
    const { uptime, now, view } = this.#world;
    const askedAt = uptime();
    const sight = this.#checked(await view(this.#address, { timeoutMs: lookMs, signal }));
    if (signal.aborted) return;
    this.#onSight(sight);
    this.#judge.see(sight, { askedAt, answeredAt: uptime(), now: now() });
  }
}

/** Waits until a ban is recorded on the CDN, by QueryForbidCDNLiveStream: that proves no more. */
export class RecordWatcher implements Looking {
  readonly #deps: WatcherDeps;
  readonly #stream: string;
  finding: Finding = { ...nothingSeen, method: 'QueryForbidCDNLiveStream' };

  constructor(deps: WatcherDeps, stream: string) {
    this.#deps = deps;
    this.#stream = stream;
  }

  get settled(): boolean {
    return this.finding.settled;
  }

  pause(nth: number): number {
    return pauseBefore(nth, null, chanceOf(this.#deps.world));
  }

  async look(signal: AbortSignal): Promise<void> {
    const result = await this.#deps.reader.read(signal);
    if (signal.aborted || (await this.#deps.onRead(result))) return;
    const { reply, error, serverTime } = result;
    const { finding } = this;
    if (reply?.code !== 0 || error !== null) {
      this.finding = { ...finding, detail: finding.reads === 0 ? failureText(result) : null };
      return;
    }
    const settled = isRecorded(reply.data, this.#stream);
    const reason = settled ? 'recorded' : 'notRecorded';
    const reads = finding.reads + 1;
    this.finding = { ...finding, reads, settled, reason, until: serverTime, detail: null };
  }
}

/** A random number from 0 to 1. */
function chanceOf({ randomHex }: World): number {
  return Number.parseInt(randomHex(4), 16) / 0xffff_ffff;
}

/** A time in Unix seconds, given in milliseconds; null for an empty or strange one. */
function secondsIn(data: unknown, name: string): number | null {
  const text = memberText(data, name);
  return /^[1-9]\d{0,10}$/.test(text) ? Number(text) * 1000 : null;
}

function failureText({ reply, error }: CallResult): Text | null {
  if (error) return inBoth(error.detail);
  return reply && filled(refusedRead, { code: `${reply.code}` });
}
