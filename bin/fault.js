const { writeSync } = require('node:fs');

const fault = {
  detail: 'a fault of zego itself',
  hint: 'Please report it with the output of the same command and --debug.',
};

/** The document of `--json`, as src/output/document.ts writes it for any error. */
const documentOf = ({ detail, hint }) => ({
  ...{ ok: false, command: null, action: null, appId: null, test: false, streams: [] },
  ...{ code: null, message: null, requestId: null, data: null, meaning: null, hint },
  ...{ retryable: false, sequence: null, attempts: 0, waitedMs: 0 },
  ...{ error: { kind: 'fault', detail }, exitCode: 70 },
  ...{ endpoint: null, endpointSource: null, resumeTime: null, notes: [], verification: null },
});

/**
 * Ends the process with exit code 70 after a fault that zego could not show by itself. What was thrown is not
 * shown: its message and stack may hold a secret.
 * @param {NodeJS.Process} process
 * @param {{ detail: string, hint: string | null }} [words]
 */
exports.endWithFault = (process, words = fault) => {
  // Set once the result was given: then there is a document already.
  const isShown = process.exitCode !== undefined;
  const document = documentOf(words);
  if (process.argv.includes('--json') && !isShown) write(1, `${JSON.stringify(document)}\n`);
  write(2, `error: ${words.detail}\n${words.hint === null ? '' : `hint: ${words.hint}\n`}`);
  process.exit(document.exitCode);
};

function write(fd, text) {
  try {
    writeSync(fd, text);
  } catch {
    // Nobody listens; the exit code says it.
  }
}
