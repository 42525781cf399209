import { expected } from '../codes/expected.ts';
import { filled } from '../codes/fill.ts';
import { isThisMachine } from './host.ts';
import { nearest } from './nearest.ts';
import type { Parsed } from './parsed.ts';

/** The regions with a host of their own. */
export const regions = ['sha', 'hkg', 'fra', 'lax', 'bom', 'sgp'] as const;
export type Region = (typeof regions)[number];

/** The host that finds the region by itself. */
export const unified = 'https://rtc-api.zego.im';

/** @returns the origin of a region's host */
export const regional = (region: Region): string => `https://rtc-api-${region}.zego.im`;

const ours = new Set<string>([unified, ...regions.map(regional)]);

/** Reads a region code. */
export function readRegion(raw: unknown): Parsed<Region> {
  const region = regions.find((code) => code === raw);
  if (region) return { value: region };
  const near = (typeof raw === 'string' && nearest(raw, regions)) || '';
  return { expected: filled(expected.region, { regions: regions.join(' '), near }) };
}

/** Reads a base address from a file, where only ZEGO's own hosts are allowed. */
export function readListedEndpoint(raw: unknown): Parsed<string> {
  const parsed = readEndpoint(raw);
  if ('expected' in parsed || ours.has(parsed.value)) return parsed;
  return { expected: filled(expected.listedEndpoint, { unified }) };
}

/**
 * Reads a base address that a person gave by hand: any https host, http to this machine alone.
 * @returns its origin, without a trailing slash; a refusal names the rule and repeats nothing of the address
 */
export function readEndpoint(raw: unknown): Parsed<string> {
  // What URL would quietly drop or mend is looked at as it was written.
  const written = typeof raw === 'string' ? raw : '';
  if (written.includes('@')) return { expected: expected.noUser };
  if (/[?#]/.test(written)) return { expected: expected.noQuery };
  if (!/^https?:\/\/[^\s\\\p{Cc}]+$/iu.test(written) || !URL.canParse(written)) {
    return { expected: expected.endpoint };
  }
  if (!/^\w+:\/\/[^/]+\/?$/.test(written)) return { expected: expected.noPath };
  const url = new URL(written);
  if (url.protocol === 'http:' && !isThisMachine(url.hostname)) {
    return { expected: expected.https };
  }
  return { value: url.origin };
}
