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

const spans: [string, number][] = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
];

/** `82 ms`, `1.3 s`, `5 min 4 s`, `10 h 16 min`, `3 d 2 h`. */
export function span(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`;
  const at = spans.findIndex(([, unitMs]) => ms >= unitMs);
  const [unit, unitMs] = spans[at] ?? ['s', 1000];
  const [lesser, lesserMs] = spans[at + 1] ?? ['s', 1000];
  const whole = Math.floor(ms / unitMs);
  const rest = Math.floor((ms % unitMs) / lesserMs);
  return rest === 0 ? `${whole} ${unit}` : `${whole} ${unit} ${rest} ${lesser}`;
}
