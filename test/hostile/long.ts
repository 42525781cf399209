import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { type Asked, oneAnswer, type Place, places } from './long-places.ts';
import { bare, bin, type Ending, each, folder, nextAppId, type Row, root, serve } from './stage.ts';

const SECRET = 'canary0long0secret';
/** Of hexadecimal digits, as a ServerSecret is, and to be looked for in part. */
const canary = 'ca0a1ce5';
/** What a search, a regular expression or a reader may come to a standstill in. */
const floods: readonly string[] = [...[canary, ' ', '?', '@', '::', '%25', '\\', '1h', '流']];

/**
 * Milliseconds more than with a short text, from which on it is looked at again. What a service answers may be
 * longer than what is promised for Ctrl-C.
 */
const suspicious = (room: number) => (room === oneAnswer ? 700 : 100);

/** A flood as long as there is room for, as JSON writes it. */
function filling(flood: string, room: number): string {
  const bytes = Buffer.byteLength(JSON.stringify(flood)) - 2;
  return flood.repeat(Math.floor(room / bytes));
}

interface Timed extends Ending {
  readonly ms: number;
  /** From Ctrl-C to the end; 0 where it had ended before. */
  readonly deafMs: number;
}

/** Puts long texts wherever one is taken: nothing of them comes out, and nothing takes its time. */
export async function longRow(): Promise<Row> {
  const wrong: string[] = [];
  const answers = new Map<string, (response: ServerResponse) => void>();
  const server = await serve((request, response) => {
    const appId = new URL(request.url ?? '', 'http://host').searchParams.get('AppId') ?? '';
    answers.get(appId)?.(response);
  });

  /** @param interruptAfter milliseconds until Ctrl-C, if it has not ended by then */
  const run = async (asked: Asked, interruptAfter?: number): Promise<Timed> => {
    const appId = nextAppId();
    if (asked.answer) answers.set(appId, asked.answer);
    const account = { ZEGO_APP_ID: appId, ZEGO_SERVER_SECRET: SECRET, ZEGO_ENDPOINT: server };
    const child = spawn(process.execPath, [bin, ...asked.words], {
      cwd: asked.files ? folder(asked.files) : root,
      env: { ...bare(), ...account, ...asked.env },
    });
    const started = performance.now();
    let interruptedAt = 0;
    child.stdin.on('error', () => {}).end(asked.input ?? '');
    const timer =
      interruptAfter === undefined
        ? undefined
        : setTimeout(() => {
            interruptedAt = performance.now();
            child.kill('SIGINT');
          }, interruptAfter);
    const [out, err] = [text(child.stdout), text(child.stderr)];
    const [code] = (await once(child, 'exit')) as [number | null];
    const ended = performance.now();
    clearTimeout(timer);
    const deafMs = interruptedAt === 0 ? 0 : ended - interruptedAt;
    return { code, out: await out, err: await err, ms: ended - started, deafMs };
  };
  const best = async (figure: 'ms' | 'deafMs', asked: Asked, after?: number) => {
    const tries = [await run(asked, after), await run(asked, after), await run(asked, after)];
    return Math.min(...tries.map((each) => each[figure]));
  };

  const silent: Asked = { words: ['transfer', 'clear', '--stream', 's'], answer: () => {} };
  const idle = await best('deafMs', silent, 1000);
  const runs = places.flatMap((place) =>
    (place.unread ? floods.slice(0, 2) : floods).map((flood) => ({ place, flood })),
  );
  const shorts = new Map<Place, number>();
  await each(places, 2, async (place) => {
    shorts.set(place, (await run(place.of('x'))).ms);
  });

  let [slowest, deafest] = [0, 0];
  const slow: { place: Place; asked: Asked; name: string }[] = [];
  await each(runs, 2, async ({ place, flood }) => {
    const asked = place.of(filling(flood, place.room));
    const name = `${place.name}: ${JSON.stringify(flood)}`;
    const { code, out, err, ms } = await run(asked);
    const shown = out + err;
    if (!place.codes.includes(code ?? -1)) {
      wrong.push(`${name}: ended with ${code}: ${err.slice(0, 200)}`);
    }
    if (shown.includes(SECRET)) wrong.push(`${name}: the secret`);
    // What a service answers is shown.
    if (shown.includes(canary) && !asked.answer) wrong.push(`${name}: ${canary}`);
    if (/^\s+at |\\u\{a\} +at /m.test(shown) && !shown.includes('debug:')) {
      wrong.push(`${name}: a stack`);
    }
    if (ms - (shorts.get(place) ?? 0) > suspicious(place.room)) slow.push({ place, asked, name });
  });
  // Alone, and the best of three: the machine may have much else to do.
  for (const { place, asked, name } of slow) {
    const short = await best('ms', place.of('x'));
    const more = (await best('ms', asked)) - short;
    slowest = Math.max(slowest, more);
    if (more > 1000) wrong.push(`${name}: ${more.toFixed(0)} ms more`);
    if (more < suspicious(place.room) || place.room === oneAnswer) continue;
    const deaf = (await best('deafMs', asked, short)) - idle;
    deafest = Math.max(deafest, deaf);
    if (deaf > 100) wrong.push(`${name}: deaf to Ctrl-C for ${deaf.toFixed(0)} ms`);
  }
  return {
    what: 'long texts, in every place that takes one',
    tried: `${runs.length}`,
    bad: 'printed, a stack, another exit code, 1 s more, or Ctrl-C unheard for 100 ms',
    count: wrong.length,
    also: `at most ${slowest.toFixed(0)} ms more, and ${deafest.toFixed(0)} ms until Ctrl-C is heard`,
    cases: wrong,
    enough: runs.length >= 500,
  };
}
