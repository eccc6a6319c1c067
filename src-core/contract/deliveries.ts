import { z } from 'zod';
import { BodyPreview } from '../delivery/body-preview.ts';
import { Delivery, DeliverySummary, RejectedRequest } from '../delivery/delivery.ts';
import { DeliveryFilter } from '../delivery/filter/delivery-filter.ts';
import { DeliveryId, WebhookId } from '../delivery/ids.ts';
import { DeliveriesOverview } from '../delivery/overview.ts';
import { TargetInput } from '../delivery/target-input.ts';
import { RawHeaders } from '../http/headers.ts';
import { HttpMethod } from '../http/method.ts';
import { Json } from '../json/value.ts';
import { GivenPolicy } from '../retry/usable-policy.ts';
import { ContentPart } from '../signing/verify/verdict.ts';
import { BodyInput, call, page, push } from './define.ts';
import { EventInput, ResignInput } from './event-input.ts';
import { SearchId } from './signatures.ts';

const ById = z.strictObject({ deliveryId: DeliveryId });

/** Show secrets (credentials of the sender, a secret that its scheme sends along) instead of masks. */
const Reveal = { reveal: z.boolean().default(false) };

/** A word for a file that a native dialog has just given, good for one call. No caller names a path. */
const GrantedFile = z.string().min(1);

/** A request that was made and not sent. */
export const RequestPreview = z.object({
  method: z.string(),
  /** With what the signer wrote into its query. */
  url: z.string(),
  rawHeaders: RawHeaders,
  body: BodyPreview,
  /** Lower-case names of the headers that the signature added. */
  signedHeaders: z.array(z.string()),
  signedContent: z.array(ContentPart),
  /** It goes out with a signature; false: unsigned. */
  signed: z.boolean(),
  /** A stored secret signs it: values of signed headers are dots here. */
  masked: z.boolean(),
  /** Why it can't be signed as asked; null where it can. */
  problem: z.object({ code: z.string(), message: z.string() }).nullable(),
});
export type RequestPreview = z.infer<typeof RequestPreview>;

const ValueCount = z.object({ value: z.string(), count: z.number().int() });

const Paging = { limit: z.number().int().min(1).max(1000).default(100), after: z.string().optional() };

