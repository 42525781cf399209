// The entry point of the single executable, in place of bin/zego.js.
import { startupSnapshot } from 'node:v8';
import { endWithFault } from '../../bin/fault.js';
import { run } from '../../src/run.ts';

// All that is loaded by now becomes part of the start-up snapshot.
startupSnapshot.setDeserializeMainFunction(() => {
  run(process).then(
    () => process.exit(),
    () => endWithFault(process),
  );
});
