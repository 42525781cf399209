import { liveRefusals } from '../codes/emulator.ts';
import { filled } from '../codes/fill.ts';
import { UsageError } from '../errors.ts';
import { readTimeout } from '../values/readers.ts';
import { labelled, type Words } from '../values/text.ts';

/** How a publisher takes a ban, in milliseconds. */
export interface Manner {
  /** How long its stream stays live after the ban. */
  readonly lingerMs: number;
  /** How long after the stream closed the publisher is back; Infinity for never. */
  readonly backMs: number;
}

/** What one `--live` declares: a publisher. */
export interface Live extends Manner {
  readonly id: string;
  /** Whether it pushes directly to the CDN; else it publishes in RTC. */
  readonly direct: boolean;
}

const form = 'ID[:direct][:linger=DURATION][:back=DURATION]';

/**
 * Reads the texts of `--live`. All that stands behind the first colon are options, so that a mistyped one is
 * refused and never becomes a part of the id.
 * @throws UsageError for a text of another form, and for a publisher that is declared twice
 */
export function readLive(texts: readonly string[]): Live[] {
  const publishers = new Set<string>();
  return texts.map((text) => {
    const refuseAs = (why: Words) =>
      new UsageError(labelled(`--live ${JSON.stringify(text)}`, why));
    const refuse = (why: keyof typeof liveRefusals, facts: Readonly<Record<string, Words>>) =>
      refuseAs(filled(liveRefusals[why], facts));
    const [id = '', ...parts] = text.split(':');
    const options = new Map<string, string | undefined>();
    for (const part of parts) {
      const [name = '', value] = part.split(/=(.*)/s);
      if (options.has(name)) throw refuse('twice', { name });
      options.set(name, value);
    }
    const duration = (name: string, fallback: number) => {
      if (!options.has(name)) return fallback;
      const parsed = readTimeout(options.get(name));
      options.delete(name);
      if ('expected' in parsed) throw refuseAs(labelled(name, parsed.expected));
      return parsed.value;
    };
    const lingerMs = duration('linger', 0);
    const backMs = duration('back', Infinity);
    const direct = options.has('direct') && options.get('direct') === undefined;
    if (id === '' || options.size > Number(direct)) throw refuse('form', { form });

    const publisher = `${id}:${direct}`;
    if (publishers.has(publisher)) throw refuse('declaredTwice', { id });
    publishers.add(publisher);
    return { id, direct, lingerMs, backMs };
  });
}
