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
import type { Journal, OpenJournal, Written } from './journal.ts';

/** Only this much of a generation counts. What lies beyond is void, for every reader alike. */
const WINDOW = 16 * 1024;
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
 * A line counts once a single O_APPEND write has put it whole into the first 16 KiB of the newest
 * generation; the kernel decides the order, and those bytes never change again. So when the window
 * is full everybody computes the same beginning for the next generation, and link() lets one of them
 * create it. A process that dies leaves at most a torn line or a stray temporary file, both ignored;
 * one that was stopped for long finds its line void and appends it again where the others are.
 * @param directory an existing private directory (see `privateDirectory`), on a local disk
 * @param token gives a fresh random text for a file name
 */
export function fileJournals(directory: string, token: () => string): OpenJournal {
  return (name, digest) => {
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

    const see = (generation: number): Seen | undefined => {
      const file = openIfThere(path(generation), READ);
      return file === undefined ? undefined : using(file, look);
    };

    const attempt = (line: string): Written | undefined => {
      const generation = newest();
      if (generation === 0) {
        create(1, digest([]));
        return undefined;
      }
      const file = openIfThere(path(generation), APPEND);
      if (file === undefined) return undefined;
      return using(file, () => {
        writeSync(file, framed(line));
        const { lines, full } = look(file);
        if (lines.includes(line)) return { generation, lines };
        if (full) create(generation + 1, digest(lines));
        return undefined;
      });
    };

    const journal: Journal = {
      append(line) {
        for (let tries = 0; tries < ATTEMPTS; tries++) {
          const written = attempt(line);
          if (written !== undefined) return written;
        }
        throw new Error(`${home} does not keep what is written to it`);
      },
      read: () => see(newest())?.lines ?? [],
      since(generation) {
        const found: string[] = [];
        for (let each = generation, last = newest(); each <= last; each++) {
          const seen = see(each);
          if (seen === undefined) return undefined;
          // Later generations begin with a digest of what is here already.
          found.push(...seen.lines);
        }
        return found.length > 0 ? found : undefined;
      },
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

function look(file: number): Seen {
  const bytes = Buffer.alloc(WINDOW);
  let size = 0;
  for (let read = -1; read !== 0 && size < WINDOW; size += read) {
    read = readSync(file, bytes, size, WINDOW - size, size);
  }
  const rows = bytes.toString('latin1', 0, size).split('\n').slice(0, -1);
  const whole = rows.filter((row) => row.endsWith(';'));
  return { lines: whole.map((row) => row.slice(0, -1)), full: size === WINDOW };
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
