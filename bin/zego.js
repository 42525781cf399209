#!/usr/bin/env node

// Node opens its debugger at this signal, to everybody on this machine, unless somebody listens.
process.on('SIGUSR1', () => {});

/** `zego --version` alone needs nothing of the program; what goes wrong is the program's to say. */
function saidVersion([option, ...more]) {
  if (!['--version', '-V'].includes(option) || more.length > 0) return false;
  try {
    require('node:fs').writeSync(1, `${require('../package.json').version}\n`);
    return true;
  } catch {
    return false;
  }
}

async function run() {
  await require('../dist/start.js').start(process);
}

if (!saidVersion(process.argv.slice(2))) {
  const { endWithFault } = require('./fault.js');
  run().then(
    () => process.exit(),
    () => endWithFault(process),
  );
}
