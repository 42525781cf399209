// Measures the packed and installed zego, in multiples of what `node -e 0` takes: each row runs alternating pairs,
// command and baseline, in one clean environment, and compares medians. `--short` runs fewer pairs. Fails where a
// figure is more than 1.5 times its target.
import { execFileSync, fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import nodeModule from 'node:module';
import { availableParallelism, constants, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { installPacked } from './packed.js';

const repository = fileURLToPath(new URL('../', import.meta.url));
const tool = (name) => fileURLToPath(new URL(name, import.meta.url));
const short = process.argv.includes('--short');
const pairs = short ? 9 : 40;
const batch = short ? 100 : 500;
const node = process.execPath;
const idle = [node, '-e', '0'];
const secret = '0123456789abcdef0123456789abcdef';
const forbid = ['cdn', 'forbid', '--stream', 's1', '--for', '2h'];
// Since 22.8 Node keeps compiled code between runs.
const targets = nodeModule.enableCompileCache
  ? { http: 2.9, file: 3.1, https: 3.4 }
  : { http: 3.3, file: 3.5, https: 4.6 };

const work = mkdtempSync(join(tmpdir(), 'zego-bench-'));
process.on('exit', () => rmSync(work, { recursive: true, force: true }));
// Signals are handled between two commands.
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => process.exit(128 + constants.signals[signal]));
}
const homeWith = (name, zegorc) => {
  const home = join(work, name);
  mkdirSync(home);
  if (zegorc) writeFileSync(join(home, '.zegorc'), JSON.stringify(zegorc), { mode: 0o600 });
  return home;
};
const clean = { PATH: process.env.PATH, HOME: homeWith('home'), LANG: 'C.UTF-8', TZ: 'UTC' };

const median = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const printRow = (...cells) => process.stdout.write(`| ${cells.join(' | ')} |\n`);
const missed = [];
let server;
try {
  await bench();
} finally {
  if (server?.connected) server.disconnect();
}
for (const what of missed) process.stderr.write(`bench: more than 1.5 x the target: ${what}\n`);
process.exitCode = missed.length === 0 ? 0 : 1;

async function bench() {
  const { tarball, script } = installPacked(work);
  const addresses = await serve();
  const zego = [node, script];
  const call = [...zego, ...forbid];
  const project = { ZEGO_APP_ID: '1234567890', ZEGO_SERVER_SECRET: secret };
  const http = { ...clean, ...project, ZEGO_ENDPOINT: addresses.http };
  // Only the command is told of the certificate, not `node -e 0`. Node 20 with this variable reads its own
  // 140 authorities at start-up instead of at the first TLS context: the call takes as long as one to a
  // known host without it, but a baseline with it is slower, and the ratio falsely good. Node 22 reads
  // nothing at start-up.
  const https = {
    ...http,
    ZEGO_ENDPOINT: addresses.https,
    NODE_EXTRA_CA_CERTS: join(work, 'cert.pem'),
  };
  const fromFile = {
    ...clean,
    HOME: homeWith('configured', { appId: 1234567890, serverSecret: secret }),
    ZEGO_ENDPOINT: addresses.http,
  };
  const isSecure = addresses.https !== undefined;

  printHeading();
  await compare('`--version`', [...zego, '--version'], { target: 1.2 });
  await compare('`--help`', [...zego, '--help'], { target: 1.7 });
  await compare('`explain 5003`', [...zego, 'explain', '5003'], { target: 1.8 });
  await compare('`cdn forbid` over HTTP', call, { env: http, calls: 1, target: targets.http });
  const byFile = { env: fromFile, calls: 1, target: targets.file };
  await compare('the same, credentials in `~/.zegorc`', call, byFile);
  const overTls = { env: https, calls: 1, target: targets.https };
  if (isSecure) await compare('`cdn forbid` over HTTPS', call, overTls);
  await measureMemory('peak memory over HTTP', call, http, 50);
  if (isSecure) await measureMemory('peak memory over HTTPS', call, https, 53);
  report('size of the tarball', statSync(tarball).size / 1024, { unit: ' KiB', target: 200 });

  if (which('curl') && which('md5sum')) {
    const byHand = ['bash', tool('bench-curl.sh')];
    const what = 'the same call by bash, md5sum and curl';
    await orSkip(what, () => compare(what, byHand, { env: http, calls: 1 }));
  }
  await compareAws(addresses.http);
  const binary = join(repository, 'dist-binary', 'zego');
  if (existsSync(binary)) {
    await compare('single executable: `--version`', [binary, '--version']);
    await compare('single executable: `cdn forbid`', [binary, ...forbid], { env: http, calls: 1 });
  }
  await compareBatch(call, http);
}

function printHeading() {
  const machine = `${cpus()[0].model}, ${availableParallelism()} cores`;
  const how = `medians of ${pairs} alternating pairs unless said otherwise`;
  process.stdout.write(`Node ${process.version}, ${machine}, ${how}:\n\n`);
  printRow('what', 'ratio to `node -e 0`', 'target', 'ms, and of `node -e 0`');
  printRow('---', '---', '---', '---');
}

/** Starts the server. @returns its addresses: http and, where there is openssl, https */
async function serve() {
  if (which('openssl')) {
    const host = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
    const files = ['-keyout', join(work, 'key.pem'), '-out', join(work, 'cert.pem')];
    execFileSync('openssl', ['req', '-x509', ...key, ...host, ...files], { stdio: 'pipe' });
  } else {
    process.stdout.write('There is no openssl: the rows of HTTPS are left out.\n');
  }
  server = fork(tool('bench-server.js'), [work, secret], { env: clean });
  const failed = once(server, 'exit').then(() => {
    throw new Error('The server of the bench ended');
  });
  const [addresses] = await Promise.race([once(server, 'message'), failed]);
  return addresses;
}

