import { z } from 'zod';
import { DeliveryId, WebhookId } from '../delivery/ids.ts';
import { FieldValues, Scheme } from '../signing/schemes/scheme.ts';
import { frameworkIds } from '../signing/snippets/frameworks.ts';
import { snippetChecks, snippetLanguages } from '../signing/snippets/languages.ts';
import { ContentPart, Verdict } from '../signing/verify/verdict.ts';
import { BodyInput, call, push } from './define.ts';
import { HeadersInput } from './event-input.ts';

/** A name that the caller chooses for a search. */
export const SearchId = z.string().min(1).max(100);

const By = {
  provider: z.string().optional(),
  scheme: Scheme.optional(),
  /** One of the provider's ways to authenticate, by name. */
  auth: z.string().optional(),
};

/** Values for the scheme's fields by name, such as Braintree's `publicKey`; made up where they are needed and missing. */
const Fields = { fields: FieldValues.optional() };

/** No part of a request is given. */
const isUngiven = (given: Partial<Record<'body' | 'bodyBase64' | 'headers' | 'url' | 'method', unknown>>) =>
  [given.body, given.bodyBase64, given.headers, given.url, given.method].every((part) => part === undefined);

export const signatures = {
  sign: call(
    'The headers that a provider would send with this body.',
    z.strictObject({
      ...By,
      ...Fields,
      secret: z.string(),
      ...BodyInput,
      url: z.string().optional(),
      method: z.string().default('POST'),
      id: z.string().optional(),
      /** Unix seconds, or ISO 8601; now when absent. */
      timestamp: z.union([z.string(), z.number()]).optional(),
      headers: HeadersInput.optional(),
    }),
    z.object({
      headers: z.record(z.string(), z.string()),
      signedContent: z.array(ContentPart),
      /** Where the signature travels inside the payload, the body with it in. */
      body: z.string().optional(),
      bodyBase64: z.string().optional(),
      /** Where the scheme writes into the query (Twilio's bodySHA256), the URL with it. */
      url: z.string().optional(),
    }),
  ),
  verify: call(
    'Whether a signature holds, with every step, and why not.',
    z
      .strictObject({
        ...By,
        ...Fields,
        /** Any one that fits is enough. `secret` is short for one. */
        secrets: z.array(z.string()).default([]),
        secret: z.string().optional(),
        /** Use the secrets (and, unless given, the scheme) of an endpoint. */
        webhookId: WebhookId.optional(),
        /**
         * A delivery of the history, checked as it was on the wire, in place of headers, body, url and method. Where nothing is
         * named to check by, its endpoint's scheme and secrets, else its provider's scheme.
         */
        deliveryId: DeliveryId.optional(),
        ...BodyInput,
        /** Needed where there is no `deliveryId`. */
        headers: HeadersInput.optional(),
        url: z.string().optional(),
        /** POST where absent. */
        method: z.string().optional(),
        /** Unix seconds, or ISO 8601; now when absent. */
        now: z.union([z.string(), z.number()]).optional(),
        /** Search the known mistakes when it fails. */
        diagnose: z.boolean().default(true),
        /** Names the search in `signatures.searching` and for `signatures.stopSearch`, where the caller wants to follow it. */
        searchId: SearchId.optional(),
      })
      .refine(({ deliveryId, headers }) => deliveryId !== undefined || headers !== undefined, {
        path: ['headers'],
        error: 'is missing: give the headers of the request, or a deliveryId',
      })
      .refine(({ deliveryId, ...given }) => deliveryId === undefined || isUngiven(given), {
        path: ['deliveryId'],
        error: 'names a request already: give no headers, body, url or method beside it',
      }),
    Verdict,
  ),
  stopSearch: call(
    'End the search for mistakes of a verify or get that is under way: it answers at once with what it has, `complete` false.',
    z.strictObject({ searchId: SearchId }),
    /** False where no search of that name is under way. */
    z.object({ stopped: z.boolean() }),
  ),
  searching: push(
    'How far a search for mistakes is.',
    z.object({
      searchId: z.string(),
      tried: z.number().int(),
      elapsedMs: z.number(),
      /** What is being tried: "the secret", "the body", "two mistakes together". */
      trying: z.string(),
    }),
  ),
  snippet: call(
    'Verification code in a language, short and without dependencies: raw body, constant time.',
    z.strictObject({
      ...By,
      /** That of the framework where absent, else Node. */
      language: z.enum(snippetLanguages).optional(),
      /** Asks for a handler of this framework as well, which takes the raw body where it has it. */
      framework: z.enum(frameworkIds).optional(),
    }),
    z.object({
      language: z.enum(snippetLanguages),
      /** What our tests do with code in this language. */
      checked: z.enum(snippetChecks),
      /** Null where the scheme is beyond a short snippet: its provider's SDK is the better advice. */
      code: z.string().nullable(),
      /** Calls `code`, which stands in a file of its own. Null where no framework was named, or there is no code. */
      handler: z.object({ name: z.string(), code: z.string(), checked: z.enum(snippetChecks) }).nullable(),
    }),
  ),
};
