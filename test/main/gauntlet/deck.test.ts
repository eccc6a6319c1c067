import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { Target } from '#core/delivery/attempt.ts';
import { deckOf } from '#core/mutation/deck.ts';
import { deckEvent } from '#core/mutation/deck-event.ts';
import type { Mutation } from '#core/mutation/mutation.ts';
import { seededRandom } from '#core/numbers/seeded-random.ts';
import { composeEvent } from '#core/providers/compose.ts';
import { requireProvider } from '#core/providers/require-provider.ts';
import { verify } from '#core/signing/verify/verify.ts';
import { nodeCrypto } from '#main/engine/node-crypto.ts';
import { bentRequest } from '#main/engine/requests/bent-request.ts';
import { root } from '../../../scripts/lib/paths.mjs';

const nowMs = Date.UTC(2026, 10, 21, 12);
const target = Target.parse({ url: 'http://127.0.0.1:3000/hook' });
const golden = path.join(root, 'test/fixtures/deck-golden.json');

/** Providers of different kinds, with a secret each. */
const providers: [id: string, secret: string][] = [
  ['stripe', 'whsec_deck_0123456789abcdef'],
  ['github', 'deck-secret'],
  ['slack', '8f742231b10e8888abcd99yyyzzz85a5'],
  ['standard-webhooks', 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD'],
  ['shopify', 'hush'],
  ['linear', 'lin_wh_deck'],
  ['twilio', 'deckauthtoken0123456789abcdef012'],
  ['gitlab', 'plain-token-of-gitlab'],
];

/** The deck of a provider's event, drawn by a seed at a fixed moment. */
function deck(id: string, secret: string, seed: number, maxFields = 12) {
  const provider = requireProvider(id);
  const random = seededRandom(seed);
  const composed = composeEvent(provider, {
    ...(provider.testEvent === null ? {} : { eventType: provider.testEvent }),
    live: true,
    nowMs,
    random: (count) => Uint8Array.from({ length: count }, () => Math.floor(random() * 256)),
  });
  const event = { method: 'POST', rawHeaders: composed.headers, body: composed.body };
  const eventType = provider.testEvent ?? provider.events[0]?.type ?? null;
  const { scheme } = provider;
  const looked = deckEvent(event, { provider, scheme, eventType }, { seed, maxFields });
  const make = (mutation: Mutation) =>
    bentRequest(nodeCrypto, mutation.bend(), {
      provider,
      target,
      signing: { scheme, secret, eventId: composed.eventId },
      nowMs,
    });
  return { scheme, mutations: deckOf(looked), make };
}

/** What a case puts on the wire, as a short digest. */
function digests(id: string, secret: string, seed: number): Record<string, string> {
  const { mutations, make } = deck(id, secret, seed);
  return Object.fromEntries(
    mutations.map((mutation) => {
      const made = make(mutation);
      if (made.kind === 'not_made') return [mutation.id, 'not made'];
      const { method, rawHeaders, body } = made.request;
      // How gzip packs is the platform's; what it packed is ours.
      const bytes = made.manner === 'gzip' ? gunzipSync(body) : body;
      const hash = createHash('sha256')
        .update(JSON.stringify([method, made.manner, rawHeaders]))
        .update(bytes);
      return [mutation.id, hash.digest('hex').slice(0, 12)];
    }),
  );
}

describe('the deck', () => {
  test('makes the same bytes of the same seed, case by case', () => {
    const made = Object.fromEntries(
      ['stripe', 'github', 'slack', 'standard-webhooks'].map((id) => {
        const secret = providers.find(([name]) => name === id)?.[1] ?? '';
        return [id, digests(id, secret, 7)];
      }),
    );
    if (process.env.WRITE_GOLDEN) writeFileSync(golden, `${JSON.stringify(made, null, 1)}\n`);
    expect(made).toEqual(JSON.parse(readFileSync(golden, 'utf8')));
  });

  test('draws another event of another seed', () => {
    expect(digests('stripe', 'whsec_deck', 7)).not.toEqual(digests('stripe', 'whsec_deck', 8));
  });

  test.each(providers)('signs every bent body of %s so that it verifies', (id, secret) => {
    const { scheme, mutations, make } = deck(id, secret, 7);
    const bent = mutations.filter(
      ({ family, id: caseId }) => family !== 'signature' && !/10-mb/.test(caseId),
    );
    const refused = bent.flatMap((mutation) => {
      const made = make(mutation);
      if (made.kind === 'not_made') return [];
      const { method, target: at, rawHeaders, body } = made.request;
      const request = {
        method,
        url: at.url,
        rawHeaders,
        body: made.manner === 'gzip' ? gunzipSync(body) : body,
      };
      const verdict = verify(scheme, request, [secret], { crypto: nodeCrypto, nowMs });
      return verdict.ok ? [] : [`${mutation.id}: ${verdict.code}`];
    });
    expect(bent.length).toBeGreaterThan(15);
    expect(refused).toEqual([]);
  });

  test.each(providers)(
    'makes no forgery of %s that verifies, and nothing genuine that does not',
    (id, secret) => {
      const { scheme, mutations, make } = deck(id, secret, 7);
      const wrong = mutations.flatMap((mutation) => {
        const { expect: wanted } = mutation;
        if (mutation.family !== 'signature' || wanted === 'survive') return [];
        const made = make(mutation);
        if (made.kind === 'not_made') return [];
        const { method, target: at, rawHeaders, body } = made.request;
        const { ok } = verify(scheme, { method, url: at.url, rawHeaders, body }, [secret], {
          crypto: nodeCrypto,
          nowMs,
        });
        return ok === (wanted === 'accept') ? [] : [mutation.id];
      });
      expect(wrong).toEqual([]);
    },
  );

  test('has every case once, with words of its own', () => {
    const { mutations } = deck('stripe', 'whsec_deck', 7, 40);
    const ids = mutations.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(150);
    for (const { title, purpose, incident } of mutations) {
      for (const words of [title, purpose, incident]) expect(words).toMatch(/\S{2}/);
    }
  });
});
