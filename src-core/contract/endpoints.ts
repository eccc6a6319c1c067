import { z } from 'zod';
import { Answer } from '../delivery/answer.ts';
import { Access, Endpoint, EnforceInput, ForwardInput, HandshakeValues } from '../delivery/endpoint.ts';
import { WebhookId } from '../delivery/ids.ts';
import { IsoTime } from '../numbers/iso-time.ts';
import { Subscription } from '../providers/subscription.ts';
import { Scheme } from '../signing/schemes/scheme.ts';
import { call, push } from './define.ts';

const ById = z.strictObject({ webhookId: WebhookId });
const Name = z.string().trim().min(1, 'a name is needed').max(200);

/** What an endpoint takes of what its provider offers. */
const Choice = {
  /** For a provider that carries others' events (Alfe): generic, github, stripe or slack. */
  tag: z.string().optional(),
  /** One of the provider's ways to authenticate, by name; null: each of them. */
  auth: z.string().nullable().optional(),
  dropRepeats: z.boolean().optional(),
  subscription: Subscription.optional(),
};

export const endpoints = {
  create: call(
    'Make an endpoint. The secret is shown here and never again.',
    z.strictObject({
      name: Name,
      provider: z.string().default('generic'),
      createdBy: z.enum(['user', 'agent']).default('user'),
      /** A secret that the provider made, in place of a fresh one. */
      secret: z.string().min(1).optional(),
      enforce: EnforceInput.optional(),
      handshake: HandshakeValues.optional(),
      ...Choice,
    }),
    z.object({
      webhookId: WebhookId,
      url: z.string(),
      /** The same address over HTTPS, where the receiver serves it. */
      httpsUrl: z.string().optional(),
      signingSecret: z.string(),
      name: z.string(),
      provider: z.string(),
      active: z.boolean(),
      createdAt: IsoTime,
    }),
  ),
  list: call(
    'All endpoints, newest first. Secrets are never served.',
    z.strictObject({}),
    z.object({ webhooks: z.array(Endpoint) }),
  ),
  get: call('One endpoint.', ById, Endpoint),
  update: call(
    'Change what an endpoint is called, checks, answers and forwards.',
    z.strictObject({
      webhookId: WebhookId,
      name: Name.optional(),
      provider: z.string().optional(),
      scheme: Scheme.nullable().optional(),
      enforce: EnforceInput.optional(),
      answer: Answer.optional(),
      forward: ForwardInput.nullable().optional(),
      access: Access.optional(),
      handshake: HandshakeValues.optional(),
      ...Choice,
    }),
    Endpoint,
  ),
  rotateSecret: call(
    'Replace the secret; the new one is shown once. The old one goes on being accepted for the overlap.',
    z.strictObject({
      webhookId: WebhookId,
      overlapSeconds: z
        .number()
        .int()
        .nonnegative()
        .max(30 * 86_400)
        .default(0),
    }),
    z.object({ webhookId: WebhookId, signingSecret: z.string() }),
  ),
  setSecret: call(
    'Store a secret that the provider made.',
    z.strictObject({ webhookId: WebhookId, secret: z.string().min(1).max(16_384) }),
    Endpoint,
  ),
  deactivate: call('Stop accepting: requests get 404 from now on.', ById, Endpoint),
  reactivate: call('Accept again.', ById, Endpoint),
  delete: call(
    'Delete an endpoint for good: its settings, its secrets, and what it still had to forward. Its deliveries stay, unless they are to go too.',
    ById.extend({ deliveries: z.boolean().default(false) }),
    z.object({ webhookId: WebhookId, deliveries: z.number().int() }),
  ),
  deleted: push('An endpoint is gone.', z.object({ webhookId: WebhookId })),
  changed: push('An endpoint was made or changed.', z.object({ endpoint: Endpoint })),
};
