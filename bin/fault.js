const { writeSync } = require('node:fs');

const detail = 'a fault of zego itself';
const hint = 'Please report it with the output of the same command and --debug.';

/** The document of `--json`, as src/output/document.ts writes it for any error. */
const document = {
  ...{ ok: false, command: null, action: null, appId: null, test: false, streams: [] },
  ...{ code: null, message: null, requestId: null, data: null, meaning: null, hint },
  ...{ retryable: false, sequence: null, attempts: 0, waitedMs: 0 },
  ...{ error: { kind: 'fault', detail }, exitCode: 70, resumeTime: null, notes: [] },
};

/**
 * Ends the process after a fault that zego could not show by itself, in words that are always the same: what
 * a fault says, and its stack, may hold a secret.
 */
exports.endWithFault = (process) => {
  // Set once the result was given: then there is a document already.
  const isShown = process.exitCode !== undefined;
  if (process.argv.includes('--json') && !isShown) write(1, `${JSON.stringify(document)}\n`);
  write(2, `error: ${detail}\nhint: ${hint}\n`);
  process.exit(document.exitCode);
};

function write(fd, text) {
  try {
    writeSync(fd, text);
  } catch {
    // Nobody listens; the exit code says it.
  }
}
