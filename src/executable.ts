import process from 'node:process';
import { startupSnapshot } from 'node:v8';
import { run } from './run.ts';

// Whatever is loaded by now is part of the snapshot that the executable starts from.
startupSnapshot.setDeserializeMainFunction(() => run(process));
