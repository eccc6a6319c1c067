import { z } from 'zod';
import { RawHeaders } from '#core/http/headers.ts';
import { RetryPolicy } from '#core/retry/policy.ts';

/** Where the retry policy comes from. `default`: as the provider does, `none`: one attempt. `hint` is ours, for providers that publish none. */
export const PolicyChoice = z.enum(['default', 'none', 'provider', 'hint', 'custom']);
export type PolicyChoice = z.infer<typeof PolicyChoice>;

/** An event in the making. Secrets are no part of it: a draft is kept on disk. */
export const Draft = z.object({
  provider: z.string().default('generic'),
  eventType: z.string().default(''),
  /** Of a provider with several: on which it happens; `''`: any. */
  platform: z.string().default(''),
  /** Of a provider that carries others' events: whose it is; `''`: its own. */
  tag: z.string().default(''),
  payload: z.string().default(''),
  /** JSON goes without the blanks between its parts, as providers send it; else byte for byte as typed. */
  compact: z.boolean().default(true),
  /** A new event at each send: ids drawn, times moved to now. Else the payload's stay as they are. */
  live: z.boolean().default(true),
  headers: RawHeaders.default([]),
  method: z.enum(['POST', 'PUT', 'PATCH', 'GET', 'DELETE']).default('POST'),
  url: z.string().default(''),
  /** `''`: the provider's scheme. `none`: unsigned. Else the id of one of its alternatives. */
  auth: z.string().default(''),
  /** The endpoint whose stored secret signs; null: none is named. */
  secretOf: z.string().nullable().default(null),
  /** Values for the scheme's fields, such as a key id, by name; those that are missing are made up. */
  fields: z.record(z.string(), z.string()).default({}),
  policyChoice: PolicyChoice.default('default'),
  customPolicy: RetryPolicy.nullable().default(null),
  timeoutMs: z.number().positive().nullable().default(null),
  followRedirects: z.boolean().default(false),
  insecureTls: z.boolean().default(false),
  /** The delivery that it began with ("edit and send"). */
  from: z.string().nullable().default(null),
});
export type Draft = z.infer<typeof Draft>;

export const emptyDraft = (): Draft => Draft.parse({});

const storageKey = 'tacklebox.compose';
/** Beyond this (UTF-16 units) a payload is not remembered: localStorage holds about 5 million for the whole page. */
const maxRemembered = 500_000;

/** The draft of last time; a fresh one where there is none, or none that can be read. */
export function rememberedDraft(storage: Storage): Draft {
  try {
    const parsed = Draft.safeParse(JSON.parse(storage.getItem(storageKey) ?? '{}'));
    return parsed.success ? parsed.data : emptyDraft();
  } catch {
    return emptyDraft();
  }
}

export function rememberDraft(storage: Storage, draft: Draft): void {
  if (draft.payload.length > maxRemembered) return;
  try {
    storage.setItem(storageKey, JSON.stringify(draft));
  } catch {
    // The storage is full or not allowed: the draft lives on in this window.
  }
}

const asideKey = 'tacklebox.compose.aside';

/** Drafts that were put aside in earlier windows. */
export function rememberedAside(storage: Storage): Draft[] {
  try {
    return z.array(Draft).safeParse(JSON.parse(storage.getItem(asideKey) ?? '[]')).data ?? [];
  } catch {
    return [];
  }
}

export function rememberAside(storage: Storage, drafts: readonly Draft[]): void {
  const small = drafts.filter(({ payload }) => payload.length <= maxRemembered / 5);
  try {
    storage.setItem(asideKey, JSON.stringify(small));
  } catch {
    // As with the draft itself: they live on in this window.
  }
}
