import type { ProviderInput } from '../provider.ts';

export const calCom = (): ProviderInput => ({
  id: 'cal-com',
  name: 'Cal.com',
  docsUrl: 'https://cal.com/docs/core-features/webhooks',
  summary: 'Bookings and meetings.',
  scheme: { kind: 'hmac', signature: { at: { in: 'header', name: 'X-Cal-Signature-256' } } },
  secret: { description: 'UTF-8 string.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/triggerEvent' }],
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'BOOKING_CREATED',
      description: 'A booking was made.',
      sample: {
        triggerEvent: 'BOOKING_CREATED',
        createdAt: '2025-10-09T08:53:20.538Z',
        payload: {
          type: '60min',
          title: '60min between Ada and Grace',
          startTime: '2025-10-12T12:00:00Z',
          endTime: '2025-10-12T13:00:00Z',
          organizer: { id: 5, name: 'Ada', email: 'ada@example.com', timeZone: 'Europe/Zurich' },
          attendees: [{ email: 'grace@example.com', name: 'Grace', timeZone: 'America/New_York' }],
          uid: 'bFJeNb2uX8ANpT3JL5EfXw',
          status: 'ACCEPTED',
        },
      },
    },
    {
      type: 'BOOKING_CANCELLED',
      description: 'A booking was cancelled.',
      sample: {
        triggerEvent: 'BOOKING_CANCELLED',
        createdAt: '2025-10-09T08:53:20.538Z',
        payload: {
          title: '60min between Ada and Grace',
          uid: 'bFJeNb2uX8ANpT3JL5EfXw',
          status: 'CANCELLED',
          cancellationReason: 'Ill',
        },
      },
    },
  ],
  recognise: { headers: ['X-Cal-Signature-256'] },
  notes: ['Value no-secret-provided when no secret is set.'],
  confidence: 'secondary',
  sources: [
    'github:webhook-co/webhook packages/webhooks-spec/src/adapters/config.ts (Aug 2026)',
    'The provider’s documentation as it is commonly known; not read again',
  ],
});
