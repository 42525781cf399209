#!/usr/bin/env node
const { writeSync } = require('node:fs');
const { version } = require('../package.json');

/** `zego --version` alone needs nothing of the program; what goes wrong is the program's to say. */
function saidVersion([option, ...more]) {
  if (!['--version', '-V'].includes(option) || more.length > 0) return false;
  try {
    writeSync(1, `${version}\n`);
    return true;
  } catch {
    return false;
  }
}

if (!saidVersion(process.argv.slice(2))) require('../dist/start.js').start(process);
