import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

/** Colours belong on a terminal whose user wants them (no-color.org). */
const colourful = Boolean(process.stdout.isTTY) && !process.env.NO_COLOR && process.env.TERM !== 'dumb';

export const paint = (style: Style, text: string): string => (colourful ? styleText(style, text) : text);

export const faint = (text: string): string => paint('gray', text);

/** One line of JSON, for a program. */
export const printJson = (value: unknown): void => console.log(JSON.stringify(value));

// biome-ignore lint/suspicious/noControlCharactersInRegex: this is what colours are made of.
const visibleLength = (text: string) => text.replace(/\u001b\[\d+m/g, '').length;

/** Aligned columns; the last one may be as long as it likes. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, at) => {
      widths[at] = Math.max(widths[at] ?? 0, visibleLength(cell));
    });
  }
  return rows
    .map((row) =>
      row
        .map((cell, at) =>
          at === row.length - 1 ? cell : cell + ' '.repeat((widths[at] ?? 0) - visibleLength(cell)),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** `512 B`, `4.1 KB`, `2.0 MB`. */
export function bytes(count: number): string {
  if (count < 1000) return `${count} B`;
  return count < 1_000_000 ? `${(count / 1000).toFixed(1)} KB` : `${(count / 1_000_000).toFixed(1)} MB`;
}
