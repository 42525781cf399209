import { rmSync } from 'node:fs';
import { bodiesRow } from './bodies.ts';
import { descriptorsRow } from './descriptors.ts';
import { endpointsRow } from './endpoints.ts';
import { failuresRow } from './failures-row.ts';
import { faultsRow } from './faults.ts';
import { filesRow } from './files.ts';
import { layoutsRow } from './layouts.ts';
import { longRow } from './long.ts';
import { oddRow } from './odd.ts';
import { redirectsRow } from './redirects.ts';
import { closeServers, type Row, root } from './stage.ts';
import { stringsRow } from './strings.ts';

const scenarios: Readonly<Record<string, () => Promise<Row>>> = {
  layouts: layoutsRow,
  endpoints: endpointsRow,
  redirects: redirectsRow,
  strings: stringsRow,
  bodies: bodiesRow,
  failures: failuresRow,
  files: filesRow,
  odd: oddRow,
  faults: faultsRow,
  descriptors: descriptorsRow,
  long: longRow,
};

const only = process.argv.slice(2);
const unknown = only.filter((name) => !Object.hasOwn(scenarios, name));
const write = (text: string) => process.stdout.write(`${text}\n`);
let sound = true;
try {
  if (unknown.length > 0) throw new Error(`${unknown} is none of ${Object.keys(scenarios)}`);
  write('| tried | how many | must not happen | happened |\n| --- | --- | --- | --- |');
  for (const [name, run] of Object.entries(scenarios)) {
    if (only.length > 0 && !only.includes(name)) continue;
    const { what, tried, bad, count, also, cases, enough } = await run();
    sound &&= count === 0 && enough;
    write(`| ${what} | ${tried} | ${bad} | ${count}${also ? ` (${also})` : ''} |`);
    for (const each of cases.slice(0, 20)) process.stderr.write(`  ${name}: ${each}\n`);
    if (!enough) process.stderr.write(`  ${name}: too few were tried\n`);
  }
} finally {
  closeServers();
  rmSync(root, { recursive: true, force: true });
}
process.exitCode = sound ? 0 : 1;
