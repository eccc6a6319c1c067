import { z } from 'zod';
import { AttemptErrorCode } from '../delivery/attempt.ts';
import { BodyPreview } from '../delivery/body-preview.ts';
import { RawHeaders } from '../http/headers.ts';
import { IsoTime } from '../numbers/iso-time.ts';
import { ruleIds } from './findings/rule-ids.ts';
import { DeckCard, Expectation, MutationFamily, WireManner } from './mutation.ts';

/** `conduct`: what a handler does over several requests, or with time. */
export const RunFamily = z.enum([...MutationFamily.options, 'conduct']);
export type RunFamily = z.infer<typeof RunFamily>;

export const RunId = z.string().regex(/^run_[0-9A-Z]+$/i, 'a run id begins with run_');

/**
 * `strict`: as Standard Webhooks advises, and as providers behave: what is genuine is accepted whatever bytes it comes in.
 * `lenient`: such cases need only be survived.
 */
export const GauntletProfile = z.enum(['strict', 'lenient']);
export type GauntletProfile = z.infer<typeof GauntletProfile>;

export const RuleId = z.enum(ruleIds);
export type RuleId = z.infer<typeof RuleId>;

/** One request of a case and what came back; secrets are masked. */
export const GauntletExchange = z.object({
  request: z.object({
    method: z.string(),
    url: z.string(),
    rawHeaders: RawHeaders,
    body: BodyPreview,
    manner: WireManner,
  }),
  answer: z.object({ status: z.number().int(), rawHeaders: RawHeaders, body: BodyPreview }).nullable(),
  failure: z.object({ code: AttemptErrorCode, message: z.string() }).nullable(),
  durationMs: z.number(),
});
export type GauntletExchange = z.infer<typeof GauntletExchange>;

/** `not_judged`: it was played, and what it is about could not be seen. `skipped`: it was not played. */
export const CaseOutcome = z.enum(['passed', 'failed', 'not_judged', 'skipped']);

export const CaseResult = z.object({
  caseId: z.string(),
  family: RunFamily,
  title: z.string(),
  expect: Expectation,
  outcome: CaseOutcome,
  /** Why, in a sentence. */
  reason: z.string(),
  /** Which rule it broke; null where it broke none. */
  rule: RuleId.nullable(),
  /** Work that the observer saw done; null where none was looked at. */
  effects: z.number().nullable(),
  durationMs: z.number(),
  /** The first few requests; a case of many keeps those that tell. */
  exchanges: z.array(GauntletExchange),
});
export type CaseResult = z.infer<typeof CaseResult>;

export const FixCode = z.object({ language: z.string(), code: z.string() });
export type FixCode = z.infer<typeof FixCode>;

/** What a run showed of a handler, told once however many cases show it. */
export const Finding = z.object({
  rule: RuleId,
  title: z.string(),
  severity: z.enum(['high', 'medium', 'low']),
  /** The cases that show it; the first is the one to look at. */
  caseIds: z.array(z.string()),
  sent: z.string(),
  received: z.string(),
  /** Why it matters in production. */
  why: z.string(),
  /** Which providers do this to you. */
  providers: z.string(),
  fix: z.string(),
  code: z.array(FixCode),
});
export type Finding = z.infer<typeof Finding>;

export const FamilyScore = z.object({
  family: RunFamily,
  passed: z.number().int(),
  failed: z.number().int(),
  notJudged: z.number().int(),
  skipped: z.number().int(),
});

/** `stopped`: it ended before all cases were played, for the reason given. */
export const RunState = z.enum(['running', 'done', 'cancelled', 'stopped']);

export const GauntletRunSummary = z.object({
  runId: RunId,
  state: RunState,
  /** Done, and nothing failed. */
  passed: z.boolean(),
  /** Why it stopped; null where it didn't. */
  reason: z.string().nullable(),
  provider: z.string(),
  eventType: z.string().nullable(),
  url: z.string(),
  profile: GauntletProfile,
  /** Draws the same ids, times and chances again. */
  seed: z.number().int(),
  startedAt: IsoTime,
  endedAt: IsoTime.nullable(),
  /** How many cases it plays. */
  planned: z.number().int(),
  /** How side effects were seen; null where they were not. */
  observer: z.string().nullable(),
  scores: z.array(FamilyScore),
  findings: z.array(z.object({ rule: RuleId, title: z.string(), severity: Finding.shape.severity })),
});
export type GauntletRunSummary = z.infer<typeof GauntletRunSummary>;

export const GauntletRun = GauntletRunSummary.extend({
  findings: z.array(Finding),
  results: z.array(CaseResult),
});
export type GauntletRun = z.infer<typeof GauntletRun>;

/** A card of the deck, or a case of conduct, as a run may choose it. */
export const GauntletCard = DeckCard.extend({ family: RunFamily });
export type GauntletCard = z.infer<typeof GauntletCard>;

/** How many cases of each family passed; families in a fixed order, without those that had no case. */
export function scoresOf(results: readonly CaseResult[]): z.infer<typeof FamilyScore>[] {
  return RunFamily.options.flatMap((family) => {
    const own = results.filter((result) => result.family === family);
    const count = (outcome: CaseResult['outcome']) =>
      own.filter((result) => result.outcome === outcome).length;
    if (own.length === 0) return [];
    return [
      {
        family,
        passed: count('passed'),
        failed: count('failed'),
        notJudged: count('not_judged'),
        skipped: count('skipped'),
      },
    ];
  });
}
