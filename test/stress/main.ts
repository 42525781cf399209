import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runbook } from './binary.ts';
import { bursts } from './bursts.ts';
import { killCommands } from './command.ts';
import { levers, mixed, same, stops } from './crowds.ts';
import { alone, full, killed, stepped } from './drawing.ts';
import { holders } from './holders.ts';
import { paced } from './pacing.ts';
import { queues } from './queues.ts';
import { stalled } from './stalled.ts';
import type { Row } from './verdict.ts';

const scratch = mkdtempSync(join(tmpdir(), 'zego-stress-'));
const scenarios: Record<string, () => Promise<Row>> = {
  alone: () => alone(scratch),
  killed: () => killed(scratch),
  stepped: () => stepped(scratch),
  full: () => full(scratch),
  at5: () => paced(scratch, { processes: 20, perSecond: 5, answer: 0 }),
  at20: () => paced(scratch, { processes: 20, perSecond: 20, answer: 0 }),
  at40: () => paced(scratch, { processes: 20, perSecond: 40, answer: 0 }),
  slow: () => paced(scratch, { processes: 20, perSecond: 10, answer: 150 }),
  crowd: () => paced(scratch, { processes: 100, perSecond: 10, answer: 0 }),
  runbook: () => runbook(scratch, 0),
  unlucky: () => runbook(scratch, 800),
  same: () => same(scratch),
  stops: () => stops(scratch),
  mixed: () => mixed(scratch),
  levers: () => levers(scratch),
  bursts: () => bursts(scratch),
  stalled: () => stalled(scratch),
  queues: () => queues(scratch),
  holders: () => holders(scratch),
};
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(scenarios, name));
const say = (...cells: string[]) => process.stdout.write(`| ${cells.join(' | ')} |\n`);

let sound = true;
try {
  if (unknown.length > 0) throw new Error(`${unknown} is none of ${Object.keys(scenarios)}`);
  say('name', 'what is done', 'figures', '');
  say('---', '---', '---', '---');
  for (const [name, run] of Object.entries(scenarios)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const { what, figures, ok, cases = [] } = await run();
    sound &&= ok;
    say(name, what, figures, ok ? 'ok' : 'FAILED');
    for (const each of cases.slice(0, 10)) process.stderr.write(`  ${name}: ${each}\n`);
  }
} finally {
  killCommands();
  rmSync(scratch, { recursive: true, force: true });
}
process.exitCode = sound ? 0 : 1;
