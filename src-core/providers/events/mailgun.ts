import { constant, number, object, schemaOfSample, text } from '../../json/schema.ts';
import type { Json } from '../../json/value.ts';
import type { EventType } from '../provider.ts';

type Fields = { [field: string]: Json };

/** The signature stands beside the event; the sender fills in its three fields. */
const event = (type: string, description: string, id: string, more: Fields): EventType => {
  const data = {
    id,
    timestamp: 1760000000.873,
    'log-level': 'info',
    event: type,
    message: {
      headers: {
        to: 'Alice <alice@example.com>',
        'message-id': '20251009085320.1.73D18E63C9F94A49@mg.example.com',
        from: 'Bob <bob@mg.example.com>',
        subject: 'Café',
      },
      attachments: [],
      size: 111,
    },
    recipient: 'alice@example.com',
    'recipient-domain': 'example.com',
    tags: ['welcome'],
    'user-variables': { order: '10042' },
    ...more,
  };
  return {
    type,
    description,
    schema: object({
      signature: object({ timestamp: text, token: text, signature: text }),
      'event-data': {
        ...schemaOfSample(data),
        properties: { ...Object(schemaOfSample(data).properties), event: constant(type), timestamp: number },
      },
    }),
    sample: {
      signature: {
        timestamp: '1760000000',
        token: 'a8ce0edb2dd8301dee6c2405235584e45aa91d1e9f979f3de0',
        signature: 'd2271d12299f6592d9d44cd9d250f0704e4674c30d79d07c47a66f95ce71cf55',
      },
      'event-data': data,
    },
    headers: {},
  };
};

const browser = {
  ip: '192.0.2.17',
  geolocation: { country: 'CH', region: 'ZH', city: 'Zürich' },
  'client-info': {
    'client-type': 'browser',
    'client-os': 'Linux',
    'device-type': 'desktop',
    'client-name': 'Chrome',
  },
};

export const mailgunEvents = (): EventType[] => [
  event('accepted', 'Mailgun took the mail.', 'jxVuhYlhReaK3QsggHfFRA', {
    method: 'HTTP',
    storage: { key: 'message_key' },
  }),
  event('delivered', 'The mail was delivered.', 'CPgfbmQMTCKtHW6uIWtuVe', {
    'delivery-status': {
      code: 250,
      message: 'OK',
      'attempt-no': 1,
      tls: true,
      'mx-host': 'smtp-in.example.com',
    },
  }),
  event('failed', 'The mail could not be delivered, for now or for good.', 'G9Bn5sl1TC6nu79C8C0bwg', {
    severity: 'permanent',
    reason: 'suppress-bounce',
    'log-level': 'error',
    'delivery-status': {
      code: 605,
      message: '',
      description: 'Not delivering to previously bounced address',
      'attempt-no': 1,
    },
  }),
  event('rejected', 'Mailgun refused the mail.', 'OMTXD3-sSmKIQa1gSKkYVA', {
    'log-level': 'warn',
    reject: { reason: 'Sandbox subdomains are for test purposes only', description: '' },
  }),
  event('opened', 'Somebody opened the mail.', 'Ase7i2zsRYeDXztHGENqRA', browser),
  event('clicked', 'Somebody followed a link.', 'VK3WEp9KS4mJ2Ji2cJQ3Bg', {
    ...browser,
    url: 'https://example.com/',
  }),
  event('unsubscribed', 'Somebody unsubscribed.', 'W3X4JOhFT-OZidZGKKr9iA', browser),
  event('complained', 'Somebody marked the mail as spam.', '-Agny091SquKnsrW2NEKUA', { 'log-level': 'warn' }),
];
