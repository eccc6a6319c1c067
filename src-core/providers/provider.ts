import { z } from 'zod';
import { Json } from '../json/value.ts';
import { RetryPolicy } from '../retry/policy.ts';
import { StatusSet } from '../retry/status-set.ts';
import { Locator, Scheme } from '../signing/schemes/scheme.ts';
import { LiveFields } from './live/live-fields.ts';

/** How far a fact can be trusted. `ours` marks what we made up for simulation: never shown as the provider's word. */
export const Confidence = z.enum(['verified-by-sdk', 'docs', 'secondary', 'unverified', 'ours']);
export type Confidence = z.infer<typeof Confidence>;

/** An event type: one entry of a provider's catalog. */
export const EventType = z.object({
  type: z.string().min(1),
  category: z.string().optional(),
  description: z.string(),
  /** JSON Schema (2020-12) of the whole payload, envelope included. */
  schema: Json.optional(),
  /** A valid payload, envelope included. */
  sample: Json,
  /** Headers that this event type adds or changes on the wire. */
  headers: z.record(z.string(), z.string()).default({}),
  /** Where only some platforms emit it (Convocore: `convocore`, `voiceflow`). */
  platforms: z.array(z.string()).optional(),
  /** The sample's body is form-encoded (`payload` text) instead of JSON. */
  bodyText: z.string().optional(),
  /** Whose word its payload is, where it is another's than the catalog's as a whole. */
  origin: z.enum(['provider', 'measured', 'ours']).optional(),
  /** Which of its fields live, where the provider's own rules and the general ones (live/event-fields.ts) don't tell. */
  live: LiveFields.optional(),
});
export type EventType = z.infer<typeof EventType>;

/**
 * A handshake: how a provider asks an endpoint to prove itself, and the answer by its rule. Every condition of `match`
 * must hold; `*` means present, `!` absent. Answer templates know the values {json:/p} {query:n} {header:N} {form:n}
 * {config:name} {secret} {endpointUrl}, and of them {hmac-hex:sha256:secret:<value>}, {hmac-base64:sha256:secret:<value>}
 * (`secret-sha1` keys with the SHA-1 of the secret) and {hash-hex:sha256:<value>+<value>+…}. In a JSON answer values are
 * escaped as JSON strings are.
 */
export const HandshakeRule = z.object({
  id: z.string(),
  description: z.string(),
  match: z.object({
    method: z.string().optional(),
    header: z.record(z.string(), z.string()).optional(),
    query: z.record(z.string(), z.string()).optional(),
    json: z.record(z.string(), Json).optional(),
    form: z.record(z.string(), z.string()).optional(),
    emptyBody: z.boolean().optional(),
  }),
  respond: z.object({
    status: z.number().int(),
    contentType: z.string().optional(),
    headers: z.record(z.string(), z.string()).default({}),
    body: z.string().default(''),
  }),
  /** The signature is checked first; a bad one is refused with 401. */
  signed: z.boolean().default(false),
  /** A token agreed on beforehand, kept in the endpoint's `config`: where it is kept, another one gets 403. */
  token: z.object({ at: Locator, config: z.string() }).optional(),
  /** The handshake carries the endpoint's new secret (Asana's X-Hook-Secret, Notion's verification_token). */
  secretFrom: Locator.optional(),
  /** What a person still has to do, such as opening SNS's SubscribeURL: this tool never calls out by itself. */
  manualStep: z.string().optional(),
});
export type HandshakeRule = z.infer<typeof HandshakeRule>;

const Word = z.enum(['provider', 'measured', 'ours']);

const DeliveryPolicy = z.object({
  success: StatusSet.default('200-299'),
  timeoutMs: z.number().int().positive().nullable().default(null),
  connectTimeoutMs: z.number().int().positive().nullable().default(null),
  followsRedirects: z.boolean().nullable().default(null),
  ordered: z.boolean().nullable().default(null),
  /** The documented policy; null where the provider publishes none. */
  retryPolicy: RetryPolicy.nullable().default(null),
  /** It says that it retries, and not when: our hint stands in for what is unsaid. */
  retriesStated: z.boolean().default(false),
  /** A policy of ours to simulate with where the provider's is not published. Always shown as ours. */
  simulationHint: RetryPolicy.nullable().default(null),
  stopsOn: z.string().nullable().default(null),
  endpointDisabling: z.string().nullable().default(null),
  deadLetter: z.string().nullable().default(null),
  notes: z.array(z.string()).default([]),
  confidence: Confidence,
});

