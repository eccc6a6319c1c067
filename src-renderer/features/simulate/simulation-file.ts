import { z } from 'zod';
import { RetryPolicy } from '#core/retry/policy.ts';
import { mostOthers, type SimulationDraft } from './simulate-store.ts';

const kind = 'tacklebox-simulation';

const Side = z.object({ provider: z.string().nullable(), policy: RetryPolicy });

/** A simulation as a file (version 1 compared with one other policy at most): what was played, not what came of it, since the same draft gives the same result anywhere. */
const SimulationFile = z.object({
  kind: z.literal(kind),
  version: z.union([z.literal(1), z.literal(2)]),
  first: Side,
  second: Side.nullable().optional(),
  others: z.array(Side).max(mostOthers).optional(),
  scenarioText: z.string().max(100_000),
  seed: z.number().int(),
  deliveries: z.number().int().min(1).max(1_000_000),
  overMs: z.number().nonnegative(),
  latencyMs: z.number().nonnegative(),
  receiverConcurrency: z.number().int().positive().nullable(),
  receiverPerSecond: z.number().positive().nullable(),
  senderConcurrency: z.number().int().positive().nullable(),
});

export const writeSimulation = (draft: SimulationDraft): string =>
  `${JSON.stringify({ kind, version: 2, ...draft }, null, 2)}\n`;

/** The draft in a file's text. Throws with what is wrong, and where. */
export function readSimulation(text: string): SimulationDraft {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(`This file is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const parsed = SimulationFile.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Error(`This file is no simulation: ${issue?.path.join('.') || 'file'}: ${issue?.message}`);
  }
  const { kind: _kind, version: _version, second = null, others, ...draft } = parsed.data;
  return { ...draft, others: others ?? (second ? [second] : []) };
}
