import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { fileJournals } from '../../src/coordination/file-journal.ts';

let state: string;
let tokens = 0;

beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'zego-journal-'));
});
afterEach(() => {
  rmSync(state, { recursive: true });
});

describe('a journal in files', () => {
  it('shows everybody the lines of all in one order', () => {
    const [one, other] = [open(), open()];
    one.append('a');
    other.append('b');
    one.append('c');
    expect(other.read()).toEqual(['a', 'b', 'c']);
    expect(one.read()).toEqual(['a', 'b', 'c']);
  });

  it('is private', () => {
    open().append('a');
    expect(statSync(join(state, 'log')).mode & 0o777).toBe(0o700);
    expect(statSync(newest()).mode & 0o777).toBe(0o600);
  });

  it('passes over a torn line and whatever else does not belong there', () => {
    const journal = open();
    journal.append('a');
    appendFileSync(newest(), '\nto');
    journal.append('b');
    appendFileSync(newest(), '\0\r\n\n;;x\n');
    expect(journal.append('c')).toEqual(['a', 'b', 'c']);
  });

  it('goes on in a new generation that begins with the digest, and keeps sixteen', () => {
    const journal = open();
    for (let count = 0; count < 4000; count++) journal.append(`${count} ${pad}`);
    const generations = readdirSync(join(state, 'log')).map(Number);
    expect(generations).toHaveLength(16);
    expect(Math.max(...generations)).toBe(Math.min(...generations) + 15);
    const [digest, first] = journal.read();
    expect(digest).toBe(`up to ${Number.parseInt(first ?? '', 10) - 1}`);
  });

  it('puts a line where the others are when its generation ended meanwhile', () => {
    const [early, late] = [open(), open()];
    late.append('mark');
    for (let count = 0; count < 200; count++) early.append(`${count} ${pad}`);
    expect(late.append('again')).not.toContain('mark');
    expect(early.read()).toContain('again');
  });

  it('gives the same lines as long as none was added', () => {
    const [one, other] = [open(), open()];
    one.append('a');
    const lines = one.read();
    expect(one.read()).toBe(lines);
    other.append('b');
    expect(one.read()).toEqual(['a', 'b']);
  });

  it('holds as many bytes as it is opened for', () => {
    const wide = fileJournals(state, () => `t${tokens++}`)('wide', {
      window: 65_536,
      digest: digestOf,
    });
    for (let count = 0; count < 400; count++) wide.append(`${count} ${pad}`);
    expect(wide.read()).toHaveLength(400);
  });

  it('lets a process that slept through many generations not bring an old one back', () => {
    const [sleeper, others] = [open(), open()];
    let asleep = true;
    const digest = (lines: readonly string[]) => {
      // The sleeper stops just before it creates the next generation.
      if (asleep) {
        asleep = false;
        for (let count = 0; count < 4000; count++) others.append(`${count} ${pad}`);
      }
      return digestOf(lines);
    };
    for (let count = 0; count < 160; count++) sleeper.append(`x${count} ${pad}`);
    const slow = fileJournals(state, () => `t${tokens++}`)('log', { window, digest });
    while (asleep) slow.append(`y${tokens++} ${pad}`);
    expect(slow.read().at(-1)).toMatch(/^y/);
    expect(slow.read()).toEqual(others.read());
  });

  it.each([
    ['a symbolic link', symlinkSync],
    ['another name of a file', linkSync],
  ])('writes nothing through %s that stands where a draft is to be', (_, plant) => {
    const target = join(state, 'elsewhere');
    appendFileSync(target, 'precious');
    mkdirSync(join(state, 'log'));
    plant(target, join(state, 'log', `draft-t${tokens}`));
    open().append('a');
    expect(readFileSync(target, 'utf8')).toBe('precious');
  });

  it('does not follow a symbolic link', () => {
    open().append('a');
    const target = join(state, 'elsewhere');
    appendFileSync(target, '');
    symlinkSync(target, join(state, 'log', '2'));
    expect(() => open().append('b')).toThrow('ELOOP');
    expect(() => open().read()).toThrow('ELOOP');
    expect(readFileSync(target, 'utf8')).toBe('');
  });

  it('does not wait for a FIFO', () => {
    open().append('a');
    execFileSync('mkfifo', [join(state, 'log', '2')]);
    expect(() => open().append('b')).toThrow('log/2 is not a regular file');
    expect(() => open().read()).toThrow('log/2 is not a regular file');
  });
});

const pad = 'x'.repeat(90);
const window = 16 * 1024;

function open() {
  return fileJournals(state, () => `t${tokens++}`)('log', { window, digest: digestOf });
}

function digestOf(lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`up to ${Number.parseInt(lines.at(-1) ?? '', 10)}`];
}

function newest(): string {
  const names = readdirSync(join(state, 'log')).map(Number);
  return join(state, 'log', String(Math.max(...names)));
}
