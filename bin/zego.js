#!/usr/bin/env node
import { main } from '../dist/main.js';
import { worldOf } from '../dist/world.js';

const code = await main(worldOf(process));
for (const stream of [process.stdout, process.stderr]) {
  await new Promise((written) => stream.write('', written));
}
// Set already where the result could not be written.
process.exitCode ||= code;
// What was given up, such as a read of stdin, must not keep the process.
process.exit();
