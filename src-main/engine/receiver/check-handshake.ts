import { answerHandshake, type HandshakeAnswer } from '#core/providers/handshake.ts';
import type { EngineParts } from '../engine.ts';
import { openHandshake } from '../vault/handshake-secrets.ts';
import type { Arrived, Rejection } from './accept-request.ts';
import { isRejected } from './check-signature.ts';

export type HandshakeParts = Pick<EngineParts, 'crypto' | 'history' | 'clock' | 'vault'>;

/** The answer to a handshake by its provider's rule; undefined where the request is none. */
export function handshakeOf(
  { endpoint, provider, signed, checked }: Arrived,
  { crypto, vault }: HandshakeParts,
): HandshakeAnswer | undefined {
  if (provider.handshakes.length === 0) return undefined;
  const [endpointUrl] = signed.url.split('?', 1);
  const { verdict, secrets } = checked;
  return answerHandshake(provider, signed, {
    secret: secrets[0],
    config: openHandshake(vault, endpoint.handshake),
    endpointUrl,
    crypto,
    // An endpoint that would take the request as an event takes it as a handshake as well.
    signatureOk: verdict.ok || (isRejected(endpoint.enforce, verdict) ? false : null),
  });
}

/** Whether the endpoint's present secret has been seen to work: a delivery held by it. */
function hasProvenSecret({ history, clock }: HandshakeParts, webhookId: string): boolean {
  const [current] = history.secrets.ofEndpoint(webhookId);
  const verified = history.deliveries.list({ webhookId, verdict: 'verified' }, { limit: 1 }, clock.nowMs());
  const [last] = verified.items;
  return current !== undefined && last !== undefined && Date.parse(last.receivedAt) >= current.createdAtMs;
}

/**
 * Why a handshake is no delivery: its rule rejects it; or it tells a new secret although the present one works, with which
 * whoever knows the address could put a secret of their own in its place.
 */
export function rejectionByHandshake(
  { checked, endpoint, provider }: Arrived,
  { status, ruleId, manualStep, newSecret }: HandshakeAnswer,
  parts: HandshakeParts,
): Rejection | null {
  const { verdict, secrets } = checked;
  if (status >= 400) {
    const explanation =
      manualStep ?? `It is ${provider.name}’s handshake ${ruleId}, but its token or signature is wrong.`;
    return { reason: 'signature_invalid', explanation, status, verdict };
  }
  if (newSecret === undefined || newSecret === secrets[0] || !hasProvenSecret(parts, endpoint.webhookId)) {
    return null;
  }
  const explanation = `It is ${provider.name}’s handshake ${ruleId} with a new secret, but deliveries have come with the present one. If you registered the address anew, make a new endpoint for it, or set the secret by hand.`;
  return { reason: 'signature_invalid', explanation, status: 403, verdict };
}
