/** The styles of the output; without colour each returns its text unchanged. */
export interface Style {
  bold(text: string): string;
  dim(text: string): string;
  good(text: string): string;
  bad(text: string): string;
  warn(text: string): string;
  hint(text: string): string;
}

const same = (text: string) => text;
const colourless: Style = { bold: same, dim: same, good: same, bad: same, warn: same, hint: same };

/** Makes the styles; chalk is loaded only where there is colour. */
export async function styleFor(color: boolean): Promise<Style> {
  if (!color) return colourless;
  const { Chalk } = await import('chalk');
  const chalk = new Chalk({ level: 1 });
  return {
    bold: chalk.bold,
    dim: chalk.dim,
    good: chalk.green,
    bad: chalk.red.bold,
    warn: chalk.yellow,
    hint: chalk.cyan,
  };
}
