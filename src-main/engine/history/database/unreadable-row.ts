import type { z } from 'zod';

/** A row holds what no version of the program wrote: a damaged disk, another program, a bug of an earlier version. */
export class UnreadableRow extends Error {
  override readonly name = 'UnreadableRow';
}

export const unreadable = (column: string, why: string): UnreadableRow =>
  new UnreadableRow(`Its ${column} can't be read: ${why}.`);

/** The years 1 to 9999, in epoch milliseconds: what ISO 8601 writes with four digits, and every program reads back. */
export const earliestTimeMs = -62_135_596_800_000;
export const latestTimeMs = 253_402_300_799_999;

export const isTime = (ms: number): boolean => ms >= earliestTimeMs && ms <= latestTimeMs;

/** A time as ISO 8601, cut to {@link earliestTimeMs} and {@link latestTimeMs}. */
export const isoTime = (ms: number): string =>
  new Date(Math.min(latestTimeMs, Math.max(earliestTimeMs, Number.isNaN(ms) ? 0 : ms))).toISOString();

/** @throws UnreadableRow where it is no time */
export function storedTime(ms: number, column: string): string {
  if (!isTime(ms)) throw unreadable(column, `${ms} is no time`);
  return isoTime(ms);
}

/** What a row stands for, as the contract will want it. Throws UnreadableRow naming the first field that is not. */
export function asStored<T extends z.ZodType>(schema: T, value: z.output<T>): z.output<T> {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  throw unreadable(issue?.path.join('.') ?? 'content', issue?.message ?? 'it is of another form');
}
