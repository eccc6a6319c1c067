import { z } from 'zod';
import { WebhookId } from '../delivery/ids.ts';
import { RawHeaders } from '../http/headers.ts';
import { Json } from '../json/value.ts';
import { EventChoice } from '../providers/event-choice.ts';
import { FieldValues, Scheme } from '../signing/schemes/scheme.ts';
import { BodyInput } from './define.ts';

/** Header names and values: a record for scripts, pairs where order and case count. */
export const HeadersInput = z.union([RawHeaders, z.record(z.string(), z.string())]);

/**
 * Whose secret signs: one that is given, or by reference the one that an endpoint of ours keeps. Without either, an
 * endpoint of ours at the target lends its own.
 */
export const SigningInput = {
  secret: z.string().optional(),
  /** Sign with the secret of this endpoint; it never leaves the vault. */
  secretOf: WebhookId.optional(),
  /** Replaces the provider's own scheme. */
  scheme: Scheme.optional(),
  /** Values for the scheme's fields by name, such as a key id; made up where they are needed and missing. */
  fields: FieldValues.optional(),
};

/** How a delivery is signed anew. Nothing named: as it was, with the secret that its endpoint or its first sending keeps. */
export const ResignInput = z.strictObject({ provider: z.string().optional(), ...SigningInput });

/** An event to be composed and signed: the same words wherever one is made. */
export const EventInput = {
  provider: z.string().default('generic'),
  eventType: z.string().optional(),
  payload: Json.optional(),
  ...BodyInput,
  ...EventChoice,
  headers: HeadersInput.optional(),
  ...SigningInput,
};
