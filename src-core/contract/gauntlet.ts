import { z } from 'zod';
import { AttemptErrorCode } from '../delivery/attempt.ts';
import { BodyPreview } from '../delivery/body-preview.ts';
import { WebhookId } from '../delivery/ids.ts';
import { TargetInput } from '../delivery/target-input.ts';
import { RawHeaders } from '../http/headers.ts';
import { Expectation } from '../mutation/mutation.ts';
import { reportFormats } from '../mutation/report/formats.ts';
import {
  CaseResult,
  GauntletCard,
  GauntletExchange,
  GauntletProfile,
  GauntletRun,
  GauntletRunSummary,
  RunId,
} from '../mutation/run.ts';
import { call, page, push } from './define.ts';
import { EventInput } from './event-input.ts';

/** An address of this machine that is asked with GET. */
const AskUrl = z.url({ protocol: /^https?$/, error: 'an http:// or https:// address' });

/**
 * Where a run reads how often the handler has done its work: an address that answers with a number (or JSON with it, at a
 * pointer), or an endpoint of ours that catches what the handler sends on.
 */
export const ObserverInput = z.union([
  z.strictObject({
    url: AskUrl,
    /** JSON pointer to the number; the whole answer where absent, or its `count`. */
    pointer: z.string().max(1000).optional(),
  }),
  z.strictObject({ webhookId: WebhookId }),
]);
export type ObserverInput = z.infer<typeof ObserverInput>;

const DeckInput = {
  ...EventInput,
  /** The same seed draws the same events; one of chance where absent. */
  seed: z.number().int().min(0).max(4_294_967_295).optional(),
  /** How many fields of the event get cases of their own. */
  maxFields: z.number().int().min(0).max(500).default(24),
};

const AllowRemote = {
  /** Test a target that is not on this machine. */
  allowRemote: z.boolean().default(false),
};

/** How a difference between the valid event's body and a case's stands: what both share is left out. */
const BodyDifference = z.object({
  /** Bytes that both begin with, and both end with. */
  sameBefore: z.number().int(),
  sameAfter: z.number().int(),
  valid: BodyPreview,
  bent: BodyPreview,
});

const PreviewedCase = z.object({
  card: GauntletCard,
  /** Null where it can't be made of this event; `reason` says why. */
  request: GauntletExchange.shape.request.nullable(),
  reason: z.string().nullable(),
  bodyBase64: z.string(),
  /** The first bytes as a hex dump. */
  hex: z.string(),
  /** Against the valid event, signed at the same moment. */
  headersAdded: RawHeaders,
  headersRemoved: RawHeaders,
  difference: BodyDifference.nullable(),
});

const RunInput = z.strictObject({
  ...DeckInput,
  target: TargetInput,
  ...AllowRemote,
  /** Ids of cases, families, or names without their field; all where absent. */
  cases: z.array(z.string().min(1).max(1200)).max(2000).optional(),
  profile: GauntletProfile.default('strict'),
  /** Other expectations than the deck's, by case. */
  expectations: z.record(z.string(), Expectation).default({}),
  /** The secret before the present one, for the case of rotation. */
  previousSecret: z.string().optional(),
  observer: ObserverInput.optional(),
  /** How long work may take to show at the observer after the last answer. */
  settleMs: z.number().int().min(0).max(60_000).default(200),
  /** POSTed to restart the handler; it answers 2xx when that is done. */
  restartUrl: AskUrl.optional(),
  /** Answers with the bytes of memory that the handler has. */
  memoryUrl: AskUrl.optional(),
  /** Answers with how often the secret stands in the handler's log. */
  logUrl: AskUrl.optional(),
  /** Play only what failed (and what it could not play) in an earlier run. */
  failuresOf: RunId.optional(),
  /** False: answer at once with the run as it begins; `gauntlet.ended` tells of its end. */
  wait: z.boolean().default(true),
});

