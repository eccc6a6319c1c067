import { z } from 'zod';

/** A JSON value, as samples and schemas are made of. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export const Json: z.ZodType<Json, Json> = z.json();
