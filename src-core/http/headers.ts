import { z } from 'zod';

/** Header names and values in their order and case, duplicates included. */
export const RawHeaders = z.array(z.tuple([z.string(), z.string()]));
export type RawHeaders = z.infer<typeof RawHeaders>;