export const deliveries = {
  list: call('Deliveries, newest first.', DeliveryFilter.extend(Paging), page(DeliverySummary)),
  outline: call(
    'Where each stretch of a list begins, so that any part of a long one is reached without walking there. Not for what looks into requests: words, headers, bodies.',
    DeliveryFilter.omit({ search: true }).extend({
      everyRows: z.number().int().min(50).max(1000).default(200),
      /** Where the first stretch begins: the `next` of a page that was read already. */
      after: z.string().optional(),
    }),
    z.object({
      /** The `after` of each stretch but the first. */
      cursors: z.array(z.string()),
      /** Of the whole list, what is before `after` included. */
      count: z.number().int(),
    }),
  ),
  get: call(
    'One delivery, whole; the body as a preview.',
    ById.extend({
      ...Reveal,
      /** Search the known mistakes where its signature failed: up to a second or two for a large body. */
      diagnose: z.boolean().default(true),
      /** Names the search for mistakes in `signatures.searching` and for `signatures.stopSearch`. */
      searchId: SearchId.optional(),
    }),
    Delivery,
  ),
  body: call(
    "A range of a body, in or out, or of an attempt's response.",
    z.strictObject({
      deliveryId: DeliveryId,
      ...Reveal,
      attemptId: z.string().optional(),
      offsetBytes: z.number().int().nonnegative().default(0),
      lengthBytes: z.number().int().positive().max(8_388_608).default(1_048_576),
    }),
    BodyPreview,
  ),
  rejected: call(
    'Requests that were rejected, newest first, each with its reason.',
    z.strictObject({ webhookId: WebhookId.optional(), ...Paging }),
    page(RejectedRequest),
  ),
  getRejected: call(
    'One rejected request, with the verdict that rejected it.',
    z.strictObject({ rejectedId: z.string(), ...Reveal }),
    RejectedRequest.extend({
      body: BodyPreview,
      /** Secrets of it are masked here: `reveal` shows them. */
      masked: z.boolean(),
      verdictDetail: Delivery.shape.verdictDetail,
    }),
  ),
  send: call(
    'Compose, sign and send an event; the attempt runs at once.',
    z.strictObject({
      ...EventInput,
      target: TargetInput,
      retryPolicy: GivenPolicy.optional(),
      /** Draws the chance in the policy's waits: a simulation with the same seed waits as long. Absent: anew each time. */
      seed: z.number().int().optional(),
      /** Answer only when the first attempt has ended. */
      wait: z.boolean().default(true),
    }),
    Delivery,
  ),
  preview: call(
    'What `send` would put on the wire now, without sending it. Times, ids and chance are drawn anew when it is sent.',
    z.strictObject({ ...EventInput, target: TargetInput }),
    RequestPreview,
  ),
  replay: call(
    'Send a delivery again, byte for byte or edited, with its old signature or a new one.',
    z.strictObject({
      deliveryId: DeliveryId,
      target: TargetInput,
      /** Sign it anew; absent: its old signature goes along. */
      resign: ResignInput.optional(),
      edit: z
        .strictObject({
          ...BodyInput,
          method: HttpMethod.optional(),
          headers: RawHeaders.optional(),
          removeHeaders: z.array(z.string()).optional(),
        })
        .optional(),
      wait: z.boolean().default(true),
    }),
    Delivery,
  ),
  values: call(
    'The values that deliveries have, with how many have each, the most frequent first: for completion.',
    z.strictObject({}),
    z.object({
      provider: z.array(ValueCount),
      eventType: z.array(ValueCount),
      verdict: z.array(ValueCount),
      direction: z.array(ValueCount),
      /** Classes (`5xx`) and states. */
      status: z.array(ValueCount),
      /** By their ids. */
      endpoint: z.array(ValueCount),
    }),
  ),
  search: call(
    'Full-text search: newest first, with the place of the match.',
    DeliveryFilter.extend({ ...Paging, search: z.string().max(1000).default('') }),
    z.object({
      items: z.array(z.object({ delivery: DeliverySummary, snippet: z.string().nullable() })),
      next: z.string().nullable(),
      /** Deliveries not yet in the index that were scanned instead. */
      unindexed: z.number().int(),
    }),
  ),
  diff: call(
    'What differs between two deliveries.',
    z.strictObject({ left: DeliveryId, right: DeliveryId }),
    z.object({
      left: Delivery,
      right: Delivery,
      headers: z.array(z.object({ name: z.string(), left: z.array(z.string()), right: z.array(z.string()) })),
      /** Changes of JSON bodies by pointer; null where a body isn't JSON. */
      json: z
        .array(
          z.object({
            pointer: z.string(),
            change: z.enum(['added', 'removed', 'changed']),
            left: Json.optional(),
            right: Json.optional(),
          }),
        )
        .nullable(),
      sameBytes: z.boolean(),
    }),
  ),
  overview: call(
    'How each target fared: success rate, latency over time, failures by cause.',
    z.strictObject({
      /** As in a filter. */
      since: z.string().default('24h'),
      buckets: z.number().int().min(1).max(500).default(48),
    }),
    DeliveriesOverview,
  ),
  pin: call(
    'Keep a delivery whatever the retention says, or let it go again.',
    ById.extend({ pinned: z.boolean().default(true) }),
    DeliverySummary,
  ),
  delete: call(
    'Delete deliveries for good: by id, or all that fit a filter. A dry run counts.',
    z.strictObject({
      deliveryIds: z.array(DeliveryId).max(10_000).optional(),
      filter: DeliveryFilter.optional(),
      dryRun: z.boolean().default(false),
    }),
    z.object({ count: z.number().int() }),
  ),
  export: call(
    'Write deliveries to a file: JSON lines, HAR or cURL. Over HTTP, `GET /api/deliveries/export?format=…&filter=<JSON>&reveal=true` answers the file itself, its count in the header Tacklebox-Count.',
    z.strictObject({
      file: GrantedFile,
      ...Reveal,
      format: z.enum(['jsonl', 'har', 'curl']).default('jsonl'),
      filter: DeliveryFilter.optional(),
    }),
    z.object({ count: z.number().int(), bytes: z.number().int() }),
  ),
  import: call(
    'Read deliveries from a JSON lines or HAR file. Over HTTP, `POST /api/deliveries/import?format=…` takes the file as its body.',
    z.strictObject({ file: GrantedFile, format: z.enum(['jsonl', 'har']).default('jsonl') }),
    z.object({ count: z.number().int(), skipped: z.number().int() }),
  ),
  copyAs: call(
    'A delivery in another form: a cURL line, raw HTTP, a HAR entry, a program that sends it (JavaScript, Python, Go, PHP), or Markdown for an issue.',
    ById.extend({
      ...Reveal,
      format: z.enum(['curl', 'http', 'har', 'fetch', 'python', 'go', 'php', 'markdown']),
    }),
    z.object({ text: z.string() }),
  ),
  captured: push('A request was caught and kept.', DeliverySummary),
  changed: push('A delivery changed: an attempt began or ended, it was pinned, …', DeliverySummary),
  deleted: push(
    'Deliveries are gone.',
    z.object({ deliveryIds: z.array(DeliveryId), count: z.number().int() }),
  ),
  imported: push(
    'Deliveries were read from a file: lists are others, anywhere.',
    z.object({ count: z.number().int() }),
  ),
  rejectedEvent: push('A request was rejected.', RejectedRequest),
};
