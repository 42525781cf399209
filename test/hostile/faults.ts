import { once } from 'node:events';
import net, { type AddressInfo, type Socket } from 'node:net';
import { part } from '../part.ts';
import { type Fault, faults, refused, success } from './fault-kinds.ts';
import { random } from './random.ts';
import { type Ending, each, listen, nextAppId, type Row, zego } from './stage.ts';

const runs = Math.ceil(1000 * part);
/** The most faults that meet one command, attempt by attempt. */
const mostFaults = 4;
const rateCodes = [1010, 5007, 30002];

interface Asked {
  readonly words: readonly string[];
  readonly writes: boolean;
  /** What the service answers, where that is not nothing. */
  readonly data?: unknown;
}

const address = ['--url', 'rtmp://127.0.0.1/app/s'];
const bans = [{ CdnType: 'ws', CdnResult: 'done' }];

/** A command for each of the twelve Actions. */
const commands: readonly Asked[] = [
  { words: ['transfer', 'start', '--stream', 's', ...address], writes: true },
  { words: ['transfer', 'stop', '--stream', 's', ...address], writes: true },
  { words: ['transfer', 'clear', '--stream', 's'], writes: true },
  { words: ['cdn', 'forbid', '--stream', 's'], writes: true, data: bans },
  { words: ['cdn', 'resume', '--stream', 's'], writes: true, data: bans },
  { words: ['cdn', 'list'], writes: false, data: { Ws: { ResultDetail: [] } } },
  ...['forbid', 'resume'].flatMap((verb) => [
    { words: ['stream', verb, '--stream', 's'], writes: true },
    { words: ['stream', verb, '--stream', 's', '--stream', 't'], writes: true },
  ]),
  { words: ['stream', 'status', '--stream', 's'], writes: false },
  {
    words: ['rtmp', 'dispatch', '--stream', 's', '--type', 'push'],
    writes: false,
    data: ['rtmp://127.0.0.1/app/s'],
  },
];

/** What the server saw of one command. */
interface Seen {
  readonly asked: Asked;
  /** What became of each connection, in order. */
  readonly attempts: readonly Fault[];
  /** Attempts may have been made that the server did not see: in vain, or when the time was over. */
  readonly more: boolean;
}

/** Runs commands through plans of random faults, and holds their exit codes against what was carried out. */
export async function faultsRow(): Promise<Row> {
  const wrong: string[] = [];
  let contradicted = 0;
  await each(Array.from({ length: runs }, pick), 4, async ({ asked, plan }) => {
    const { ending, seen } = await run(asked, plan);
    const flaws = flawsOf(ending, seen);
    if (flaws.length === 0) return;
    contradicted += 1;
    const met = seen.attempts.map(({ name }) => name).join('; ');
    wrong.push(`${asked.words.join(' ')}: ${flaws.join(', ')}, after: ${met}`);
  });
  return {
    what: `commands of all Actions that meet up to ${mostFaults} faults`,
    tried: String(runs),
    bad: 'an exit code or a document that contradicts what the server did',
    count: contradicted,
    cases: wrong,
    enough: runs >= 100,
  };
}

function pick(): { asked: Asked; plan: readonly Fault[] } {
  const of = <T>(from: readonly T[]) => from[random(from.length)]!;
  const plan = Array.from({ length: random(mostFaults + 1) }, () => of(of(faults)));
  return { asked: of(commands), plan };
}

