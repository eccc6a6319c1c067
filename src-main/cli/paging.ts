import type { Command } from 'commander';
import type { CommonFlags } from './command.ts';
import { wholeNumber } from './inputs.ts';
import { faint, printJson, table } from './output.ts';

export interface PageFlags extends CommonFlags {
  limit?: number;
  after?: string;
}

/** Adds what walks a list page by page. */
export const withPaging = (base: Command): Command =>
  base
    .option('--limit <n>', 'how many at most (default: 100)', wholeNumber)
    .option('--after <key>', 'go on where a page ended: the `next` that it printed');

/** A page as a table, or as JSON with its `next`. */
export function printPage<T>(
  page: { items: T[]; next: string | null },
  flags: CommonFlags,
  row: (item: T) => string[],
) {
  if (flags.json) return printJson(page);
  if (page.items.length === 0) return console.log('None.');
  console.log(table(page.items.map(row)));
  if (page.next !== null) console.log(faint(`More: --after ${page.next}`));
}