const MinimiseInput = z.strictObject({
  ...EventInput,
  /** A payload (or body) that the handler takes; what differs from it is looked at. Absent: parts are left out. */
  passing: EventInput.payload,
  target: TargetInput,
  ...AllowRemote,
  maxRequests: z.number().int().min(4).max(5000).default(200),
  /** Names the search in `gauntlet.minimising`, where the caller wants to follow it. */
  searchId: z.string().max(100).optional(),
});

/** The failure that a minimised payload keeps: an answer's status, or how there was none. */
const FailureKind = z.union([z.number().int(), AttemptErrorCode]);

/** Edge cases of events, and runs of them against a handler. */
export const gauntlet = {
  deck: call(
    'The deck for an event: every edge case that fits it, and what each is for.',
    z.strictObject(DeckInput),
    z.object({ eventType: z.string().nullable(), seed: z.number().int(), cards: z.array(GauntletCard) }),
  ),
  preview: call(
    'A case’s exact bytes as they would go to the target, and how they differ from the valid event.',
    z.strictObject({ ...DeckInput, case: z.string(), target: TargetInput.optional() }),
    PreviewedCase,
  ),
  send: call(
    'Sends one case and judges the answer.',
    z.strictObject({
      ...DeckInput,
      case: z.string(),
      target: TargetInput,
      ...AllowRemote,
      profile: GauntletProfile.default('strict'),
    }),
    CaseResult,
  ),
  run: call(
    'Fires cases at a target and judges each; the run is kept in the history.',
    RunInput,
    GauntletRun,
  ),
  cancel: call(
    'Ends a run that is under way; what it has judged is kept.',
    z.strictObject({ runId: RunId }),
    z.object({ cancelled: z.boolean() }),
  ),
  get: call('A run with all its results, also one under way.', z.strictObject({ runId: RunId }), GauntletRun),
  list: call(
    'Runs, newest first.',
    z.strictObject({ limit: z.number().int().min(1).max(200).default(50), after: z.string().optional() }),
    page(GauntletRunSummary),
  ),
  remove: call(
    'Deletes runs.',
    z.strictObject({ runIds: z.array(RunId).min(1).max(1000) }),
    z.object({ removed: z.number().int() }),
  ),
  compare: call(
    'What changed since an earlier run: mended, newly failing, slower.',
    z.strictObject({ runId: RunId, with: RunId }),
    z.object({
      fixed: z.array(z.string()),
      regressed: z.array(z.string()),
      stillFailing: z.array(z.string()),
      /** Cases that passed in both and took more than twice as long, and at least 50 ms more. */
      slower: z.array(z.object({ caseId: z.string(), beforeMs: z.number(), afterMs: z.number() })),
      onlyBefore: z.array(z.string()),
      onlyAfter: z.array(z.string()),
    }),
  ),
  report: call(
    'A run as a file to hand on, without any secret.',
    z.strictObject({ runId: RunId, format: z.enum(reportFormats) }),
    z.object({ fileName: z.string(), contentType: z.string(), text: z.string() }),
  ),
  minimise: call(
    'The smallest payload that still fails: delta debugging over its JSON, then its bytes, signed anew each try.',
    MinimiseInput,
    z.object({
      /** `not_failing`: the payload does not fail. `flaky`: the same payload was answered differently. `bounded`: requests ran out. */
      state: z.enum(['minimal', 'bounded', 'not_failing', 'flaky']),
      failure: FailureKind.nullable(),
      bodyBase64: z.string(),
      /** The body as text, where it is text. */
      body: z.string().nullable(),
      bytesBefore: z.number().int(),
      bytesAfter: z.number().int(),
      /** JSON pointers of what has to stay, or has to differ from the passing payload. */
      essential: z.array(z.string()),
      requests: z.number().int(),
      explanation: z.string(),
    }),
  ),
  progress: push(
    'A case of a run was judged.',
    z.object({ runId: RunId, done: z.number().int(), total: z.number().int(), result: CaseResult }),
  ),
  ended: push('A run has ended.', z.object({ runId: RunId, summary: GauntletRunSummary })),
  minimising: push(
    'How far a minimiser is.',
    z.object({ searchId: z.string(), requests: z.number().int(), bytes: z.number().int() }),
  ),
};