async function run(asked: Asked, plan: readonly Fault[]): Promise<{ ending: Ending; seen: Seen }> {
  const attempts: Fault[] = [];
  const body = JSON.stringify({ Code: 0, Message: 'ok', RequestId: '1', Data: asked.data ?? null });
  const at = (nth: number) => plan[nth] ?? success;
  const server = net.createServer();
  const endpoint = await listen(server);
  // It holds the port, so that no other run is given it once the server is closed.
  const holding = net.connect((server.address() as AddressInfo).port, '127.0.0.1');
  await once(server, 'connection');
  server.on('connection', (socket) => {
    const fault = at(attempts.length);
    attempts.push(fault);
    // Before this connection ends, so that the next attempt finds nobody.
    if (at(attempts.length) === refused) server.close();
    if (fault.reached) onRequest(socket, () => fault.meet(socket, body));
    else fault.meet(socket, body);
  });
  if (at(0) === refused) server.close();
  // A connection that is left alone ends by the time alone.
  const silent = plan.some(({ silent }) => silent);
  const words = [...asked.words, '--json', ...(silent ? ['--timeout', '2s'] : [])];
  const env = {
    ZEGO_ENDPOINT: `http://${endpoint}`,
    ZEGO_APP_ID: nextAppId(),
    ZEGO_SERVER_SECRET: 's',
  };
  const ending = await zego(words, { env });
  server.close();
  holding.destroy();
  return { ending, seen: { asked, attempts, more: silent || plan.includes(refused) } };
}

/** Calls back once the whole request is there. */
function onRequest(socket: Socket, read: () => void): void {
  let text = '';
  const take = (piece: Buffer) => {
    text += piece.toString('latin1');
    if (!text.includes('\r\n\r\n')) return;
    socket.off('data', take).resume();
    read();
  };
  socket.on('data', take);
}

/** How the end of a command contradicts what the server saw. */
function flawsOf({ code, out, err }: Ending, seen: Seen): readonly string[] {
  const { attempts, more } = seen;
  const exit = exitFlaw(code, seen);
  let document: Record<'ok' | 'code' | 'attempts' | 'exitCode', unknown>;
  try {
    document = JSON.parse(out);
  } catch {
    return [exit, `no document: ${err.slice(0, 200)}`].filter((flaw) => flaw !== null);
  }
  const last = attempts.at(-1)?.code ?? null;
  const said = [null, ...attempts.map((attempt) => attempt.code)] as readonly unknown[];
  const unseen = Number(document.attempts) - attempts.length;
  const checks: readonly (readonly [boolean, string])[] = [
    [document.exitCode === code, `exitCode ${document.exitCode}`],
    [document.ok === (code === 0), `ok ${document.ok}`],
    [more ? unseen >= 0 : unseen === 0, `attempts ${document.attempts}`],
    // The code of an attempt before it may stand where the last one heard none.
    [
      last === null || unseen > 0 ? said.includes(document.code) : document.code === last,
      `code ${document.code}`,
    ],
  ];
  const flaws = checks.filter(([fine]) => !fine).map(([, flaw]) => flaw);
  return exit === null ? flaws : [exit, ...flaws];
}

/** How the exit code of a lone command contradicts what the server saw of it. */
function exitFlaw(code: number | null, { asked, attempts }: Seen): string | null {
  const executed = asked.writes && attempts.some((attempt) => attempt.executes);
  const some = (holds: (attempt: Fault) => boolean, flaw: string) =>
    attempts.some(holds) ? null : `exit ${code}, and ${flaw}`;
  if ([1, 4, 5, 6].includes(code ?? -1) && executed) return `exit ${code}, and it was carried out`;
  switch (code) {
    case 0:
      return attempts.at(-1)?.code === 0 ? null : 'exit 0, and no such answer was given';
    case 1:
    case 4:
      return some((attempt) => Boolean(attempt.code), 'no code was answered');
    case 5:
      return some(isRate, 'it was never too often');
    case 6:
      return attempts.some(({ reached }) => reached) ? 'exit 6, and it reached the server' : null;
    case 9:
      return some(
        (attempt) => !isRate(attempt) && (attempt.code === null || attempt.unclear),
        'every attempt was answered',
      );
    default:
      return `exit ${code}`;
  }
}

function isRate({ code, tooOften }: Fault): boolean {
  return tooOften || rateCodes.includes(code ?? 0);
}