/** A further way in which a provider authenticates (the voice-agent platform has four). The first is the default. */
const AlternativeScheme = z.object({ id: z.string(), name: z.string(), scheme: Scheme });

/** Another's events that arrive here, by the word under which they are registered. */
const Tag = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  provider: z.string().optional(),
});

/** A platform of a provider, where not all of them send everything. */
const Platform = z.object({ id: z.string(), name: z.string(), description: z.string() });

export const Provider = z.object({
  id: z.string().regex(/^[a-z0-9-]+$/),
  name: z.string(),
  docsUrl: z.string().nullable(),
  /** One line: who sends what. */
  summary: z.string().default(''),
  scheme: Scheme,
  alternatives: z.array(AlternativeScheme).default([]),
  /** What its main way to authenticate is called, where it is chosen among several. */
  mainMethod: z.object({ id: z.string(), name: z.string() }).optional(),
  tags: z.array(Tag).default([]),
  /** The header in which the tag travels on with each delivery. */
  tagHeader: z.string().nullable().default(null),
  platforms: z.array(Platform).default([]),
  secret: z.object({
    /** How the secret looks and where it is found. */
    description: z.string(),
    /** Form of a fresh one made here. `provider`: only the provider can make it. */
    generate: z.enum(['hex32', 'base64-32', 'whsec', 'uuid', 'user-password', 'provider']).default('hex32'),
    prefix: z.string().default(''),
  }),
  /** The first place that has a value names the event's type; with `eventTypeJoin` all of them together. */
  eventTypeAt: z.array(Locator).default([]),
  eventTypeJoin: z.string().optional(),
  /** The type is the name of a top-level JSON field (Telegram's `message`, X's `tweet_create_events`). */
  eventTypeIsField: z.boolean().default(false),
  deliveryIdAt: z.array(Locator).default([]),
  /** Places whose value is such an id in this form only: others put other things there. */
  deliveryIdLike: z.array(z.object({ at: Locator, pattern: z.string() })).default([]),
  /** Ids, times and references of its payloads, where names and forms don't tell. */
  live: LiveFields.prefault({}),
  /** It drops what repeats the provider's delivery id, and so do endpoints of its kind unless told otherwise. */
  dropsRepeats: z.boolean().default(false),
  /**
   * Headers of a delivery besides content type and signature, as templates: {eventType} {uuid} {id} {timestamp}.
   */
  headers: z.record(z.string(), z.string()).default({}),
  contentType: z.string().default('application/json'),
  handshakes: z.array(HandshakeRule).default([]),
  delivery: DeliveryPolicy,
  events: z.array(EventType).default([]),
  /** What it sends to try an endpoint, or what we take in its place: the type of one of its events. */
  testEvent: z.string().nullable().default(null),
  /** The same, where it is the provider's own: it is sent whatever is subscribed. */
  ownTestEvent: z.string().nullable().default(null),
  /** Hints by which an unknown request is recognised, beyond the signature's header. */
  recognise: z
    .object({
      headers: z.array(z.string()).default([]),
      userAgent: z.string().optional(),
      json: z.array(z.string()).default([]),
    })
    .optional(),
  /** What its documents limit or demand, and advise; shown where it helps. */
  limits: z.array(z.string()).default([]),
  advice: z.array(z.string()).default([]),
  /** What we advise, beyond its documents. */
  ownAdvice: z.array(z.string()).default([]),
  /** Targets must be HTTPS, by the provider's rule. */
  requiresHttps: z.boolean().default(false),
  notes: z.array(z.string()).default([]),
  confidence: Confidence,
  /** Whose word parts of it are, where that is not what the scheme's confidence suggests. */
  origins: z
    .object({ authMethods: Word, eventTypes: Word, payloads: Word, advice: Word })
    .partial()
    .prefault({}),
  sources: z.array(z.string()),
});
export type Provider = z.infer<typeof Provider>;
/** An event type as a catalog writes it. */
export type EventTypeInput = z.input<typeof EventType>;
/** A provider as its file writes it, defaults left out. */
export type ProviderInput = z.input<typeof Provider>;
