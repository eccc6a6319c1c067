import { z } from 'zod';
import { RawHeaders } from '../http/headers.ts';
import { Confidence, Provider } from '../providers/provider.ts';
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

export const providers = {
  list: call(
    'All providers that Tacklebox speaks.',
    z.strictObject({}),
    z.object({ items: z.array(ProviderSummary) }),
  ),
  get: call(
    'One provider, with its scheme, catalog, handshakes, delivery policy and sources.',
    z.strictObject({ id: z.string() }),
    Provider,
  ),
  detect: call(
    'Which provider a request looks like, by its headers, user agent or body. A guess: nothing is verified by it.',
    z.strictObject({
      headers: RawHeaders,
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
