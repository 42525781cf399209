import { describe, expect, it } from '@jest/globals';
import { inLanguage, type Printer, printerFor, type Tone } from '../../src/output/printer.ts';
import { Redactor } from '../../src/output/redact.ts';
import { type ViewOptions, viewOf } from '../../src/output/view.ts';
import { outputStream, terminal } from './streams.ts';

async function stage(options: ViewOptions = {}, stream: object = {}, secrets: string[] = []) {
  const [stdout, stderr] = [outputStream(stream), outputStream(stream)];
  const redactor = new Redactor();
  for (const secret of secrets) redactor.hide(secret);
  const view = viewOf({ env: {}, stdout, stderr }, options);
  return { stdout, stderr, printer: await printerFor(view, { stdout, stderr }, redactor) };
}

const tones: Tone[] = ['error', 'warning', 'note', 'hint', 'debug'];
const sayAll = (printer: Printer) => {
  for (const tone of tones) printer.say(tone, 'words');
};

describe('stderr', () => {
  it('has one line for everything said, which begins with its tone', async () => {
    const { printer, stdout, stderr } = await stage();
    sayAll(printer);
    expect(stderr.text).toBe(tones.map((tone) => `${tone}: words\n`).join(''));
    expect(stdout.text).toBe('');
  });

  it('has nothing but errors and what to do about them with --quiet', async () => {
    const { printer, stderr } = await stage({ quiet: true });
    sayAll(printer);
    expect(stderr.text).toBe('error: words\nhint: words\n');
  });

  it('keeps to one line whatever is said', async () => {
    const { printer, stderr } = await stage();
    printer.say('error', 'a\r\nb\u001b[2J');
    expect(stderr.text).toBe('error: a\\u{d}\\u{a}b\\u{1b}[2J\n');
  });

  it('has its colour on the tone alone', async () => {
    const { printer, stderr } = await stage({}, terminal);
    printer.say('error', 'words');
    expect(stderr.text).toMatch(/error:/);
    expect(stderr.text.endsWith(' words\n')).toBe(true);
    expect(stderr.text.startsWith('\u001b[')).toBe(true);
  });
});

describe('stdout', () => {
  it('has the lines of the result', async () => {
    const { printer, stdout, stderr } = await stage();
    printer.out(['a', 'b']);
    printer.raw('c\n');
    expect([stdout.text, stderr.text]).toEqual(['a\nb\nc\n', '']);
  });

  it('has one line of JSON, or indented JSON on a terminal', async () => {
    const [piped, shown] = [await stage(), await stage({}, terminal)];
    for (const { printer } of [piped, shown]) printer.json({ a: '\u202e', b: [1] });
    expect(piped.stdout.text).toBe('{"a":"\\u202e","b":[1]}\n');
    expect(shown.stdout.text).toBe('{\n  "a": "\\u202e",\n  "b": [\n    1\n  ]\n}\n');
  });
});

describe('a log', () => {
  const entry = { action: '##vso[task.complete]x', stream: 'a\u001b[2J' };
  const line = `${entry.action} ${entry.stream}`;

  it('has a line on stderr for each entry, with nothing in it that acts', async () => {
    const { printer, stdout, stderr } = await stage();
    printer.log(entry, line);
    expect([stdout.text, stderr.text]).toEqual(['', '\\u{23}#vso[task.complete]x a\\u{1b}[2J\n']);
  });

  it('has a document for each with --json', async () => {
    const { printer, stderr } = await stage({ json: true }, terminal);
    printer.log(entry, line);
    expect(stderr.text).toBe('{"action":"\\u0023#vso[task.complete]x","stream":"a\\u001b[2J"}\n');
  });

  it('has nothing with --quiet', async () => {
    const { printer, stderr } = await stage({ quiet: true });
    printer.log(entry, line);
    expect(stderr.text).toBe('');
  });
});

describe('a secret', () => {
  it('leaves by no way', async () => {
    const { printer, stdout, stderr } = await stage({}, {}, ['canary0secret']);
    const text = 'x canary0secret y';
    printer.out([text]);
    printer.json({ text, deep: [{ text }] });
    sayAll(printer);
    printer.say('debug', text);
    printer.raw(text);
    printer.log({ text }, text);
    expect(stdout.text + stderr.text).not.toContain('canary');
    expect(stdout.text).toContain('"x *** y"');
  });

  it.each(['true', 'false', 'null', '5003', 'code', '"code":'])(
    'that reads %s breaks no JSON',
    async (secret) => {
      const { printer, stdout } = await stage({}, {}, [secret]);
      printer.json({ ok: true, no: false, none: null, code: 5003, message: `<${secret}>` });
      expect(JSON.parse(stdout.text)).toEqual({
        ok: true,
        no: false,
        none: null,
        code: 5003,
        message: '<***>',
      });
    },
  );
});

it('words are in the language of the view', async () => {
  const text = { en: 'stop', zh: '停止' };
  const { printer } = await stage({ lang: 'zh' });
  expect(inLanguage(text, printer.view)).toBe('停止');
  expect(inLanguage(text, { ...printer.view, lang: 'en' })).toBe('stop');
  expect(inLanguage('as it is', printer.view)).toBe('as it is');
  expect(inLanguage(null, printer.view)).toBeNull();
});
