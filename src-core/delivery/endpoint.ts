import { z } from 'zod';
import { IsoTime } from '../numbers/iso-time.ts';
import { Subscription } from '../providers/subscription.ts';
import { RetryPolicy } from '../retry/policy.ts';
import { GivenPolicy } from '../retry/usable-policy.ts';
import { Scheme } from '../signing/schemes/scheme.ts';
import { Answer } from './answer.ts';
import { Target } from './attempt.ts';
import { WebhookId } from './ids.ts';

/**
 * When a signature that does not hold rejects a request. `when-signed` rejects wrong signatures and accepts requests
 * without one, so that a generic endpoint can catch anything.
 */
export const Enforce = z.enum(['always', 'when-signed', 'never']);
export type Enforce = z.infer<typeof Enforce>;
/** As scripts give it: true for `always`, false for `never`. */
export const EnforceInput = z.union([
  Enforce,
  z.boolean().transform((on): Enforce => (on ? 'always' : 'never')),
]);

/** One way on for accepted deliveries. */
export const ForwardRoute = z.object({
  target: Target,
  /** Event types that go this way; `*` ends a prefix (`invoice.*`). Empty: all. */
  eventTypes: z.array(z.string()).default([]),
  /** Sign anew, with this provider's scheme and the endpoint's secret (or `secret`). Absent: byte for byte. */
  resign: z
    .object({
      provider: z.string().optional(),
      scheme: Scheme.optional(),
      /** Given once; kept in the vault and shown as `secretRef` from then on. */
      secret: z.string().min(1).optional(),
      secretRef: z.string().optional(),
    })
    .optional(),
  retryPolicy: RetryPolicy.optional(),
  /** One at a time, in the order of arrival. */
  ordered: z.boolean().default(true),
  /** `.` and `..` in what follows the endpoint's address: resolved, or handed on as they came. */
  dotSegments: z.enum(['normalise', 'keep']).default('normalise'),
});
export type ForwardRoute = z.infer<typeof ForwardRoute>;

export const Forward = z.object({
  routes: z.array(ForwardRoute).min(1).max(20),
  /** Deliveries go to the hold queue instead of the targets until it is released. */
  paused: z.boolean().default(false),
});
export type Forward = z.infer<typeof Forward>;
/** As scripts give it: one `url` is short for one route. A policy has to make sense. */
export const ForwardInput = z.union([
  Forward.extend({
    routes: z
      .array(ForwardRoute.extend({ retryPolicy: GivenPolicy.optional() }))
      .min(1)
      .max(20),
  }),
  z.object({ url: z.string() }).transform(({ url }) => Forward.parse({ routes: [{ target: { url } }] })),
]);

/** Who may post here besides the signature's own check. */
export const Access = z.object({
  /** Addresses or CIDR ranges; empty: any. */
  allowFrom: z
    .array(
      z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], {
        error: 'an IPv4 or IPv6 address, or a range such as 10.0.0.0/8',
      }),
    )
    .default([]),
});
export type Access = z.infer<typeof Access>;

/** Values agreed with the provider beforehand for its handshakes, by name: Meta's `verifyToken`, Braintree's `publicKey`. */
export const HandshakeValues = z.record(z.string().regex(/^\w{1,50}$/), z.string().min(1).max(4096));
export type HandshakeValues = z.infer<typeof HandshakeValues>;

/** An inbound address. Field names and meaning follow Alfe's documents; those below `updatedAt` are ours. */
export const Endpoint = z.object({
  webhookId: WebhookId,
  url: z.string(),
  /** The same address over HTTPS; null where the receiver does not serve it. */
  httpsUrl: z.string().nullable(),
  name: z.string(),
  provider: z.string(),
  active: z.boolean(),
  createdBy: z.enum(['user', 'agent']),
  createdAt: IsoTime,
  updatedAt: IsoTime,
  /** Replaces the provider's scheme. */
  scheme: Scheme.nullable(),
  /** Whose events arrive, for a provider that carries those of others; null for all other providers. */
  tag: z.string().nullable(),
  /** The one way to authenticate that is accepted, by name; null: each of the provider's. */
  auth: z.string().nullable(),
  /** What repeats the provider's delivery id is answered as the first was, and not handed on. */
  dropRepeats: z.boolean(),
  /** What a simulated sender sends here. */
  subscription: Subscription,
  enforce: Enforce,
  answer: Answer,
  forward: Forward.nullable(),
  access: Access,
  handshake: HandshakeValues,
  /** First 6 hex digits of the SHA-256 of each secret that is accepted now: several while a rotation overlaps. */
  secretFingerprints: z.array(z.string()),
  deliveries: z.number().int(),
  lastDeliveryAt: IsoTime.nullable(),
});
export type Endpoint = z.infer<typeof Endpoint>;
