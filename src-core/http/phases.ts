import { z } from 'zod';

/** Milliseconds from the exchange's start at which each phase ended; null where it did not happen. */
export const Phases = z.object({
  dnsMs: z.number().nullable(),
  connectMs: z.number().nullable(),
  tlsMs: z.number().nullable(),
  sentMs: z.number().nullable(),
  firstByteMs: z.number().nullable(),
  downloadMs: z.number().nullable(),
});
export type Phases = z.infer<typeof Phases>;
