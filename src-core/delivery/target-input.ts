import { z } from 'zod';
import { RawHeaders } from '../http/headers.ts';
import { Target } from './attempt.ts';

/** A target as scripts give it: headers also as a record. */
export const TargetInput = z.strictObject({
  ...Target.shape,
  headers: z
    .union([
      RawHeaders,
      z.record(z.string(), z.string()).transform((record): [string, string][] => Object.entries(record)),
    ])
    .default([]),
});
