import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { alone, full, killed, type Row, stepped } from './drawing.ts';
import { paced } from './pacing.ts';

const scratch = mkdtempSync(join(tmpdir(), 'zego-stress-'));
const only = process.argv.slice(2);
const scenarios: Record<string, () => Promise<Row>> = {
  alone: () => alone(scratch),
  killed: () => killed(scratch, 600),
  stepped: () => stepped(scratch),
  full: () => full(scratch),
  at5: () => paced(scratch, { processes: 20, perSecond: 5, calls: 1000, answer: 0 }),
  at20: () => paced(scratch, { processes: 20, perSecond: 20, calls: 1000, answer: 0 }),
  at40: () => paced(scratch, { processes: 20, perSecond: 40, calls: 1000, answer: 0 }),
  slow: () => paced(scratch, { processes: 30, perSecond: 10, calls: 1000, answer: 150 }),
  brief: () => paced(scratch, { processes: 8, perSecond: 10, calls: 1, answer: 20 }),
  crowd: () => paced(scratch, { processes: 100, perSecond: 10, calls: 1000, answer: 0 }),
};

let sound = true;
try {
  for (const [name, run] of Object.entries(scenarios)) {
    if (only.length > 0 && !only.includes(name)) continue;
    const { what, figures, ok } = await run();
    sound &&= ok;
    process.stdout.write(`${ok ? 'ok  ' : 'FAIL'} ${what}\n     ${figures}\n`);
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
process.exitCode = sound ? 0 : 1;
