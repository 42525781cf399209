/**
 * A log that several processes append to and read back. All of them see the lines in the same order,
 * so whoever folds it comes to the same result: that is what replaces a lock.
 */
export interface Journal {
  /**
   * Appends one line. It must be unlike every other line (carry a random token) and hold no line break.
   * @returns the lines of its generation, this one and perhaps later ones included
   * @throws Error when it cannot be written
   */
  append(line: string): readonly string[];
  /** @returns the lines of the newest generation: for each generation one array, which grows */
  read(): readonly string[];
}

/** What is known from the lines of a journal, one after the other. */
export interface Fold {
  add(line: string): void;
}

/**
 * Keeps a fold up to date, without going through the lines again that it knows.
 * @param begin gives a fold that knows nothing yet
 * @returns brings it up to date with the lines of a journal as they are now
 */
export function upToDate<F extends Fold>(begin: () => F): (lines: readonly string[]) => F {
  let known: { readonly lines: readonly string[]; readonly fold: F; count: number } | undefined;
  return (lines) => {
    if (known?.lines !== lines) known = { lines, fold: begin(), count: 0 };
    while (known.count < lines.length) known.fold.add(lines[known.count++] ?? '');
    return known.fold;
  };
}

/** How a long journal goes on. */
export interface Rollover {
  /** Bytes of a generation that count. */
  readonly window: number;
  /** What the next generation begins with, made of the lines of the last one. */
  digest(lines: readonly string[]): readonly string[];
}

/** Opens a journal by name. A long one is continued in a new generation. */
export type OpenJournal = (name: string, rollover: Rollover) => Journal;

/**
 * A journal of this process alone, for where nothing can be stored. It is never cut: a process lives
 * for one command.
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
 * Journals that go on in memory from where they stood as soon as they cannot be written (a full disk,
 * a directory that vanished).
 * @param warn told why, once
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
