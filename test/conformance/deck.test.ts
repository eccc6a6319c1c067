import { describe, expect, test } from 'vitest';
import { Target } from '#core/delivery/attempt.ts';
import { deckOf } from '#core/mutation/deck.ts';
import { deckEvent } from '#core/mutation/deck-event.ts';
import { seededRandom } from '#core/numbers/seeded-random.ts';
import { composeEvent } from '#core/providers/compose.ts';
import { requireProvider } from '#core/providers/require-provider.ts';
import { nodeCrypto } from '#main/engine/node-crypto.ts';
import { bentRequest } from '#main/engine/requests/bent-request.ts';
import { isInstalled } from './adapters/adapter.ts';
import { sdkAdapters } from './adapters/index.ts';

/** Libraries that check raw bodies by a shared secret. */
const judges = ['stripe', '@octokit/webhooks-methods', 'standardwebhooks', 'svix'];
const adapters = sdkAdapters.filter(
  (adapter) =>
    judges.includes(adapter.package) && adapter.alternative === undefined && isInstalled(adapter.package),
);

/** Libraries decode the body as UTF-8 before they check it, so that what is no UTF-8, or begins with a mark, is not what was signed. */
const decodedFirst = /^bytes\.(bom|utf-16|latin-1|invalid-utf-8)$/;
/** Some parse in the same step and refuse what is no JSON. */
const parsedToo = /^bytes\.(truncated|not-json|empty|trailing-bytes|json-null|bom)$|^structure\.depth$/;

describe.skipIf(adapters.length === 0)('the deck, by the providers’ own libraries', () => {
  test.each(adapters.map((adapter) => [adapter.package, adapter] as const))('%s', async (_name, adapter) => {
    const provider = requireProvider(adapter.provider);
    const { scheme } = provider;
    const random = seededRandom(11);
    const nowMs = Date.now();
    const composed = composeEvent(provider, {
      live: true,
      nowMs,
      random: (count) => Uint8Array.from({ length: count }, () => Math.floor(random() * 256)),
      ...(provider.events.length === 0 ? { bodyText: '{"id":"evt_1","name":"Zoë"}' } : {}),
    });
    const event = { method: 'POST', rawHeaders: composed.headers, body: composed.body };
    const looked = deckEvent(event, { provider, scheme, eventType: null }, { seed: 11, maxFields: 6 });
    const signing = { scheme, secret: adapter.secret, eventId: composed.eventId };
    const target = Target.parse({ url: adapter.url ?? 'https://example.com/hooks' });
    const wrong: string[] = [];
    let judged = 0;
    for (const mutation of deckOf(looked)) {
      const { id, family, expect: wanted } = mutation;
      if (/10-mb|gzip|upper-case|future|method-/.test(id)) continue;
      if (decodedFirst.test(id) || parsedToo.test(id)) continue;
      const made = bentRequest(nodeCrypto, mutation.bend(), { provider, target, signing, nowMs });
      if (made.kind === 'not_made') continue;
      const { method, target: at, rawHeaders, body } = made.request;
      const request = { method, url: at.url, rawHeaders, body };
      const accepts = await adapter.accepts(request, adapter.secret).catch(() => false);
      judged++;
      const isGenuine = family !== 'signature' || wanted === 'accept';
      if (accepts !== isGenuine) wrong.push(`${id}: ${accepts ? 'accepted' : 'refused'}`);
    }
    expect(judged).toBeGreaterThan(30);
    expect(wrong).toEqual([]);
  });
});
