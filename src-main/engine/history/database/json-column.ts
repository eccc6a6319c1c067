import type { z } from 'zod';

export const toJson = (value: unknown): string => JSON.stringify(value);

/** For columns that may be empty. */
export const toJsonOrNull = (value: unknown): string | null =>
  value === null || value === undefined ? null : JSON.stringify(value);

export const fromJson = <T extends z.ZodType>(schema: T, text: string): z.output<T> =>
  schema.parse(JSON.parse(text));

export const fromJsonOrNull = <T extends z.ZodType>(schema: T, text: string | null): z.output<T> | null =>
  text === null ? null : fromJson(schema, text);
