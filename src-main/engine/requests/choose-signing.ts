import type { SignPlan } from '#core/delivery/attempt-plan.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import type { SignedRequest } from '#core/http/request.ts';
import { requireAuthMethod, schemesFor } from '#core/providers/auth-methods.ts';
import type { Provider } from '#core/providers/provider.ts';
import { requireProvider } from '#core/providers/require-provider.ts';
import { requireKnownFields, withFieldValues } from '#core/signing/schemes/fields.ts';
import type { Scheme } from '#core/signing/schemes/scheme.ts';
import type { FieldValues } from '#core/signing/schemes/terms.ts';
import { sign } from '#core/signing/sign/sign.ts';
import type { EngineParts } from '../engine.ts';
import type { EndpointRow } from '../history/endpoints-repo.ts';
import { currentSecretRef } from '../vault/endpoint-secret.ts';
import { openHandshake } from '../vault/handshake-secrets.ts';
import type { Vault } from '../vault/vault.ts';
import { ownEndpoint } from './own-endpoint.ts';

/** How a request is to be signed: with a secret that was given, or one of the vault. */
export type Signing = { scheme: Scheme } & ({ secret: string } | { secretRef: string });

export interface SigningChoice {
  secret?: string | undefined;
  /** An endpoint of ours whose stored secret signs. */
  secretOf?: string | undefined;
  /** Named by the user; wins over every other. */
  scheme?: Scheme | undefined;
  /** The scheme of the event's provider, for a secret that is given. */
  providerScheme: Scheme;
  /** Values for the scheme's fields; they win over those that the endpoint keeps. */
  fields?: FieldValues | undefined;
  /** Where the request goes: an endpoint of ours there lends its secret where none is named. */
  url: string;
}

type Parts = Pick<EngineParts, 'history' | 'receiver' | 'clock' | 'vault'>;

/** The scheme that a caller named: one of its own, or one of the provider's ways to authenticate. */
export const namedScheme = (
  provider: Provider,
  { scheme, auth }: { scheme?: Scheme | undefined; auth?: string | undefined },
): Scheme | undefined =>
  scheme ?? (auth === undefined ? undefined : requireAuthMethod(provider, auth).scheme);

/** The scheme that an endpoint checks by, with the values that it keeps: its own, else its provider's. */
export const schemeOfEndpoint = (vault: Pick<Vault, 'open'>, endpoint: EndpointRow): Scheme =>
  withFieldValues(
    schemesFor(requireProvider(endpoint.provider), endpoint)[0],
    openHandshake(vault, endpoint.handshake),
  );

function byEndpoint(
  parts: Parts,
  endpoint: EndpointRow,
  { scheme, fields }: Pick<SigningChoice, 'scheme' | 'fields'>,
): Signing | null {
  const secretRef = currentSecretRef(parts.history, endpoint.webhookId, parts.clock.nowMs());
  if (secretRef === null) return null;
  const values = { ...openHandshake(parts.vault, endpoint.handshake), ...fields };
  return { scheme: withFieldValues(scheme ?? schemeOfEndpoint(parts.vault, endpoint), values), secretRef };
}

/**
 * How a new request is signed: with the secret that is given, else the named endpoint's, else that of an endpoint of ours
 * at its target; null: unsigned.
 *
 * @throws invalid_input for a secret and an endpoint at once, endpoint_not_found, secret_missing where the named endpoint has none
 */
export function chooseSigning(parts: Parts, choice: SigningChoice): Signing | null {
  const { secret, secretOf, scheme, providerScheme, fields, url } = choice;
  if (secret !== undefined && secretOf !== undefined) {
    throw new TackleboxError('invalid_input', 'secret and secretOf are both given: give one of them.');
  }
  requireKnownFields([scheme ?? providerScheme], fields);
  if (secret !== undefined) return { scheme: withFieldValues(scheme ?? providerScheme, fields), secret };
  const endpoint = secretOf === undefined ? ownEndpoint(parts, url) : parts.history.endpoints.get(secretOf);
  if (!endpoint) return null;
  // A user's scheme, or the event's provider's, is signed with the named endpoint's secret; at our own address its own counts.
  const signing = byEndpoint(parts, endpoint, { scheme, fields });
  if (signing === null && secretOf !== undefined) {
    throw new TackleboxError(
      'secret_missing',
      `The endpoint "${endpoint.name}" has no secret to sign with. Give it one, or name another.`,
    );
  }
  return signing === null || signing.scheme.kind === 'none' ? null : signing;
}

/**
 * Keeps a signing as the plan of attempts, its secret in the vault. Signs once, so that what would fail every attempt is
 * said now: a secret of the wrong form, a scheme that can't sign.
 */
export function keepSigning(
  { vault, crypto, clock }: Pick<EngineParts, 'vault' | 'crypto' | 'clock'>,
  request: SignedRequest,
  { scheme, ...by }: Signing,
  eventId: string | null,
): SignPlan {
  const context = { crypto, nowMs: clock.nowMs(), ...(eventId === null ? {} : { id: eventId }) };
  sign(scheme, request, 'secret' in by ? by.secret : vault.open(by.secretRef), context);
  return { scheme, secretRef: 'secret' in by ? vault.keep(by.secret) : by.secretRef, eventId };
}
