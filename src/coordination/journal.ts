/**
 * A log that several processes append to and read back. All of them see its lines in the same order, so
 * all of them fold it to the same result. That replaces a lock.
 */
export interface Journal {
  /**
   * Appends one line, which must differ from every other line (by a random token) and hold no line break.
   * @returns the lines of its generation, up to this one or later
   * @throws Error when it cannot be written
   */
  append(line: string): readonly string[];
  /** @returns the lines of the newest generation: one array for each generation, which grows */
  read(): readonly string[];
}

/** A state that is built from the lines of a journal, one after the other. */
export interface Fold {
  add(line: string): void;
}

/**
 * Keeps a fold up to date without reading known lines again.
 * @param begin makes an empty fold
 * @returns a function from the lines of a journal to their fold
 */
export function upToDate<F extends Fold>(begin: () => F): (lines: readonly string[]) => F {
  let known: { readonly lines: readonly string[]; readonly fold: F; count: number } | undefined;
  return (lines) => {
    if (known?.lines !== lines) known = { lines, fold: begin(), count: 0 };
    while (known.count < lines.length) known.fold.add(lines[known.count++] ?? '');
    return known.fold;
  };
}

/** How a journal goes on once a generation is full. */
export interface Rollover {
  /** Bytes in a generation. */
  readonly window: number;
  /** What the next generation begins with, given the lines of the last one. */
  digest(lines: readonly string[]): readonly string[];
}

/** Opens a journal by name. */
export type OpenJournal = (name: string, rollover: Rollover) => Journal;

/**
 * A journal for this process alone, where nothing can be stored. It has one generation: a process lives for
 * one command.
 * @param lines what it begins with
 */
export function memoryJournal(lines: readonly string[] = []): Journal {
  const all = [...lines];
  return {
    append(line) {
      all.push(line);
      return all;
    },
    read: () => all,
  };
}

/**
 * Lets journals go on in memory, from where they stood, once they cannot be written (full disk, vanished
 * directory).
 * @param warn called once, with the cause
 */
export function withMemoryFallback(open: OpenJournal, warn: (cause: unknown) => void): OpenJournal {
  let warned = false;
  return (name, rollover) => {
    let journal: Journal | undefined;
    const attempt = <T>(task: (journal: Journal) => T): T => {
      try {
        journal ??= open(name, rollover);
        return task(journal);
      } catch (cause) {
        if (!warned) warn(cause);
        warned = true;
        journal = memoryJournal(lastSeen(journal));
        return task(journal);
      }
    };
    return {
      append: (line) => attempt((at) => at.append(line)),
      read: () => attempt((at) => at.read()),
    };
  };
}

function lastSeen(journal: Journal | undefined): readonly string[] {
  try {
    return journal?.read() ?? [];
  } catch {
    return [];
  }
}