/** @returns how many well signed calls the server has received since it was last asked */
async function received() {
  const answered = once(server, 'message');
  server.send('count');
  return (await answered)[0];
}

/**
 * Runs a command to its end, which must be a success without a warning.
 * @returns the milliseconds it took
 */
function run([program, ...words], env) {
  const begun = process.hrtime.bigint();
  const { status, signal, error, stderr } = spawnSync(program, words, {
    cwd: env.HOME,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
  });
  const ms = Number(process.hrtime.bigint() - begun) / 1e6;
  if (status === 0 && !/^warning:/im.test(stderr)) return ms;
  const why = error?.message ?? `${signal ?? `exit code ${status}`}\n${stderr}`;
  throw new Error(`${program} ${words.join(' ')}: ${why}`);
}

/** Prints a row that compares a command with `node -e 0`; `calls` is how many each run makes. */
async function compare(what, command, { env = clean, target, calls = 0, times = pairs } = {}) {
  // The first run fills Node's compile cache for the others.
  run(command, env);
  const [own, base] = [[], []];
  for (let pair = 0; pair < times; pair += 1) {
    base.push(run(idle, clean));
    own.push(run(command, env));
    await turn();
  }
  await expectReceived(what, calls * (times + 1));
  const ms = [median(own), median(base)];
  report(what, ms[0] / ms[1], { target, ms });
}

async function expectReceived(what, expected) {
  const got = await received();
  if (got !== expected) {
    throw new Error(`${what}: the server got ${got} calls instead of ${expected}`);
  }
}

/** Prints a row and holds its figure against its target. */
function report(what, figure, { unit = '', target, ms = [] }) {
  if (target && figure > 1.5 * target) missed.push(what);
  const digits = unit ? 0 : 2;
  const times = ms.map((each) => each.toFixed(1)).join(' / ');
  printRow(what, `${figure.toFixed(digits)}${unit}`, target ? `${target}${unit}` : '', times);
}

/** Prints a row with the peak of resident memory, the median of five runs; `target` is in MB. */
async function measureMemory(what, command, env, target) {
  const hook = join(work, 'peak.cjs');
  const file = join(work, 'peak');
  // Not maxRSS, where /proc is to be had: on Linux that includes what was resident before exec, which is ours.
  writeFileSync(
    hook,
    `const { existsSync, readFileSync, writeFileSync } = require('node:fs');
     const status = '/proc/self/status';
     process.on('exit', () => writeFileSync(${JSON.stringify(file)}, String(existsSync(status)
       ? /^VmHWM:\\s*(\\d+) kB$/m.exec(readFileSync(status, 'utf8'))[1]
       : process.resourceUsage().maxRSS)));`,
  );
  const peak = ([program, ...words], own) => {
    run([program, '--require', hook, ...words], own);
    const kib = Number(readFileSync(file, 'utf8'));
    rmSync(file);
    return (kib * 1024) / 1e6;
  };
  const five = (measure) => median(Array.from({ length: 5 }, measure));
  const base = five(() => peak(idle, clean));
  const own = five(() => peak(command, env));
  await expectReceived(what, 5);
  const beside = `5 runs; \`node -e 0\`: ${base.toFixed(0)} MB`;
  report(`${what} (${beside})`, own, { unit: ' MB', target });
}

/** @returns the path of a program, empty where there is none; `first` is a command to ask before */
function which(program, first = '') {
  return spawnSync('sh', ['-c', `${first} command -v ${program}`], {
    encoding: 'utf8',
  }).stdout.trim();
}

/** Prints a row with AWS's tool, where it is installed. */
async function compareAws(endpoint) {
  // The program itself: pyenv's shim is slow.
  const aws = which('aws', 'pyenv which aws 2>/dev/null ||');
  if (!aws) return;
  const env = {
    ...clean,
    AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    AWS_DEFAULT_REGION: 'us-west-2',
  };
  const channel = 'arn:aws:ivs:us-west-2:123456789012:channel/abcdABCDefgh';
  const words = ['ivs', 'stop-stream', '--channel-arn', channel, '--endpoint-url', endpoint];
  const what = '`aws ivs stop-stream` over HTTP (5 pairs)';
  await orSkip(what, () => compare(what, [aws, ...words], { env, calls: 1, times: 5 }));
}

/** Prints a row for a program that is not ours: if it fails, the row is left out. */
async function orSkip(what, row) {
  try {
    await row();
  } catch (error) {
    await received();
    process.stderr.write(`bench: left out: ${what}: ${error.message.trim().split('\n')[0]}\n`);
  }
}

/** Prints a row that compares many calls, eight at once, with as many `node -e 0`. */
async function compareBatch(call, env) {
  const many = (command) => {
    const line = 'seq "$0" | xargs -P8 -I@ "$@"';
    return run(['sh', '-c', line, String(batch), ...command], env);
  };
  const base = many([...idle, '@']);
  // Calls of one AppId would wait for each other: zego sends 20 a second.
  const own = many([...call, '--app-id', '@']);
  const what = `${batch} calls under \`xargs -P8\`, of as many AppIds (once)`;
  await expectReceived(what, batch);
  const rate = `${(batch / (own / 1000)).toFixed(0)} calls a second`;
  report(`${what}: ${rate}`, own / base, { ms: [own, base] });
}
