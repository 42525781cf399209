import { lstatSync, readlinkSync, type Stats } from 'node:fs';
import { isAbsolute, join, parse, sep } from 'node:path';

/** A folder or link on the way to a file, or the file. */
export interface Step {
  readonly path: string;
  /** Of the link itself, where it is one; its mode says nothing. */
  readonly stat: Stats;
}

const mostLinks = 40;

/**
 * What is passed on the way to a file or folder, links followed one by one, as far as the way leads: whoever
 * can change one of them decides what is found at its end.
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
