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
  append(line: string): Written;
  /** @returns the lines of the newest generation */
  read(): readonly string[];
  /** @returns the lines from the start of a generation up to now; undefined when it is no longer kept */
  since(generation: number): readonly string[] | undefined;
}

/** Where an appended line ended up. */
export interface Written {
  readonly generation: number;
  readonly lines: readonly string[];
}

/**
 * Opens a journal by name. A long journal is continued in a new generation, which begins with what
 * `digest` makes of the lines of the last one.
 */
export type OpenJournal = (
  name: string,
  digest: (lines: readonly string[]) => readonly string[],
) => Journal;

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
      return { generation: 0, lines: all };
    },
    read: () => all,
    since: (generation) => (generation === 0 ? all : undefined),
  };
}

/**
 * Journals that go on in memory from where they stood as soon as they cannot be written (a full disk,
 * a directory that vanished).
 * @param warn told why, once
 */
export function sturdy(open: OpenJournal, warn: (cause: unknown) => void): OpenJournal {
  let warned = false;
  return (name, digest) => {
    let journal: Journal | undefined;
    const attempt = <T>(task: (journal: Journal) => T): T => {
      try {
        journal ??= open(name, digest);
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
      since: (generation) => attempt((at) => at.since(generation)),
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
