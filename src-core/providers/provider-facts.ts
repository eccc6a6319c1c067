import { z } from 'zod';
import { policyInWords, span } from '../retry/policy-text.ts';
import { authMethodsOf } from './auth-methods.ts';
import { describeScheme } from './describe-scheme.ts';
import type { Confidence, Provider } from './provider.ts';

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

/** One thing that is said of a provider, with whose word it is. */
export const ProviderFact = z.object({
  subject: z.string(),
  statement: z.string(),
  origin: Origin,
  /** Where it stands; null where the origin says it all. */
  source: z.string().nullable(),
});
export type ProviderFact = z.infer<typeof ProviderFact>;

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

/** Whose word an event's payload is, where the event itself does not say. */
export const payloadOrigin = ({ origins, confidence }: Provider): Origin =>
  origins.payloads ?? (originByConfidence[confidence] === 'ours' ? 'ours' : 'provider');

/** All that is said of a provider, each statement with whose word it is: for the window, the command line and the docs alike. */
export function providerFacts(provider: Provider): ProviderFact[] {
  const { delivery, confidence, origins } = provider;
  const [source = null] = provider.sources;
  const byConfidence = (of: Confidence, subject: string, statement: string): ProviderFact => {
    const origin = originByConfidence[of];
    return { subject, statement, origin, source: caveats[of] ?? (origin === 'ours' ? null : source) };
  };
  const said = (origin: Origin, subject: string, statement: string): ProviderFact => ({
    subject,
    statement,
    origin,
    source: origin === 'ours' ? null : source,
  });
  const own = (subject: string, statement: string) => said('ours', subject, statement);
  const ofDelivery = (subject: string, statement: string) =>
    byConfidence(delivery.confidence, subject, statement);
  /** What its documents demand and advise, also where their schemes are unverified. */
  const byDocuments: Origin =
    provider.sources.length > 0 && confidence !== 'unverified' ? 'provider' : 'ours';

  const methods = authMethodsOf(provider);
  const retries = [
    ...(delivery.retryPolicy ? [ofDelivery('Retries', policyInWords(delivery.retryPolicy))] : []),
    ...(delivery.retriesStated
      ? [said('provider', 'Retries', 'It retries what fails; when and how often is not published')]
      : []),
    ...(!delivery.retryPolicy && delivery.simulationHint
      ? [own('Retries', `${policyInWords(delivery.simulationHint)}: a guess to simulate with`)]
      : []),
    ...(delivery.retryPolicy || delivery.simulationHint
      ? []
      : [own('Retries', 'None is assumed: no policy is published')]),
  ];
  return [
    ...(methods.length > 1
      ? methods.map(({ id, name }) =>
          said(origins.authMethods ?? byDocuments, 'Authentication', `${name} (\`${id}\`)`),
        )
      : []),
    ...methods.map(({ scheme }) =>
      byConfidence(
        confidence,
        'Signature',
        describeScheme(scheme)
          .map(([name, value]) => `${name.toLowerCase()} \`${value}\``)
          .join(', '),
      ),
    ),
    byConfidence(confidence, 'Secret', provider.secret.description),
    said(
      origins.eventTypes ?? payloadOrigin(provider),
      'Events',
      `${provider.events.length} event types are here`,
    ),
    said(
      payloadOrigin(provider),
      'Payloads',
      payloadOrigin(provider) === 'ours'
        ? 'The form of the payloads and the names of types and fields are made up here'
        : 'Samples are as its documents show them',
    ),
    ...retries,
    ofDelivery(
      'Success',
      `an answer of ${delivery.success}${delivery.timeoutMs === null ? '' : ` within ${span(delivery.timeoutMs)}`}`,
    ),
    ...[
      ['Ends', delivery.stopsOn],
      ['Switching off', delivery.endpointDisabling],
      ['Afterwards', delivery.deadLetter],
    ].flatMap(([subject, text]) => (subject && text ? [ofDelivery(subject, text)] : [])),
    ...delivery.notes.map((note) => ofDelivery('Delivery', note)),
    ...provider.limits.map((text) => said(origins.advice ?? byDocuments, 'Limit', text)),
    ...provider.advice.map((text) => said(origins.advice ?? byDocuments, 'Advice', text)),
    ...provider.ownAdvice.map((text) => own('Advice', text)),
    ...provider.notes.map((text) => own('Note', text)),
  ];
}
