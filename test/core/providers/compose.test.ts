import { describe, expect, it } from 'vitest';
import { utf8Text } from '#core/bytes/encoding.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { composeEvent } from '#core/providers/compose.ts';
import { deliveryIdOf, eventTypeOf } from '#core/providers/event-facts.ts';
import { allProviders, providerById } from '#core/providers/registry.ts';

const given = { nowMs: 1_760_000_000_000, random: (count: number) => new Uint8Array(count).fill(0xa5) };

function known(id: string) {
  const provider = providerById(id);
  if (!provider) throw new Error(id);
  return provider;
}

describe('composing an event', () => {
  it('gives GitHub’s headers, content type first, with one delivery id throughout', () => {
    const { headers, eventId } = composeEvent(known('github'), { eventType: 'issues', ...given });
    expect(headers[0]).toEqual(['Content-Type', 'application/json']);
    expect(Object.fromEntries(headers)).toMatchObject({
      'X-GitHub-Event': 'issues',
      'X-GitHub-Delivery': eventId,
    });
    expect(eventId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('writes a payload as compact JSON and takes its id', () => {
    const payload = { id: 'evt_1', type: 'invoice.paid', note: 'Café' };
    const { body, eventId } = composeEvent(known('stripe'), { payload, ...given });
    expect(utf8Text(body)).toBe('{"id":"evt_1","type":"invoice.paid","note":"Café"}');
    expect(eventId).toBe('evt_1');
  });

  it('sends a body text byte for byte', () => {
    const bodyText = '{ "id" : 1 }\n';
    expect(utf8Text(composeEvent(known('generic'), { bodyText, ...given }).body)).toBe(bodyText);
  });

  it('makes a message id where the signature covers one', () => {
    expect(composeEvent(known('standard-webhooks'), given).eventId).toMatch(/^msg_[0-9a-f]{32}$/);
  });

  it('names near event types when there is no sample of that name', () => {
    const compose = () => composeEvent(known('stripe'), { eventType: 'invoice.payed', ...given });
    expect(compose).toThrow(TackleboxError);
    expect(compose).toThrow(/invoice\.paid/);
  });

  it.each(
    allProviders
      .filter((provider) => provider.events.length > 0)
      .map((provider) => [provider.id, provider] as const),
  )('%s: a composed sample is read back as its own type', (_, provider) => {
    for (const event of provider.events) {
      const { body, headers, eventId } = composeEvent(provider, { eventType: event.type, ...given });
      const request = { method: 'POST', url: '/', rawHeaders: headers, body };
      if (provider.eventTypeAt.length > 0)
        expect(eventTypeOf(provider, request), event.type).toBe(event.type);
      const deliveryId = deliveryIdOf(provider, request);
      if (deliveryId !== undefined) expect(deliveryId).toBe(eventId);
    }
  });
});
