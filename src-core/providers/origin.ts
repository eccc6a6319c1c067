import { z } from 'zod';
import type { RetryPolicy } from '../retry/policy.ts';
import type { Confidence, EventType, Provider } from './provider.ts';

/**
 * Whose word a fact is: the provider's (its documents say so), measured (tried against its own library or service), or ours
 * (made up to simulate with, or our reading of what is unsaid).
 */
export const Origin = z.enum(['provider', 'measured', 'ours']);
export type Origin = z.infer<typeof Origin>;

export const originInWords: Record<Origin, string> = {
  provider: 'the provider’s word',
  measured: 'measured',
  ours: 'ours',
};

/** What each of the three means, for a legend. */
export const originMeans: Record<Origin, string> = {
  provider: 'The provider’s own documents say so.',
  measured: 'It was tried against the provider’s own library or service.',
  ours: 'It is our choice or our reading: the provider does not say so.',
};

/** Whose word something is, and where it stands; null where the origin says it all. */
export interface Attribution {
  origin: Origin;
  source: string | null;
}

const originByConfidence: Record<Confidence, Origin> = {
  'verified-by-sdk': 'measured',
  docs: 'provider',
  secondary: 'ours',
  unverified: 'ours',
  ours: 'ours',
};

const caveats: Partial<Record<Confidence, string>> = {
  secondary: 'read elsewhere than with the provider',
  unverified: 'not verified',
};

const isLibrary = (source: string) => source.startsWith('npm:');

/** Whose word something is where only that is known: its source is the provider's documents, or the library it was tried on. */
export function attributed(provider: Provider, origin: Origin): Attribution {
  const [first = null] = provider.sources;
  const source = origin === 'measured' ? (provider.sources.find(isLibrary) ?? first) : first;
  return { origin, source: origin === 'ours' ? null : source };
}

/** The same, from how far it is trusted. */
export function attributedBy(provider: Provider, confidence: Confidence): Attribution {
  const { origin, source } = attributed(provider, originByConfidence[confidence]);
  return { origin, source: caveats[confidence] ?? source };
}

/** How it signs: headers, formats, what is signed, the secret's form, handshakes. */
export const schemeAttribution = (provider: Provider): Attribution =>
  attributedBy(provider, provider.confidence);

/** How it delivers: success, timeout, retries and what follows. */
export const deliveryAttribution = (provider: Provider): Attribution =>
  attributedBy(provider, provider.delivery.confidence);

/** A retry policy that is shown as a provider's: its published one, or what stands in its place. */
export function policyAttribution(provider: Provider, policy: RetryPolicy | null): Attribution {
  const { retryPolicy, simulationHint } = provider.delivery;
  if (retryPolicy !== null && policy === retryPolicy) return deliveryAttribution(provider);
  if (retryPolicy) return { origin: 'ours', source: 'not the published policy' };
  const isHint = policy !== null && policy === simulationHint;
  return {
    origin: 'ours',
    source: isHint ? 'no policy is published: a guess to simulate with' : 'no policy is published',
  };
}

const payloadOrigin = ({ origins, confidence }: Provider): Origin =>
  origins.payloads ?? (originByConfidence[confidence] === 'ours' ? 'ours' : 'provider');

/** The payloads of its events, or of one of them where that has a word of its own. */
export const payloadAttribution = (provider: Provider, event?: EventType): Attribution =>
  attributed(provider, event?.origin ?? payloadOrigin(provider));

/** Which event types there are, by which names. */
export const eventTypesAttribution = (provider: Provider): Attribution =>
  attributed(provider, provider.origins.eventTypes ?? payloadOrigin(provider));

/** What its documents demand and advise, also where their schemes are unverified. */
const byDocuments = ({ sources, confidence }: Provider): Origin =>
  sources.length > 0 && confidence !== 'unverified' ? 'provider' : 'ours';

/** The ways in which it authenticates, by name. */
export const authMethodsAttribution = (provider: Provider): Attribution =>
  attributed(provider, provider.origins.authMethods ?? byDocuments(provider));

/** Its limits and its advice to receivers. */
export const adviceAttribution = (provider: Provider): Attribution =>
  attributed(provider, provider.origins.advice ?? byDocuments(provider));
