import type { z } from 'zod';
import { GivenAnswer } from '#core/delivery/answer.ts';
import { Attempt } from '#core/delivery/attempt.ts';
import { type BodyPreview, bodyPreview } from '#core/delivery/body-preview.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import type { RawHeaders } from '#core/http/headers.ts';
import { maskHeaders, maskText } from '#core/http/mask.ts';
import { maskSecretHeaders, maskTarget } from '#core/http/mask-request.ts';
import { providerById } from '#core/providers/registry.ts';
import { schemesOf } from '#core/providers/schemes-of.ts';
import { carriesSecret, type Scheme } from '#core/signing/schemes/scheme.ts';
import { type SecretPlaces, secretPlaces } from '#core/signing/schemes/secret-places.ts';
import { Verdict } from '#core/signing/verify/verdict.ts';
import type { EngineParts } from '../engine.ts';
import type { StoredDelivery } from '../history/deliveries/deliveries-repo.ts';
import { openHandshake } from '../vault/handshake-secrets.ts';
import { maskBytes } from './mask-attempt.ts';
import { maskMembers } from './mask-members.ts';

/** What of a request may be shown. Nothing that it answers changes what is kept. */
export interface Shown {
  text(text: string): string;
  target(target: string): string;
  headers(rawHeaders: RawHeaders): RawHeaders;
  /** Of the same length. */
  body(body: Uint8Array): Uint8Array;
  verdict(verdict: Verdict | null): Verdict | null;
  answer(answer: GivenAnswer | null): GivenAnswer | null;
  attempt(attempt: Attempt): Attempt;
}

/** Everything, as it is kept: for whoever asks to see it. */
export const allShown: Shown = {
  text: (text) => text,
  target: (target) => target,
  headers: (rawHeaders) => rawHeaders,
  body: (body) => body,
  verdict: (verdict) => verdict,
  answer: (answer) => answer,
  attempt: (attempt) => attempt,
};

/** Whose request it is. */
export interface RequestOwner {
  webhookId: string | null;
  provider: string | null;
  scheme?: Scheme | null;
  secretRef?: string | null;
}

/** A shorter secret is a word that stands in any text; it is hidden in its own place only. */
const shortestKnown = 8;

/** Where the secret does not travel, only what can't be a word is looked for. */
const shortestKey = 16;

type Parts = Pick<EngineParts, 'history' | 'vault'>;

/** One that can't be opened is one that can't be looked for. */
function ifReadable<T>(read: () => T[]): T[] {
  try {
    return read();
  } catch (error) {
    if (error instanceof TackleboxError) return [];
    throw error;
  }
}

function schemesFor({ history }: Parts, { webhookId, provider: id, scheme }: RequestOwner): Scheme[] {
  const endpoint = webhookId === null ? undefined : history.endpoints.find(webhookId);
  const provider = id === null ? undefined : providerById(id);
  return [
    ...(scheme ? [scheme] : []),
    ...(endpoint?.scheme ? [endpoint.scheme] : []),
    ...(provider ? schemesOf(provider) : []),
  ];
}

function knownSecrets(parts: Parts, owner: RequestOwner, travels: boolean): string[] {
  const { webhookId, secretRef } = owner;
  const endpoint = webhookId === null ? undefined : parts.history.endpoints.find(webhookId);
  const keys = [
    ...(endpoint ? parts.vault.everUsed(endpoint.webhookId) : []),
    ...(secretRef ? ifReadable(() => [parts.vault.open(secretRef)]) : []),
  ].filter(({ length }) => length >= (travels ? shortestKnown : shortestKey));
  const agreed = endpoint
    ? ifReadable(() => Object.values(openHandshake(parts.vault, endpoint.handshake)))
    : [];
  return [...keys, ...agreed.filter(({ length }) => length >= shortestKnown)];
}

/** A value without the secrets in any text of it. */
function masked<T extends z.ZodType>(schema: T, value: z.output<T>, secrets: readonly string[]): z.output<T> {
  if (secrets.length === 0) return value;
  const text = JSON.stringify(value);
  const shown = maskText(text, secrets);
  return shown === text ? value : schema.parse(JSON.parse(shown));
}

function maskPreview(preview: BodyPreview, mask: (body: Uint8Array) => Uint8Array): BodyPreview {
  const bytes = Buffer.from(preview.data, preview.encoding === 'base64' ? 'base64' : 'utf8');
  const shown = mask(bytes);
  if (shown === bytes) return preview;
  const { encoding, data } = bodyPreview(shown, shown.length);
  return { ...preview, encoding, data };
}

/**
 * What of somebody's requests may be shown: all but what their scheme says is the secret, what names itself a credential, and
 * whatever secret of theirs is known here, wherever it stands.
 */
export function shownFor(parts: Parts, owner: RequestOwner): Shown {
  const schemes = schemesFor(parts, owner);
  const places: SecretPlaces = secretPlaces(schemes);
  const secrets = knownSecrets(parts, owner, schemes.some(carriesSecret));
  const body = (bytes: Uint8Array) => maskBytes(maskMembers(bytes, places.members), secrets);
  const headers = (rawHeaders: RawHeaders) =>
    maskHeaders(maskSecretHeaders(rawHeaders, places.headers), secrets);
  const target = (text: string) => maskText(maskTarget(text), secrets);
  return {
    text: (text) => maskText(text, secrets),
    target,
    headers,
    body,
    verdict: (verdict) => masked(Verdict.nullable(), verdict, secrets),
    answer: (answer) => masked(GivenAnswer.nullable(), answer, secrets),
    attempt(attempt) {
      const { request, ...rest } = attempt;
      const shown = masked(Attempt.omit({ request: true }), rest, secrets);
      const url = target(shown.url);
      if (!request) return { ...shown, url, request };
      return {
        ...shown,
        url,
        request: {
          ...request,
          target: target(request.target),
          rawHeaders: headers(request.rawHeaders),
          body: maskPreview(request.body, body),
        },
      };
    },
  };
}

/** What of a kept delivery may be shown. */
export const shownOf = (parts: Parts, { summary, scheme, secretRef }: StoredDelivery): Shown =>
  shownFor(parts, { webhookId: summary.webhookId, provider: summary.provider, scheme, secretRef });

/** A request that was rejected, as a list shows it. */
export function shownRejected<T extends RequestOwner & { target: string; rawHeaders: RawHeaders }>(
  parts: Parts,
  request: T,
): T {
  const shown = shownFor(parts, request);
  return {
    ...request,
    target: shown.target(request.target),
    rawHeaders: shown.headers(request.rawHeaders),
  };
}

/** The longest form in which a secret is looked for, and the longest member that is hidden where a range cuts it. */
const longestHiddenBytes = 65_536;

/**
 * A range of a body as it may be shown: a secret that one of its ends cuts is hidden as well.
 *
 * @param read gives a range of the body as it is kept
 */
export function shownRange(
  shown: Shown,
  read: (offsetBytes: number, lengthBytes: number) => Uint8Array,
  offsetBytes: number,
  lengthBytes: number,
): Uint8Array {
  if (shown === allShown) return read(offsetBytes, lengthBytes);
  const from = Math.max(0, offsetBytes - longestHiddenBytes);
  const wide = read(from, lengthBytes + (offsetBytes - from) + longestHiddenBytes);
  return shown.body(wide).subarray(offsetBytes - from, offsetBytes - from + lengthBytes);
}
