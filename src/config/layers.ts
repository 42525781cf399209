import { ConfigError, UsageError } from '../errors.ts';
import { fromFolder } from '../platform/files.ts';
import { readEndpoint, readRegion } from './endpoint.ts';
import {
  lazily,
  type Parsed,
  readAppId,
  readFlagText,
  readLang,
  readSecretText,
  readTimeout,
  unwrap,
} from './readers.ts';
import type { Env, GivenOptions, Layer, SecretSource, Sourced } from './types.ts';

/**
 * Reads the options.
 * @param cwd folder that a relative `--secret-file` starts from
 * @throws UsageError naming option, value and what is expected
 */
export function optionLayer(options: GivenOptions, cwd: string): Layer {
  const take = <T>(
    option: string,
    text: string | undefined,
    read: (raw: string) => Parsed<T>,
  ): Sourced<T> | undefined => {
    if (text === undefined) return undefined;
    // An address may carry a password or a signature: such a value is not repeated.
    const shown = /[@?#%]/.test(text) ? option : `${option} ${text}`;
    const value = unwrap(read(text), (expected) => new UsageError(`${shown}: ${expected}`));
    return { value, from: option };
  };
  return {
    appId: take('--app-id', options.appId, readAppId),
    secret: secretOption(options.secretFile, cwd),
    region: take('--region', options.region, readRegion),
    endpoint: take('--endpoint', options.endpoint, readEndpoint),
    isTest: options.test ? { value: true, from: '--test' } : undefined,
    timeout: take('--timeout', options.timeout, readTimeout),
    lang: take('--lang', options.lang, readLang),
  };
}

function secretOption(path: string | undefined, cwd: string): Sourced<SecretSource> | undefined {
  if (path === undefined) return undefined;
  if (path === '') throw new UsageError('--secret-file: expected a path, or - for stdin');
  const value: SecretSource =
    path === '-' ? { kind: 'stdin' } : { kind: 'file', path: fromFolder(cwd, path), naming: null };
  return { value, from: `--secret-file ${path}` };
}

/**
 * Reads the environment; a variable that is empty or blank counts as not set. A malformed one throws
 * when its value is asked for: a ConfigError naming the variable and what is expected, never the value,
 * since whoever swaps two variables would see the secret printed.
 */
export function environmentLayer(env: Env): Layer {
  const take = <T>(variable: string, read: (raw: string) => Parsed<T>): Sourced<T> | undefined => {
    const text = variableOf(env, variable);
    if (text === undefined) return undefined;
    const refuse = (expected: string) => new ConfigError(`${variable}: ${expected}`);
    return lazily(variable, () => unwrap(read(text), refuse));
  };
  const secret = take('ZEGO_SERVER_SECRET', readSecretText);
  return {
    appId: take('ZEGO_APP_ID', readAppId),
    secret: secret && lazily(secret.from, () => ({ kind: 'text', text: secret.value })),
    region: take('ZEGO_REGION', readRegion),
    endpoint: take('ZEGO_ENDPOINT', readEndpoint),
    isTest: take('ZEGO_TEST', readFlagText),
    timeout: take('ZEGO_TIMEOUT', readTimeout),
    lang: take('ZEGO_LANG', readLang),
  };
}

/** @returns the trimmed value of a variable; undefined if it is not set or blank */
export function variableOf(env: Env, name: string): string | undefined {
  return env[name]?.trim() || undefined;
}
