#!/usr/bin/env node
import { main } from '../dist/main.js';
import { worldOf } from '../dist/world.js';

const code = await main(worldOf(process));
// Set already where the result could not be written.
process.exitCode ||= code;
