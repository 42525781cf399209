#!/usr/bin/env node
import { main } from '../dist/main.js';
import { worldOf } from '../dist/world.js';

process.exitCode = await main(worldOf(process));
