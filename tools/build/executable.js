// What the single executable begins with, in place of bin/zego.js.
import { startupSnapshot } from 'node:v8';
import { endWithFault } from '../../bin/fault.js';
import { run } from '../../src/run.ts';

// Whatever is loaded by now is part of the snapshot that the executable starts from.
startupSnapshot.setDeserializeMainFunction(() => {
  run(process).then(
    () => process.exit(),
    () => endWithFault(process),
  );
});
