import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Globals, SettingsInput } from '../../src/config/options.ts';
import type { ReadSecret } from '../../src/config/secret.ts';
import { loadSettings, type Settings } from '../../src/config/settings.ts';
import { ZegoError } from '../../src/errors.ts';
import { inBoth } from '../../src/values/text.ts';
import { writeFile } from '../files.ts';

interface Loaded extends Omit<Settings, 'readSecret' | 'warnings'>, Pick<ReadSecret, 'secret'> {
  /** In English. */
  readonly warnings: readonly string[];
  /** The same in Chinese. */
  readonly zhWarnings: readonly string[];
}

/** A home of its own with a working directory two levels down, and settings loaded in there. */
export function makeFolders() {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'zego-config-')));
  const home = join(root, 'home');
  const cwd = join(home, 'work', 'app');
  mkdirSync(cwd, { recursive: true });

  const write = (path: string, content: string | object, mode = 0o600): string => {
    const full = join(cwd, path);
    writeFile(full, content, mode);
    return full;
  };
  /** The settings with their secret, and all warnings. */
  const load = async (
    options: Globals = {},
    env: Record<string, string> = {},
    more: Partial<SettingsInput> = {},
  ): Promise<Loaded> => {
    const input = { options, env, cwd, home, stdin: silent, uid: process.getuid?.(), ...more };
    const { readSecret, ...settings } = await loadSettings(input);
    const { secret, warnings } = await readSecret();
    const both = [...settings.warnings, ...warnings];
    return {
      ...settings,
      secret,
      warnings: both.map(({ en }) => en),
      zhWarnings: both.map(({ zh }) => zh),
    };
  };

  /** The error of a load that must fail, its hint in English; `zh` has both in Chinese. */
  const refusal = async (...args: Parameters<typeof load>) => {
    const outcome = await load(...args).catch((error: unknown) => error);
    if (!(outcome instanceof ZegoError)) throw new Error(`no refusal: ${outcome}`);
    const { en, zh } = inBoth(outcome.hint ?? '');
    return Object.assign(outcome, { hint: en, zh: [inBoth(outcome.detail).zh, zh] });
  };
  return { root, home, cwd, write, load, refusal, remove: () => rmSync(root, { recursive: true }) };
}

const silent = { isTTY: true, read: () => Promise.reject(new Error('stdin was read')) };

export const complete = { ZEGO_APP_ID: '12345', ZEGO_SERVER_SECRET: 'canary0secret' };
