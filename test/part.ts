/** The part of a long row that is run: CI does a tenth of it. */
export const part = process.env.CI === 'true' ? 0.1 : 1;
