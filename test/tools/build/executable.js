// What the single executable begins with, in place of bin/zego.js.
import { startupSnapshot } from 'node:v8';
import { run } from '../../../src/run.ts';

// Whatever is loaded by now is part of the snapshot that the executable starts from.
startupSnapshot.setDeserializeMainFunction(async () => {
  await run(process);
  process.exit();
});
