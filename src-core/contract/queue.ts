import { z } from 'zod';
import { AttemptReason } from '../delivery/attempt.ts';
import { BodyPreview } from '../delivery/body-preview.ts';
import { DeliverySummary } from '../delivery/delivery.ts';
import { DeliveryFilter } from '../delivery/filter/delivery-filter.ts';
import { AttemptId, DeliveryId, WebhookId } from '../delivery/ids.ts';
import { RawHeaders } from '../http/headers.ts';
import { HttpMethod } from '../http/method.ts';
import { IsoTime } from '../numbers/iso-time.ts';
import { BodyInput, call, page, push } from './define.ts';
import { ResignInput } from './event-input.ts';

/** What the queue is doing. */
export const QueueState = z.object({
  paused: z.boolean(),
  /** Attempts under way. */
  running: z.number().int(),
  /** Targets that are away; what is forwarded to them waits. */
  down: z.array(
    z.object({
      origin: z.string(),
      since: IsoTime,
      /** Why what is forwarded there waits, in words. */
      because: z.string(),
    }),
  ),
  /** Targets that the `disableAfter` of a policy has switched off: its attempts there end as dead letters, unmade. */
  switchedOff: z.array(
    z.object({
      url: z.string(),
      since: IsoTime,
      /** Null: until `queue.switchOn`. */
      until: IsoTime.nullable(),
      because: z.string(),
    }),
  ),
});
export type QueueState = z.infer<typeof QueueState>;

/** Which deliveries: by id, or all that fit a filter. A dry run counts. */
const Which = z.strictObject({
  deliveryIds: z.array(DeliveryId).max(10_000).optional(),
  filter: DeliveryFilter.optional(),
  dryRun: z.boolean().default(false),
});

const Count = z.object({ count: z.number().int() });

/** An attempt in the hold queue: what would be sent, where, and whether somebody changed it. */
export const HeldAttempt = z.object({
  attemptId: AttemptId,
  delivery: DeliverySummary,
  webhookId: WebhookId,
  url: z.string(),
  reason: AttemptReason,
  edited: z.boolean(),
  /** It is signed anew when it goes. */
  signedAnew: z.boolean(),
  heldAt: IsoTime,
});
export type HeldAttempt = z.infer<typeof HeldAttempt>;

export const queue = {
  status: call('Whether the queue runs, and which targets are away.', z.strictObject({}), QueueState),
  pause: call('Begin no attempt until resumed. What is under way goes on.', z.strictObject({}), QueueState),
  resume: call('Go on.', z.strictObject({}), QueueState),
  switchOn: call(
    'Switch a target on again that its policy had switched off. What was not tried meanwhile can be redelivered.',
    z.strictObject({ url: z.string() }),
    QueueState,
  ),
  retryNow: call('Make attempts that wait for their time now.', Which, Count),
  cancel: call('End the attempts of deliveries, those that wait and those under way.', Which, Count),
  redeliver: call(
    'Hand deliveries over once more, dead letters above all; their retry policy begins anew.',
    Which,
    Count,
  ),
  held: call(
    'The hold queue, in the order in which it would go on.',
    z.strictObject({
      webhookId: WebhookId.optional(),
      limit: z.number().int().min(1).max(1000).default(100),
      after: z.string().optional(),
    }),
    page(HeldAttempt),
  ),
  heldRequest: call(
    'What a held attempt would send, edits included, before it is signed; the body as a preview.',
    z.strictObject({
      attemptId: AttemptId,
      /** Show secrets of it instead of masks. */
      reveal: z.boolean().default(false),
    }),
    z.object({ method: z.string(), rawHeaders: RawHeaders, body: BodyPreview }),
  ),
  release: call(
    'Let held attempts go, in order: some by id, or all of an endpoint.',
    z.strictObject({
      attemptIds: z.array(AttemptId).max(10_000).optional(),
      webhookId: WebhookId.optional(),
    }),
    Count,
  ),
  drop: call(
    'Take held attempts out without sending them.',
    z.strictObject({ attemptIds: z.array(AttemptId).min(1).max(10_000) }),
    Count,
  ),
  reorder: call(
    'Give these held attempts this order, in the places that they have now.',
    z.strictObject({ attemptIds: z.array(AttemptId).min(1).max(10_000) }),
    Count,
  ),
  edit: call(
    'Change what a held attempt sends. The delivery itself stays as it was caught.',
    z.strictObject({
      attemptId: AttemptId,
      ...BodyInput,
      method: HttpMethod.optional(),
      headers: RawHeaders.optional(),
      removeHeaders: z.array(z.string()).optional(),
      /**
       * Sign it anew when it goes; false: its old signature goes along. Absent: anew where it came signed and the secret
       * kept for it can sign.
       */
      resign: z.union([ResignInput, z.literal(false)]).optional(),
    }),
    HeldAttempt,
  ),
  duplicate: call(
    'Put a held attempt into the hold queue once more, behind itself.',
    z.strictObject({ attemptId: AttemptId }),
    HeldAttempt,
  ),
  changed: push('The queue was paused or resumed, or a target went down or came back.', QueueState),
};
