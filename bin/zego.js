#!/usr/bin/env node

const { existsSync, writeSync } = require('node:fs');

// Node opens its debugger at this signal, to everybody on this machine, unless somebody listens.
process.on('SIGUSR1', () => {});

/** Prints the version for `zego --version` alone, which needs nothing else; whether it could. */
function printedVersion([option, ...more]) {
  if (!['--version', '-V'].includes(option) || more.length > 0) return false;
  try {
    writeSync(1, `${require('../package.json').version}\n`);
    return true;
  } catch {
    return false;
  }
}

async function run() {
  await require('../dist/start.js').start(process);
}

if (!printedVersion(process.argv.slice(2))) {
  const { endWithFault } = require('./fault.js');
  const notBuilt = { detail: 'zego is not built; run: npm run build', hint: null };
  run().then(
    () => process.exit(),
    () => endWithFault(process, existsSync(`${__dirname}/../dist`) ? undefined : notBuilt),
  );
}
