import { describe, expect, it } from 'vitest';
import type { SignedRequest } from '#core/http/request.ts';
import { composeEvent } from '#core/providers/compose.ts';
import { detectProvider } from '#core/providers/detect.ts';
import type { Provider } from '#core/providers/provider.ts';
import { allProviders } from '#core/providers/registry.ts';
import { nodeCrypto } from '#main/engine/node-crypto.ts';
import { vectorNowMs } from '../signing/support.ts';
import { vectors } from '../signing/vectors.ts';

/** Their deliveries differ from their family's, or from anybody's form, in nothing that a receiver could rely on. */
const alsoFair: Record<string, string | undefined> = {
  polar: 'standard-webhooks',
  gemini: 'standard-webhooks',
  lithic: 'standard-webhooks',
  'voice-agent': undefined,
  gumroad: undefined,
  braintree: undefined,
  mollie: undefined,
  wix: undefined,
  vonage: undefined,
  'incident-io': 'standard-webhooks',
  vanta: 'svix',
  zapier: undefined,
  kinde: undefined,
  'jira-connect': undefined,
};

function signatureHeaders({ id, scheme, recognise }: Provider): [string, string][] {
  const vector = vectors.find((candidate) => candidate.provider === id);
  if (vector) return Object.entries(vector.headers);
  const own = recognise?.headers[0];
  if (scheme.kind === 'strategy' && own) return [[own, 'x']];
  if (scheme.kind === 'static-token') return [[scheme.header, 'x']];
  const signed = scheme.kind === 'hmac' || scheme.kind === 'asymmetric';
  return signed && scheme.signature.at.in === 'header' ? [[scheme.signature.at.name, 'x']] : [];
}

describe('what a provider sends', () => {
  const known = allProviders.filter(({ id }) => id !== 'generic');
  it.each(known.map((provider) => [provider.id, provider] as const))('is recognised: %s', (id, provider) => {
    const composed = composeEvent(provider, { nowMs: vectorNowMs, random: nodeCrypto.randomBytes });
    const request: SignedRequest = {
      method: 'POST',
      url: '/v1/hooks/whk_1',
      rawHeaders: [...composed.headers, ...signatureHeaders(provider)],
      body: composed.body,
    };
    expect(detectProvider(request)?.providerId).toBe(id in alsoFair ? alsoFair[id] : id);
  });
});
