import type { ProviderInput } from '../provider.ts';

export const webflow = (): ProviderInput => ({
  id: 'webflow',
  name: 'Webflow',
  docsUrl: 'https://developers.webflow.com/data/docs/working-with-webhooks',
  summary: 'Forms, sites, pages, orders and collections.',
  scheme: {
    kind: 'hmac',
    signedContent: '{timestamp}:{body}',
    signature: { at: { in: 'header', name: 'x-webflow-signature' } },
    timestamp: { at: { in: 'header', name: 'x-webflow-timestamp' }, unit: 'unix-ms', toleranceSeconds: 300 },
  },
  secret: {
    description: 'OAuth app client secret, or the per-webhook secret for token-made webhooks, UTF-8.',
    generate: 'hex32',
  },
  eventTypeAt: [{ in: 'json', pointer: '/triggerType' }],
  deliveryIdAt: [{ in: 'json', pointer: '/payload/id' }],
  delivery: {
    success: '200',
    timeoutMs: 30_000,
    followsRedirects: false,
    retryPolicy: {
      maxAttempts: 4,
      schedule: { kind: 'list', waitsMs: [600_000, 600_000, 600_000] },
      timeoutMs: 30_000,
      success: '200',
    },
    stopsOn: '200.',
    endpointDisabling: 'Deactivated after repeated failure.',
    confidence: 'secondary',
  },
  events: [
    {
      type: 'form_submission',
      description: 'A form was submitted.',
      sample: {
        triggerType: 'form_submission',
        payload: {
          name: 'Contact Us',
          siteId: '65427cf400e02b306eaa049c',
          data: { 'First Name': 'Zoë', email: 'zoe@example.com' },
          submittedAt: '2025-10-09T08:53:20.000Z',
          id: '6321ca84df3949bfc6752327',
          formId: '65429eadebe8a9f3a30f62d0',
        },
      },
    },
    {
      type: 'site_publish',
      description: 'A site was published.',
      sample: {
        triggerType: 'site_publish',
        payload: {
          domain: ['my-website.webflow.io'],
          site: '62749158efef318abc8d5a0f',
          publishedOn: '2025-10-09T08:53:20.000Z',
          publishedBy: { displayName: 'Ada' },
        },
      },
    },
  ],
  recognise: { headers: ['x-webflow-signature'] },
  notes: ['Dashboard-made webhooks carry no signature.', 'SDK does not check the time.'],
  confidence: 'verified-by-sdk',
  sources: [
    'npm:webflow-api@3.3.4 wrapper/WebhooksClient.js',
    'github:hookdeck/webhook-skills skills/webflow-webhooks',
  ],
});
