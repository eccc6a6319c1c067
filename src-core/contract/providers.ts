import { z } from 'zod';
import { DeliveryId } from '../delivery/ids.ts';
import { RawHeaders } from '../http/headers.ts';
import { FieldRole } from '../providers/live/live-fields.ts';
import { Confidence, Provider } from '../providers/provider.ts';
import { ProviderFact } from '../providers/provider-facts.ts';
import { Scheme } from '../signing/schemes/scheme.ts';
import { BodyInput, call } from './define.ts';

export const ProviderSummary = z.object({
  id: z.string(),
  name: z.string(),
  summary: z.string(),
  docsUrl: z.string().nullable(),
  schemeKind: z.string(),
  /** Of the scheme's facts. */
  confidence: Confidence,
  deliveryConfidence: Confidence,
  sources: z.array(z.string()),
  eventTypes: z.array(z.string()),
  handshakes: z.array(z.string()),
  hasRetryPolicy: z.boolean(),
  /** A policy of ours to simulate with, where the provider publishes none. */
  hasSimulationHint: z.boolean(),
});
export type ProviderSummary = z.infer<typeof ProviderSummary>;

/** One of its ways to authenticate, by the name under which endpoints and sends choose it. */
const AuthMethod = z.object({ id: z.string(), name: z.string(), scheme: Scheme });

export const providers = {
  list: call(
    'All providers that Tacklebox speaks.',
    z.strictObject({}),
    z.object({ items: z.array(ProviderSummary) }),
  ),
  get: call(
    'One provider, with its scheme, catalog, handshakes, delivery policy and sources.',
    z.strictObject({ id: z.string() }),
    Provider.extend({ authMethods: z.array(AuthMethod) }),
  ),
  facts: call(
    'All that is said of a provider, each statement with whose word it is: its own, measured, or ours.',
    z.strictObject({ id: z.string() }),
    z.object({ facts: z.array(ProviderFact) }),
  ),
  fields: call(
    'Which fields of an event live: ids are drawn anew at each send, times move to now, references follow.',
    z.strictObject({ id: z.string(), eventType: z.string().optional(), tag: z.string().optional() }),
    z.object({ fields: z.array(z.object({ pointer: z.string(), role: FieldRole, declared: z.boolean() })) }),
  ),
  detect: call(
    'Which provider a request looks like, by its headers, user agent or body. A guess: nothing is verified by it.',
    z.strictObject({
      /** A delivery of the history, in place of all else. */
      deliveryId: DeliveryId.optional(),
      headers: RawHeaders.default([]),
      ...BodyInput,
      url: z.string().default('/'),
      method: z.string().default('POST'),
    }),
    z.object({
      /** Null where nothing stands out. */
      provider: z.string().nullable(),
      /** The end of a sentence, such as "it carries X-GitHub-Event". */
      because: z.string().nullable(),
    }),
  ),
};
