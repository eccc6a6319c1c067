import { confidenceInWords } from '#core/providers/describe-scheme.ts';
import { originInWords } from '#core/providers/origin.ts';
import type { HandshakeRule, Provider } from '#core/providers/provider.ts';
import { type ProviderFact, providerFacts } from '#core/providers/provider-facts.ts';
import { allProviders } from '#core/providers/registry.ts';
import type { Locator } from '#core/signing/schemes/scheme.ts';
import { sdkAdapters } from '../test/conformance/adapters/index.ts';
import vectors from '../test/fixtures/vectors.json' with { type: 'json' };
import { writtenByHand } from '../test/fixtures/written-by-hand.ts';

function at(locator: Locator): string {
  switch (locator.in) {
    case 'header':
      return `header \`${locator.name}\``;
    case 'json':
      return `JSON \`${locator.pointer}\``;
    default:
      return `${locator.in} \`${locator.name}\``;
  }
}

const places = (locators: readonly Locator[], join = ' or ') => locators.map(at).join(join);

function eventType(provider: Provider): string {
  if (provider.eventTypeIsField) return 'the name of a field of the payload';
  if (provider.eventTypeAt.length === 0) return 'not in the request';
  return places(provider.eventTypeAt, provider.eventTypeJoin === undefined ? ' or ' : ' and ');
}

/** By whose hands the signatures were made that the tests check this provider's scheme against. */
function oracles(id: string): string {
  const libraries = sdkAdapters
    .filter((adapter) => adapter.provider === id)
    .map((adapter) => adapter.package);
  const vectorsOf = vectors.filter((vector) => vector.provider === id).map(({ oracle }) => oracle);
  const others = vectorsOf.filter((name) => name !== 'formula');
  const names = [...new Set([...libraries, ...others])];
  if (names.length > 0) return `${names.map((name) => `\`${name}\``).join(', ')}`;
  return vectorsOf.length > 0 || Object.hasOwn(writtenByHand, id)
    ? 'signatures made by the published formula, outside of this code'
    : 'nothing but its own signer';
}

function handshake({ id, description, respond, signed, manualStep }: HandshakeRule): string {
  const answer = `answered ${respond.status}${respond.body === '' ? '' : ` \`${respond.body}\``}`;
  const refusal = signed ? ', refused where the signature does not hold' : '';
  return `- Handshake \`${id}\`: ${description} It is ${answer}${refusal}.${manualStep ? ` By hand: ${manualStep}` : ''}`;
}

const fact = ({ subject, statement, origin, source }: ProviderFact): string =>
  `- ${subject}: ${statement}${/[.!?…]$/.test(statement) ? '' : '.'} *(${originInWords[origin]}${source === null ? '' : `; ${source}`})*`;

function section(provider: Provider): string {
  const events = provider.events.map((event) => `\`${event.type}\``);
  return [
    `## ${provider.name}`,
    '',
    `\`${provider.id}\`. ${provider.summary}${provider.docsUrl ? ` [Documentation](${provider.docsUrl})` : ''}`,
    '',
    `- Signatures are tested against ${oracles(provider.id)} *(measured)*.`,
    `- Event type: ${eventType(provider)}. Delivery id: ${provider.deliveryIdAt.length > 0 ? places(provider.deliveryIdAt) : 'none'}.`,
    `- Events with samples (${events.length}): ${events.join(', ')}.`,
    ...provider.handshakes.map(handshake),
    ...providerFacts(provider).map(fact),
    ...provider.sources.map((source) => `- Source: ${source}`),
    '',
  ].join('\n');
}

const row = (provider: Provider) =>
  `| [${provider.name}](#${anchor(provider.name)}) | \`${provider.id}\` | ${provider.scheme.kind} | ${provider.confidence} | ${provider.events.length} | ${provider.handshakes.length > 0 ? 'yes' : ''} | ${provider.delivery.retryPolicy ? 'yes' : ''} |`;

/** As GitHub makes anchors of headings. */
const anchor = (name: string) =>
  name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');

/** docs/providers.md: what is known of each provider, how it was checked, and how far to trust it. */
export function providerReference(): string {
  const trust = Object.entries(confidenceInWords).map(([name, words]) => `- \`${name}\`: ${words}`);
  return [
    '# Providers',
    '',
    'Made by `npm run docs` from `src-core/providers/catalog`; do not edit it by hand. Each fact says whose word it is: the',
    'provider’s (with where it stands, where that is not its documentation), measured (tried against its own library), or ours.',
    'What is ours is a choice to simulate with, or our reading, and never shown as the provider’s. How far a scheme is to be trusted:',
    '',
    ...trust,
    '',
    `| provider (${allProviders.length}) | id | scheme | trust | events | handshake | retries published |`,
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...allProviders.map(row),
    '',
    ...allProviders.map(section),
  ].join('\n');
}
