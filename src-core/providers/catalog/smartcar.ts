import type { ProviderInput } from '../provider.ts';

export const smartcar = (): ProviderInput => ({
  id: 'smartcar',
  name: 'Smartcar',
  docsUrl: 'https://smartcar.com/docs/integrations/webhooks/payload-verification',
  summary: 'States of vehicles.',
  scheme: { kind: 'hmac', signature: { at: { in: 'header', name: 'SC-Signature' } } },
  secret: { description: 'Application Management Token, UTF-8.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/eventType' }],
  deliveryIdAt: [{ in: 'json', pointer: '/eventId' }],
  handshakes: [
    {
      id: 'verify',
      description: 'Saving the URL makes Smartcar post a challenge; answer within 15 seconds.',
      match: { method: 'POST', json: { '/eventType': 'VERIFY' } },
      respond: {
        status: 200,
        contentType: 'application/json',
        body: '{"challenge":"{hmac-hex:sha256:secret:json:/data/challenge}"}',
      },
    },
  ],
  delivery: { timeoutMs: 15_000, confidence: 'secondary' },
  events: [
    {
      type: 'VEHICLE_STATE',
      description: 'A vehicle’s state.',
      sample: {
        eventId: '5a537912-9ad3-424b-ba33-65a1704567e9',
        eventType: 'VEHICLE_STATE',
        data: {
          user: { id: '93b3ea96-ca37-43a9-9073-f4334719iok7' },
          vehicle: {
            id: 'bc6ea99e-57d1-4e41-b129-27e7eb58713e',
            make: 'TESLA',
            model: 'Model 3',
            year: 2021,
          },
          signals: [{ code: 'tractionbattery-stateofcharge', value: 78 }],
        },
        meta: {
          deliveryId: 'b92dccef-bc49-4ada-8e7f-56ee6b69d121',
          deliveredAt: 1760000000000,
          version: '4.0',
        },
      },
    },
  ],
  recognise: { headers: ['SC-Signature'] },
  notes: ['Node SDK re-stringifies the parsed body.'],
  confidence: 'verified-by-sdk',
  sources: ['npm:smartcar@10.4.0 index.js', 'github:hookdeck/webhook-skills providers.yaml (2026)'],
});
