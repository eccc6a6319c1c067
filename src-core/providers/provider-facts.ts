import { z } from 'zod';
import { printDurationMs } from '../numbers/duration.ts';
import { policyInWords } from '../retry/policy-text.ts';
import { authMethodsOf } from './auth-methods.ts';
import { describeScheme } from './describe-scheme.ts';
import {
  type Attribution,
  adviceAttribution,
  attributed,
  authMethodsAttribution,
  deliveryAttribution,
  eventTypesAttribution,
  Origin,
  payloadAttribution,
  policyAttribution,
  schemeAttribution,
} from './origin.ts';
import type { Provider } from './provider.ts';

/** One thing that is said of a provider, with whose word it is. */
export const ProviderFact = z.object({
  subject: z.string(),
  statement: z.string(),
  origin: Origin,
  /** Where it stands; null where the origin says it all. */
  source: z.string().nullable(),
});
export type ProviderFact = z.infer<typeof ProviderFact>;

const fact = (attribution: Attribution, subject: string, statement: string): ProviderFact => ({
  subject,
  statement,
  ...attribution,
});

/** All that is said of a provider, each statement with whose word it is: for the window, the command line and the docs alike. */
export function providerFacts(provider: Provider): ProviderFact[] {
  const own = (subject: string, statement: string) => fact(attributed(provider, 'ours'), subject, statement);
  const methods = authMethodsOf(provider);
  const payloads = payloadAttribution(provider);
  return [
    ...(methods.length > 1
      ? methods.map(({ id, name }) =>
          fact(authMethodsAttribution(provider), 'Authentication', `${name} (\`${id}\`)`),
        )
      : []),
    ...methods.map(({ scheme }) =>
      fact(
        schemeAttribution(provider),
        'Signature',
        describeScheme(scheme)
          .map(([name, value]) => `${name.toLowerCase()} \`${value}\``)
          .join(', '),
      ),
    ),
    fact(schemeAttribution(provider), 'Secret', provider.secret.description),
    ...provider.handshakes.map(({ id, description }) =>
      fact(schemeAttribution(provider), 'Handshake', `${description} (\`${id}\`)`),
    ),
    fact(eventTypesAttribution(provider), 'Events', `${provider.events.length} event types are here`),
    fact(
      payloads,
      'Payloads',
      payloads.origin === 'ours'
        ? 'The form of the payloads and the names of types and fields are made up here'
        : 'Samples are as its documents show them',
    ),
    ...deliveryFacts(provider),
    ...provider.limits.map((text) => fact(adviceAttribution(provider), 'Limit', text)),
    ...provider.advice.map((text) => fact(adviceAttribution(provider), 'Advice', text)),
    ...provider.ownAdvice.map((text) => own('Advice', text)),
    ...provider.notes.map((text) => own('Note', text)),
  ];
}

/** When it is content, how long it waits, and what it does where it is not. */
export function deliveryFacts(provider: Provider): ProviderFact[] {
  const { delivery } = provider;
  const said = (subject: string, statement: string) =>
    fact(deliveryAttribution(provider), subject, statement);
  const optional = (subject: string, statement: string | null) =>
    statement === null ? [] : [said(subject, statement)];
  return [
    ...retryFacts(provider),
    said('Success', `an answer of ${delivery.success}`),
    ...optional(
      'Timeout',
      delivery.timeoutMs === null
        ? null
        : `an answer is due within ${printDurationMs(delivery.timeoutMs, ' ')}`,
    ),
    ...optional(
      'Redirects',
      delivery.followsRedirects === null
        ? null
        : delivery.followsRedirects
          ? 'are followed'
          : 'are not followed: one is a failure',
    ),
    ...optional(
      'Order',
      delivery.ordered === null ? null : delivery.ordered ? 'is kept' : 'is not guaranteed',
    ),
    ...optional('Ends', delivery.stopsOn),
    ...optional('Switching off', delivery.endpointDisabling),
    ...optional('Afterwards', delivery.deadLetter),
    ...delivery.notes.map((note) => said('Delivery', note)),
  ];
}

function retryFacts(provider: Provider): ProviderFact[] {
  const { retryPolicy, retriesStated, simulationHint } = provider.delivery;
  const played = retryPolicy ?? simulationHint;
  const stated = fact(
    attributed(provider, 'provider'),
    'Retries',
    'It retries what fails; when and how often is not published',
  );
  return [
    ...(retriesStated ? [stated] : []),
    fact(policyAttribution(provider, played), 'Retries', played ? policyInWords(played) : 'None is assumed'),
  ];
}
