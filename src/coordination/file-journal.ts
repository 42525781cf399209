import {
  closeSync,
  constants,
  fstatSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { OpenJournal } from './journal.ts';

const GENERATIONS_KEPT = 16;
/** A line is lost to a full generation or a torn write. Many in a row mean a broken disk. */
const ATTEMPTS = 50;
/** Follows no link and waits for no FIFO. Windows has neither flag. */
const GUARDED = (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
const READ = constants.O_RDONLY | GUARDED;
const APPEND = constants.O_RDWR | constants.O_APPEND | GUARDED;
const CREATE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | GUARDED;

/** What was read of a generation: its whole lines, and the bytes up to the last line break. */
interface Seen {
  readonly generation: number;
  readonly lines: string[];
  bytes: number;
  full: boolean;
}

/**
 * Journals in files, one directory each and one file a generation (`1`, `2`, ...), without a lock.
 *
 * A line counts once a single O_APPEND write has put it whole into the window of the newest generation:
 * the first `window` bytes of its file. The kernel decides the order, and those bytes never change again.
 * So once the window is full, every process computes the same beginning for the next generation, and link()
 * lets one of them create it. A process that dies leaves at most a torn line or a stray draft, both ignored.
 * A process that was stopped for long finds its line void and appends it again to the newest generation.
 * @param directory an existing private directory (see `privateDirectory`), on a local disk
 * @param token makes a fresh random text for a file name
 */
export function fileJournals(directory: string, token: () => string): OpenJournal {
  return (name, { window, digest }) => {
    const home = join(directory, name);
    const path = (generation: number) => join(home, String(generation));
    mkdirSync(home, { recursive: true, mode: 0o700 });

    const newest = () =>
      readdirSync(home).reduce((top, entry) => Math.max(top, generationOf(entry)), 0);

    const create = (generation: number, lines: readonly string[]) => {
      const draft = join(home, `draft-${token()}`);
      const beginning = lines.map(framed).join('');
      try {
        using(openSync(draft, CREATE, 0o600), (file) => writeWhole(file, beginning));
        linkSync(draft, path(generation));
        sweep(home, generation - GENERATIONS_KEPT);
      } catch (error) {
        // Another process created it first, or swept this draft away after it had.
        if (!['EEXIST', 'ENOENT'].includes(codeOf(error))) throw error;
      } finally {
        rmSync(draft, { force: true });
      }
    };

    let seen: Seen = { generation: 0, lines: [], bytes: 0, full: true };
    const readOn = (file: number, generation: number): Seen => {
      if (seen.generation !== generation) seen = { generation, lines: [], bytes: 0, full: false };
      readFrom(file, seen, window);
      return seen;
    };

    const readAt = (generation: number): Seen | undefined => {
      const file = openIfThere(path(generation), READ);
      return file === undefined ? undefined : using(file, () => readOn(file, generation));
    };
    const read = (): readonly string[] => {
      // A generation that is not full is the newest.
      const same = seen.full ? undefined : readAt(seen.generation);
      return (same?.full === false ? same : readAt(newest()))?.lines ?? [];
    };

    const attempt = (line: string): readonly string[] | undefined => {
      const generation = newest();
      if (generation === 0) {
        create(1, digest([]));
        return undefined;
      }
      const file = openIfThere(path(generation), APPEND);
      if (file === undefined) return undefined;
      return using(file, () => {
        writeSync(file, framed(line));
        const { lines, full } = readOn(file, generation);
        if (lines.lastIndexOf(line) >= 0) return lines;
        if (full) create(generation + 1, digest(lines));
        return undefined;
      });
    };

    return {
      append(line) {
        for (let tries = 0; tries < ATTEMPTS; tries++) {
          const lines = attempt(line);
          if (lines !== undefined) return lines;
        }
        throw new Error(`${home} does not keep what is written to it`);
      },
      read,
    };
  };
}

/**
 * A line as it stands in the file. The leading break keeps it apart from a torn write before it, and the `;`
 * tells a whole line from a torn one.
 */
function framed(line: string): string {
  return `\n${line};\n`;
}

/** Reads what was added to a generation since the last read. */
function readFrom(file: number, seen: Seen, window: number): void {
  const size = Math.min(fstatSync(file).size, window);
  const bytes = Buffer.allocUnsafe(Math.max(0, size - seen.bytes));
  let length = 0;
  for (let read = -1; read !== 0 && length < bytes.length; length += read) {
    read = readSync(file, bytes, length, bytes.length - length, seen.bytes + length);
  }
  seen.full = size === window;
  // A line without an end is torn, or still being written.
  const end = bytes.lastIndexOf(0x0a, length - 1) + 1;
  seen.bytes += end;
  for (const row of bytes.toString('latin1', 0, end).split('\n')) {
    if (row.endsWith(';')) seen.lines.push(row.slice(0, -1));
  }
}

function writeWhole(file: number, text: string): void {
  if (writeSync(file, text) < text.length) throw new Error('no space left for the state directory');
}

function sweep(home: string, upTo: number): void {
  for (const entry of readdirSync(home)) {
    const generation = generationOf(entry);
    if (entry.startsWith('draft-') || (generation > 0 && generation <= upTo)) {
      rmSync(join(home, entry), { force: true });
    }
  }
}

function generationOf(entry: string): number {
  return /^[1-9]\d{0,11}$/.test(entry) ? Number(entry) : 0;
}

function openIfThere(path: string, flags: number): number | undefined {
  let file: number;
  try {
    file = openSync(path, flags);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
  if (fstatSync(file).isFile()) return file;
  closeSync(file);
  throw new Error(`${path} is not a regular file`);
}

function using<T>(file: number, task: (file: number) => T): T {
  try {
    return task(file);
  } finally {
    closeSync(file);
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? '';
}
