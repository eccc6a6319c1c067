import type { z } from 'zod';
import { unreadable } from './unreadable-row.ts';

export const toJson = (value: unknown): string => JSON.stringify(value);

/** For columns that may be empty. */
export const toJsonOrNull = (value: unknown): string | null =>
  value === null || value === undefined ? null : JSON.stringify(value);

function parsed(text: string, column: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw unreadable(column, 'it holds no JSON');
  }
}

/** @throws UnreadableRow naming `column` */
export function fromJson<T extends z.ZodType>(schema: T, text: string, column: string): z.output<T> {
  const read = schema.safeParse(parsed(text, column));
  if (read.success) return read.data;
  throw unreadable(column, read.error.issues[0]?.message ?? 'it is of another form');
}

/** @throws UnreadableRow naming `column` */
export const fromJsonOrNull = <T extends z.ZodType>(
  schema: T,
  text: string | null,
  column: string,
): z.output<T> | null => (text === null ? null : fromJson(schema, text, column));

/** For what only explains a row: one that can't be read is left out, and costs the row nothing else. */
export function fromJsonOrNothing<T extends z.ZodType>(schema: T, text: string | null): z.output<T> | null {
  try {
    return fromJsonOrNull(schema, text, '');
  } catch {
    return null;
  }
}
