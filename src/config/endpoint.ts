import { nearest } from '../values/nearest.ts';
import { readEndpoint } from '../values/origin.ts';
import type { Parsed } from '../values/parsed.ts';

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
  const near = typeof raw === 'string' ? nearest(raw, regions) : undefined;
  return {
    expected: `expected one of ${regions.join(' ')}${near ? `; did you mean ${near}?` : ''}`,
  };
}

/** Reads a base address from a file, where only ZEGO's own hosts are allowed. */
export function readListedEndpoint(raw: unknown): Parsed<string> {
  const parsed = readEndpoint(raw);
  if ('expected' in parsed || ours.has(parsed.value)) return parsed;
  return {
    expected: `a file may name ${unified} and its regional hosts only; for another use --endpoint or ZEGO_ENDPOINT`,
  };
}
