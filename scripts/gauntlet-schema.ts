import { z } from 'zod';
import { GauntletRun } from '#core/mutation/run.ts';

/** JSON Schema of a run's JSON report, as docs/gauntlet-report.schema.json publishes it. */
export const gauntletReportSchema = (): string =>
  `${JSON.stringify(z.toJSONSchema(GauntletRun.extend({ format: z.literal(1) }), { io: 'output' }), null, 2)}\n`;
