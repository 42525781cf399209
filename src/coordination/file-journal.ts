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
import type { Journal, OpenJournal } from './journal.ts';

const GENERATIONS_KEPT = 16;
/** A line is lost to a full window or a torn write; more than a few in a row mean a broken disk. */
const ATTEMPTS = 50;
/** No link is followed, and no FIFO waited for; absent on Windows. */
const CAREFULLY = (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
const READ = constants.O_RDONLY | CAREFULLY;
const APPEND = constants.O_RDWR | constants.O_APPEND | CAREFULLY;
const CREATE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | CAREFULLY;

interface Seen {
  readonly lines: readonly string[];
  readonly full: boolean;
}

/**
 * Journals in files, one directory each and one file a generation (`1`, `2`, ...), without a lock.
 *
 * A line counts once a single O_APPEND write has put it whole into the window of the newest generation,
 * its first bytes; the kernel decides the order, and those bytes never change again. So when the window
 * is full everybody computes the same beginning for the next generation, and link() lets one of them
 * create it. A process that dies leaves at most a torn line or a stray temporary file, both ignored;
 * one that was stopped for long finds its line void and appends it again where the others are.
 * @param directory an existing private directory (see `privateDirectory`), on a local disk
 * @param token gives a fresh random text for a file name
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
        // Another process made it first, or swept this draft away on the way to making it.
        if (!['EEXIST', 'ENOENT'].includes(codeOf(error))) throw error;
      } finally {
        rmSync(draft, { force: true });
      }
    };

    let last: { generation: number; size: number; lines: readonly string[] } | undefined;
    const lookAt = (generation: number): readonly string[] => {
      const file = openIfThere(path(generation), READ);
      if (file === undefined) return [];
      return using(file, () => {
        const { size } = fstatSync(file);
        if (last?.generation !== generation || last.size !== size) {
          last = { generation, size, lines: look(file, window).lines };
        }
        return last.lines;
      });
    };
    const see = (): readonly string[] => {
      // No generation follows one that is not full.
      const lines = last && lookAt(last.generation);
      return last && lines && lines.length > 0 && last.size < window ? lines : lookAt(newest());
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
        const { lines, full } = look(file, window);
        if (lines.includes(line)) return lines;
        if (full) create(generation + 1, digest(lines));
        return undefined;
      });
    };

    const journal: Journal = {
      append(line) {
        for (let tries = 0; tries < ATTEMPTS; tries++) {
          const lines = attempt(line);
          if (lines !== undefined) return lines;
        }
        throw new Error(`${home} does not keep what is written to it`);
      },
      read: see,
    };
    return journal;
  };
}

/**
 * A line as it stands in the file. It begins on a line of its own even after a torn write, and the
 * `;` tells a whole line from a torn one.
 */
function framed(line: string): string {
  return `\n${line};\n`;
}

function look(file: number, window: number): Seen {
  const bytes = Buffer.allocUnsafe(window);
  let size = 0;
  for (let read = -1; read !== 0 && size < window; size += read) {
    read = readSync(file, bytes, size, window - size, size);
  }
  const rows = bytes.toString('latin1', 0, size).split('\n').slice(0, -1);
  const whole = rows.filter((row) => row.endsWith(';'));
  return { lines: whole.map((row) => row.slice(0, -1)), full: size === window };
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
