import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { spinWhileWaiting, subjectOf } from '../../src/output/spinner.ts';
import { type ViewOptions, viewOf } from '../../src/output/view.ts';
import { outputStream, terminal } from './streams.ts';

/** A terminal that remembers what was drawn, and tells of every stroke. */
function stage(options: ViewOptions = {}, columns = 80) {
  const strokes = new EventEmitter<{ stroke: [] }>();
  let drawn = '';
  const draw = (text: string) => {
    drawn += text;
    strokes.emit('stroke');
    return true;
  };
  const stream = Object.assign(new PassThrough(), {
    isTTY: true,
    columns,
    rows: 24,
    write: draw,
    cursorTo: () => true,
    moveCursor: () => true,
    clearLine: () => true,
  }) as unknown as NodeJS.WriteStream;
  const stderr = { ...outputStream({ ...terminal, columns }), stream };
  const view = viewOf({ env: {}, stdout: outputStream(), stderr }, options);
  const spin = () => spinWhileWaiting(view, stderr, () => 'cdn list');
  return { spin, strokes, stderr, view, drawn: () => drawn };
}

afterEach(() => {
  jest.useRealTimers();
});

describe('the spinner', () => {
  it('turns once the wait gets long, and stops for good', async () => {
    jest.useFakeTimers();
    const { spin, strokes, drawn } = stage();
    const words = new Promise<void>((resolve) => {
      strokes.on('stroke', () => drawn().includes('cdn list ...') && resolve());
    });
    const spinner = spin();
    await jest.advanceTimersByTimeAsync(150);
    await words;
    spinner.stop();
    const before = drawn();
    await jest.advanceTimersByTimeAsync(1000);
    expect(drawn()).toBe(before);
  });

  it.each([0, 149])('is not seen when the answer comes within %d ms', async (ms) => {
    jest.useFakeTimers();
    const { spin, drawn } = stage();
    const spinner = spin();
    await jest.advanceTimersByTimeAsync(ms);
    spinner.stop();
    expect(jest.getTimerCount()).toBe(0);
    await jest.advanceTimersByTimeAsync(1000);
    await import('ora');
    expect(drawn()).toBe('');
  });

  it('is not seen when the answer comes while it is being fetched', async () => {
    jest.useFakeTimers();
    const { spin, drawn } = stage();
    const spinner = spin();
    jest.advanceTimersByTime(150);
    spinner.stop();
    await import('ora');
    await jest.advanceTimersByTimeAsync(1000);
    expect(drawn()).toBe('');
  });

  it.each<[string, ViewOptions, number]>([
    ['--quiet', { quiet: true }, 80],
    ['--json', { json: true }, 80],
    ['a terminal without width', {}, 0],
  ])('never turns with %s', async (_, options, columns) => {
    jest.useFakeTimers();
    const { spin, drawn } = stage(options, columns);
    const spinner = spin();
    expect(jest.getTimerCount()).toBe(0);
    await jest.advanceTimersByTimeAsync(1000);
    spinner.stop();
    expect(drawn()).toBe('');
  });

  it('says what is awaited by now, before and after it is seen', async () => {
    jest.useFakeTimers();
    const { spin, drawn } = stage();
    // However long ora takes to load.
    const seen = async (words: string) => {
      while (!drawn().includes(words)) await jest.advanceTimersByTimeAsync(80);
    };
    const spinner = spin();
    spinner.tell('waiting 0.4 s');
    await seen('cdn list: waiting 0.4 s');
    spinner.tell('trying again');
    await seen('cdn list: trying again');
    spinner.stop();
    spinner.tell('nobody hears this');
    await jest.advanceTimersByTimeAsync(500);
    expect(drawn()).not.toContain('nobody hears this');
    expect(drawn()).not.toContain('cdn list ...');
  });

  it('needs the stream itself', () => {
    jest.useFakeTimers();
    const { view } = stage();
    const spinner = spinWhileWaiting(view, outputStream(terminal), () => 'x');
    spinner.tell('y');
    spinner.stop();
    expect(jest.getTimerCount()).toBe(0);
  });
});

describe('the text beside it', () => {
  it.each([
    ['names the stream', 's1', 'cdn forbid s1'],
    ['names several', 's1, s2', 'cdn forbid s1, s2'],
    ['is the command alone for none', '', 'cdn forbid'],
    ['is cut for many', Array(99).fill('s1').join(', '), `cdn forbid ${'s1, '.repeat(12)}`],
    ['is cut for a long one', 'x'.repeat(256), `cdn forbid ${'x'.repeat(48)}`],
    [
      'cuts no character in half',
      `${'x'.repeat(47)}\u{1f600}`,
      `cdn forbid ${'x'.repeat(47)}\ufffd`,
    ],
    ['cannot act on a terminal', '\u001b[2Js1', 'cdn forbid \\u{1b}[2Js1'],
  ])('%s', (_, streams, text) => {
    expect(subjectOf('cdn forbid', streams)).toBe(text);
  });
});
