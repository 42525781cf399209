import { lstatSync, readlinkSync, type Stats } from 'node:fs';
import { isAbsolute, join, parse, sep } from 'node:path';

/** A folder or link that leads to a file, or the file itself. */
export interface Step {
  readonly path: string;
  /** For a link, the stat of the link itself, whose mode says nothing. */
  readonly stat: Stats;
}

const mostLinks = 40;

/**
 * Lists the folders and links that lead to a file, and the file, as far as the path exists. Whoever can change
 * one of them decides what is found at its end.
 * @param path absolute
 */
export function pathSteps(path: string): readonly Step[] {
  const names = ['.', ...path.split(sep)];
  const passed: Step[] = [];
  let at = parse(path).root;
  try {
    for (let links = 0; names.length > 0 && links < mostLinks; ) {
      const next = join(at, names.shift() ?? '');
      const stat = lstatSync(next);
      if (next !== passed.at(-1)?.path) passed.push({ path: next, stat });
      if (!stat.isSymbolicLink()) {
        at = next;
        continue;
      }
      const target = readlinkSync(next);
      if (isAbsolute(target)) at = parse(target).root;
      names.unshift(...target.split(sep));
      links++;
    }
  } catch {
    // Missing or out of reach: whoever reads or runs it says so.
  }
  return passed;
}
