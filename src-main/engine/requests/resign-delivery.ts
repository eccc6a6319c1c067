import type { SignPlan } from '#core/delivery/attempt-plan.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import type { SignedRequest } from '#core/http/request.ts';
import { requireProvider } from '#core/providers/require-provider.ts';
import { withFieldValues } from '#core/signing/schemes/fields.ts';
import type { Scheme } from '#core/signing/schemes/scheme.ts';
import type { EngineParts } from '../engine.ts';
import type { StoredDelivery } from '../history/deliveries/deliveries-repo.ts';
import { currentSecretRef } from '../vault/endpoint-secret.ts';
import {
  chooseSigning,
  keepSigning,
  type Signing,
  type SigningChoice,
  schemeOfEndpoint,
} from './choose-signing.ts';

type Parts = Pick<EngineParts, 'history' | 'receiver' | 'clock' | 'vault'>;

/** With what a delivery is to be signed anew. Nothing named: as it was signed or checked, with the secret kept for it. */
export interface Resign extends Pick<SigningChoice, 'secret' | 'secretOf' | 'scheme' | 'fields'> {
  /** Whose scheme is used in place of the delivery's own. */
  provider?: string | undefined;
}

const endpointOf = ({ history }: Parts, { summary }: StoredDelivery) =>
  summary.webhookId === null ? undefined : history.endpoints.find(summary.webhookId);

/** The scheme by which a delivery was signed or checked. */
export function schemeOfDelivery(parts: Parts, delivery: StoredDelivery): Scheme {
  const endpoint = endpointOf(parts, delivery);
  return (
    delivery.scheme ??
    (endpoint ? schemeOfEndpoint(parts.vault, endpoint) : requireProvider(delivery.summary.provider).scheme)
  );
}

/** The stored secret by which a delivery was signed or checked. */
function keptSecretRef(parts: Parts, delivery: StoredDelivery): string | null {
  if (delivery.secretRef !== null) return delivery.secretRef;
  const endpoint = endpointOf(parts, delivery);
  return endpoint ? currentSecretRef(parts.history, endpoint.webhookId, parts.clock.nowMs()) : null;
}

/**
 * How a delivery is signed anew on its way to `url`: as told, else with the secret that is kept for it.
 *
 * @throws secret_missing where nothing is kept and nothing named, and all that chooseSigning throws
 */
export function resigning(parts: Parts, delivery: StoredDelivery, resign: Resign, url: string): Signing {
  const named = resign.provider === undefined ? undefined : requireProvider(resign.provider).scheme;
  const scheme = resign.scheme ?? named;
  const isGiven = resign.secret !== undefined || resign.secretOf !== undefined;
  const secretRef = isGiven ? null : keptSecretRef(parts, delivery);
  if (secretRef !== null) {
    return { scheme: withFieldValues(scheme ?? schemeOfDelivery(parts, delivery), resign.fields), secretRef };
  }
  const providerScheme = schemeOfDelivery(parts, delivery);
  const signing = chooseSigning(parts, { ...resign, scheme, providerScheme, url });
  if (signing) return signing;
  throw new TackleboxError(
    'secret_missing',
    'Nothing is kept here that could sign this delivery anew. Give a secret, or name an endpoint whose secret is to be used.',
  );
}

/** What keeps a delivery from being signed anew by itself: then it goes with the signature that it has. */
const unable = new Set(['secret_missing', 'scheme_cannot_sign']);

/**
 * The signing of an edited request. False: none, its old signature goes along. Undefined: anew where it came signed and the
 * secret kept for it can sign, else as `planned` before.
 */
export function planResigning(
  parts: Parts & Pick<EngineParts, 'vault' | 'crypto'>,
  delivery: StoredDelivery,
  request: SignedRequest,
  { resign, planned }: { resign: Resign | false | undefined; planned: SignPlan | null },
): SignPlan | null {
  if (resign === false) return null;
  if (resign) return keepSigning(parts, request, resigning(parts, delivery, resign, request.url), null);
  const { verdict } = delivery.summary;
  if (planned || (verdict !== 'verified' && verdict !== 'failed')) return planned;
  try {
    return keepSigning(parts, request, resigning(parts, delivery, {}, request.url), null);
  } catch (error) {
    if (error instanceof TackleboxError && unable.has(error.code)) return null;
    throw error;
  }
}
