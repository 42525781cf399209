// Writes the README's tables from the code; with --check it only tells whether they are fresh.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { modules } from './build/modules.js';

const parts = mkdtempSync(join(tmpdir(), 'zego-readme-'));
process.once('exit', () => rmSync(parts, { recursive: true, force: true }));
await modules(parts, 'config/options', 'actions/stop', 'cli/tree', 'codes/exits', 'errors');
const { optionRows } = await import(`${parts}/config/options.js`);
const { commandPaths, offlineCommands, rowsOf } = await import(`${parts}/cli/tree.js`);
const { levers, stop } = await import(`${parts}/actions/stop.js`);
const { exitTexts } = await import(`${parts}/codes/exits.js`);
const { EXIT } = await import(`${parts}/errors.js`);

const file = new URL('../README.md', import.meta.url);

const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
const code = (text) => (text ? `\`${text.replaceAll('|', '\\|')}\`` : '');

function commands() {
  const rows = commandPaths().map((path) => {
    if (path === stop.command) {
      const usage = [...stop.params.map(usageOf), '[--only <levers>]'].join(' ');
      return [
        code(`zego ${path} ${usage}`),
        stop.summary,
        Object.values(levers).map(code).join(', '),
      ];
    }
    const actions = rowsOf(path);
    if (actions.length === 0) {
      const { usage, summary } = offlineCommands[path];
      return [code(`zego ${path} ${usage}`), summary, ''];
    }
    const usage = actions.at(-1).params.map(usageOf).join(' ');
    const rates = actions[0].rate;
    const names = actions.map(({ action }) => code(action)).join(', ');
    return [
      code(`zego ${path} ${usage}`.trim()),
      actions[0].summary,
      `${names} (${rates.production}/s${rates.test === rates.production ? '' : `, test ${rates.test}/s`})`,
    ];
  });
  return table(['command', 'what it does', 'Action (calls a second per AppId)'], rows);
}

function usageOf({ option, fromNow, required, maxItems }) {
  const one = `--${option}`;
  const either = fromNow ? `${one} | --${fromNow.option}` : one;
  if (!required) return maxItems ? `[${one} ...]` : `[${either}]`;
  return maxItems ? `${one} [${one} ...]` : either;
}

function options() {
  const rows = optionRows.map(
    ([
      ,
      { flags, opposite, env = '', envHelp = env, keys = [], keyHelp = keys.join(', '), help },
    ]) => [
      [flags, opposite?.flags].map(code).filter(Boolean).join(', '),
      envHelp,
      keyHelp,
      opposite ? `${help}; ${opposite.flags}: ${opposite.help}` : help,
    ],
  );
  return table(['option', 'environment', 'key in a file', 'meaning'], rows);
}

function exitCodes() {
  const rows = Object.entries(EXIT).map(([name, number]) => [
    String(number),
    exitTexts[name].meaning.en,
  ]);
  return table(['exit code', 'meaning'], rows);
}

const before = readFileSync(file, 'utf8');
let after = before;
for (const [name, text] of Object.entries({
  commands: commands(),
  options: options(),
  'exit codes': exitCodes(),
})) {
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  if (!after.includes(start) || !after.includes(end))
    throw new Error(`README.md lacks ${start} ... ${end}`);
  const head = after.slice(0, after.indexOf(start) + start.length);
  after = `${head}\n${text}\n${after.slice(after.indexOf(end))}`;
}
if (process.argv.includes('--check')) {
  if (after !== before) {
    process.stderr.write('README.md is stale: npm run build && npm run readme\n');
    process.exitCode = 1;
  } else {
    process.stdout.write('README.md is fresh\n');
  }
} else {
  writeFileSync(file, after);
}
