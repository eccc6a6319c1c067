import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { composeEvent } from '#core/providers/compose.ts';
import { deliveryIdOf } from '#core/providers/event-facts.ts';
import { drawId } from '#core/providers/live/draw-id.ts';
import { livePayload } from '#core/providers/live/live-payload.ts';
import { allProviders } from '#core/providers/registry.ts';

const nowMs = Date.parse('2026-11-21T10:20:30.456Z');
const sources = { nowMs, random: (count: number) => randomBytes(count) };
const plain = { deliveryIdAt: [], live: {} };
const live = (payload: unknown, type = 'thing.created', rules: Parameters<typeof livePayload>[1] = plain) =>
  JSON.parse(livePayload(JSON.stringify(payload), rules, { type }, sources));

describe('an id drawn anew keeps its form', () => {
  test.each([
    ['evt_d5de32be887a9b82fe75ed48', /^evt_[0-9a-f]{24}$/],
    [
      '6f1e2d3c-4b5a-4978-8a6b-5c4d3e2f1a0b',
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    ],
    [
      '6F1E2D3C-4B5A-4978-8A6B-5C4D3E2F1A0B',
      /^[0-9A-F]{8}-[0-9A-F]{4}-4[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}$/,
    ],
    ['msg_01J9Z8QK3V7X5N2M4P6R8T0W1Y', /^msg_01[0-9A-HJKMNP-TV-Z]{24}$/],
    ['evt_1RfTZ2LkdIwHu7ixQm3vXyzA', /^evt_[0-9A-Za-z]{24}$/],
    ['Ev0123ABCDEF', /^Ev[0-9A-Z]{10}$/],
    ['SM0123456789abcdef0123456789abcdef', /^SM[0-9a-f]{32}$/],
    ['820982911946154508', /^[1-9]\d{17}$/],
    ['inv_12345', /^inv_\d{12}$/],
  ])('%s', (like, form) => {
    const drawn = Array.from({ length: 200 }, () => drawId(like, sources));
    for (const id of drawn) expect(id).toMatch(form);
    expect(new Set(drawn).size).toBe(200);
  });

  test('a UUID of version 7 carries the time', () => {
    const drawn = drawId('018f4e7a-1b2c-7d3e-8f40-112233445566', sources);
    expect(drawn).toMatch(/^[0-9a-f-]{14}7[0-9a-f]{3}-[89ab]/);
    expect(Number.parseInt(drawn.replaceAll('-', '').slice(0, 12), 16)).toBe(nowMs);
  });
});

describe('a live payload', () => {
  test('moves its own time to now and all others with it, each as it was written', () => {
    const moved = live({
      created: 1_751_371_200,
      data: {
        opened_at: '2025-07-01T11:59:00Z',
        local: '2025-07-01T14:00:00.250+02:00',
        ts: '1751371200.000100',
        ms: 1,
        updatedAt: 1_751_371_260_000,
        amount: 1_751_371_200,
      },
    });
    expect(moved.created).toBe(Math.floor(nowMs / 1000));
    expect(moved.data.opened_at).toBe('2026-11-21T10:19:30Z');
    expect(Date.parse(moved.data.local)).toBe(nowMs + 250);
    expect(moved.data.local).toMatch(/\.\d{3}\+02:00$/);
    expect(moved.data.ts).toBe(`${Math.floor(nowMs / 1000)}.000100`);
    expect(moved.data.updatedAt).toBe(nowMs + 60_000);
    expect(moved.data).toMatchObject({ ms: 1, amount: 1_751_371_200 });
  });

  test('what refers to a drawn id follows it, also inside a URL; what names another thing stays', () => {
    const payload = {
      id: 'ord_8f3a9c2e7b1d',
      parent: { order_id: 'ord_8f3a9c2e7b1d', customer_id: 'cus_1a2b3c4d5e6f' },
      href: 'https://example.com/orders/ord_8f3a9c2e7b1d/lines',
    };
    const drawn = live(payload);
    expect(drawn.id).toMatch(/^ord_[0-9a-f]{12}$/);
    expect(drawn.id).not.toBe(payload.id);
    expect(drawn.parent).toEqual({ order_id: drawn.id, customer_id: 'cus_1a2b3c4d5e6f' });
    expect(drawn.href).toBe(`https://example.com/orders/${drawn.id}/lines`);
  });

  test('an event about something known leaves it its id', () => {
    expect(live({ id: 'ord_8f3a9c2e7b1d' }, 'order.updated').id).toBe('ord_8f3a9c2e7b1d');
    expect(live({ id: 'ord_8f3a9c2e7b1d' }, 'order.created').id).not.toBe('ord_8f3a9c2e7b1d');
  });

  test('stays as it is to the byte where nothing lives, and where it is no JSON', () => {
    for (const text of ['{ "a" : 1.0,\n "b": "\\u00e9" }', '[1,2', '', 'plain', '{"id":true}']) {
      expect(livePayload(text, plain, { type: '' }, sources)).toBe(text);
    }
  });

  test('changes only what lives: the bytes around it stay', () => {
    const text = '{ "id" : "evt_00aa11bb22cc",\n\t"n": 1.50, "s": "caf\\u00e9" }';
    const made = livePayload(text, plain, { type: 'x.created' }, sources);
    expect(made.replace(/evt_[0-9a-f]{12}/, 'evt_00aa11bb22cc')).toBe(text);
  });

  test('names come before guesses: fixed, ids, times of the catalog', () => {
    const rules = { deliveryIdAt: [], live: { fixed: ['/id'], ids: ['/items/*/key'], times: ['/moment'] } };
    const drawn = live(
      { id: 'evt_00aa11bb22cc', items: [{ key: 'k_1122334455' }], moment: 1_700_000_000 },
      'x',
      rules,
    );
    expect(drawn.id).toBe('evt_00aa11bb22cc');
    expect(drawn.items[0].key).not.toBe('k_1122334455');
    expect(drawn.moment).toBe(Math.floor(nowMs / 1000));
  });

  test('a deep or wide payload costs one pass', () => {
    const deep = `${'['.repeat(50_000)}"evt_1"${']'.repeat(50_000)}`;
    expect(livePayload(deep, plain, { type: '' }, sources)).toBe(deep);
  });
});

describe('every provider', () => {
  const withSamples = allProviders.filter(({ events }) => events.length > 0);
  test.each(withSamples.map((provider) => [provider.id, provider] as const))(
    '%s: no two events share the id by which repeats are known, and each is still its type',
    (_, provider) => {
      for (const event of provider.events) {
        const made = [1, 2].map((n) =>
          composeEvent(provider, {
            eventType: event.type,
            live: true,
            nowMs: nowMs + n,
            random: sources.random,
          }),
        );
        const ids = made.map(({ headers, body }) =>
          deliveryIdOf(provider, { method: 'POST', url: '/', rawHeaders: headers, body }),
        );
        const [first, second] = ids;
        if (first !== undefined) expect(second, `${event.type}: ${first}`).not.toBe(first);
        const typed = composeEvent(provider, { eventType: event.type, nowMs, random: sources.random });
        if (!provider.contentType.includes('json')) continue;
        const [a, b] = [
          JSON.parse(Buffer.from(made[0]?.body ?? []).toString()),
          JSON.parse(Buffer.from(typed.body).toString()),
        ];
        expect(Object.keys(a)).toEqual(Object.keys(b));
      }
    },
  );
});
