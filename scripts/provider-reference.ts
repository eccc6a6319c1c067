import { confidenceInWords, describeScheme } from '#core/providers/describe-scheme.ts';
import type { HandshakeRule, Provider } from '#core/providers/provider.ts';
import { allProviders } from '#core/providers/registry.ts';
import type { RetryPolicy } from '#core/retry/policy.ts';
import type { Locator } from '#core/signing/schemes/scheme.ts';
import vectors from '../test/fixtures/vectors.json' with { type: 'json' };

/** 90 s, 5 min, 2 h, 3 days: a span in the largest unit that it is a whole number of. */
function span(ms: number): string {
  const units: [number, string][] = [
    [86_400_000, 'days'],
    [3_600_000, 'h'],
    [60_000, 'min'],
    [1000, 's'],
  ];
  const [size, name] = units.find(([size]) => ms >= size && ms % size === 0) ?? [1, 'ms'];
  return ms === 86_400_000 ? '1 day' : `${ms / size} ${name}`;
}

/** `3 min x 20, 51 min x 27`: equal neighbours counted. */
function spans(waitsMs: readonly number[]): string {
  const runs: { waitMs: number; count: number }[] = [];
  for (const waitMs of waitsMs) {
    const last = runs.at(-1);
    if (last?.waitMs === waitMs) last.count += 1;
    else runs.push({ waitMs, count: 1 });
  }
  return runs
    .map(({ waitMs, count }) => (count === 1 ? span(waitMs) : `${span(waitMs)} × ${count}`))
    .join(', ');
}

function waits({ schedule }: RetryPolicy): string {
  switch (schedule.kind) {
    case 'list':
      return `waits of ${spans(schedule.waitsMs)}${schedule.repeatLast ? ', the last one repeated' : ''}`;
    case 'linear':
      return schedule.stepMs === 0
        ? `every ${span(schedule.firstMs)}`
        : `waits from ${span(schedule.firstMs)}, growing by ${span(schedule.stepMs)}`;
    case 'exponential':
      return `waits from ${span(schedule.baseMs)}, × ${schedule.factor} each${schedule.capMs ? `, at most ${span(schedule.capMs)}` : ''}`;
  }
}

function policyInWords(policy: RetryPolicy): string {
  if (policy.maxAttempts === 1) return 'one attempt, no retries';
  const count =
    policy.maxAttempts === null ? 'attempts without a number' : `up to ${policy.maxAttempts} attempts`;
  const jitter = policy.jitter.kind === 'spread' ? `, ± ${policy.jitter.ratio * 100} %` : '';
  const horizon = policy.horizonMs === null ? '' : `, for ${span(policy.horizonMs)}`;
  const givesUp = policy.giveUpOn ? `; gives up at once on ${policy.giveUpOn}` : '';
  return `${count}, ${waits(policy)}${jitter}${horizon}${givesUp}`;
}

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
  const names = [...new Set(vectors.filter((vector) => vector.provider === id).map(({ oracle }) => oracle))];
  const others = names.filter((name) => name !== 'formula');
  if (others.length > 0) return `signatures made by ${others.map((name) => `\`${name}\``).join(', ')}`;
  return names.length > 0
    ? 'signatures made by the published formula, outside of this code'
    : 'nothing but its own signer';
}

function handshake({ id, description, respond, signed, manualStep }: HandshakeRule): string {
  const answer = `answered ${respond.status}${respond.body === '' ? '' : ` \`${respond.body}\``}`;
  const refusal = signed ? ', refused where the signature does not hold' : '';
  return `- Handshake \`${id}\`: ${description} It is ${answer}${refusal}.${manualStep ? ` By hand: ${manualStep}` : ''}`;
}

const bullets = (title: string, texts: readonly string[]) => texts.map((text) => `- ${title}: ${text}`);

function deliveryLines({ delivery }: Provider): string[] {
  const { retryPolicy, simulationHint, timeoutMs, stopsOn, endpointDisabling, deadLetter } = delivery;
  const published = retryPolicy ? policyInWords(retryPolicy) : 'not published';
  const ours =
    simulationHint && !retryPolicy
      ? ` (simulated, by a policy of ours, as ${policyInWords(simulationHint)})`
      : '';
  return [
    `- Retries: ${published}${ours}. Success is ${delivery.success}${timeoutMs === null ? '' : `, within ${span(timeoutMs)}`}. Trust: ${confidenceInWords[delivery.confidence]}.`,
    ...(stopsOn ? [`- Ends: ${stopsOn}`] : []),
    ...(endpointDisabling ? [`- Switching off: ${endpointDisabling}`] : []),
    ...(deadLetter ? [`- Afterwards: ${deadLetter}`] : []),
    ...bullets('Delivery', delivery.notes),
  ];
}

function section(provider: Provider): string {
  const scheme = describeScheme(provider.scheme).map(([name, value]) => `${name.toLowerCase()} \`${value}\``);
  const events = provider.events.map((event) => `\`${event.type}\``);
  return [
    `## ${provider.name}`,
    '',
    `\`${provider.id}\`. ${provider.summary}${provider.docsUrl ? ` [Documentation](${provider.docsUrl})` : ''}`,
    '',
    `- Signature: ${scheme.join(', ')}.`,
    ...provider.alternatives.map(
      ({ name, scheme: other }) =>
        `- Also: ${name} (${describeScheme(other)
          .map(([key, value]) => `${key.toLowerCase()} \`${value}\``)
          .join(', ')}).`,
    ),
    `- Secret: ${provider.secret.description}`,
    `- Trust: ${confidenceInWords[provider.confidence]}. Tested against ${oracles(provider.id)}.`,
    `- Event type: ${eventType(provider)}. Delivery id: ${provider.deliveryIdAt.length > 0 ? places(provider.deliveryIdAt) : 'none'}.`,
    `- Events with samples (${events.length}): ${events.join(', ')}.`,
    ...provider.handshakes.map(handshake),
    ...deliveryLines(provider),
    ...bullets('Limit', provider.limits),
    ...bullets('Advice', provider.advice),
    ...bullets('Note', provider.notes),
    ...bullets('Source', provider.sources),
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
    'Made by `npm run docs` from `src-core/providers/catalog`; do not edit it by hand. Each fact says how far it can be',
    'trusted, and a retry policy that is not published is never shown as the provider’s:',
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
