import { header, headers, holds, json, type SdkAdapter, sdk, text } from './adapter.ts';

type Stripe = {
  default: {
    webhooks: {
      constructEvent(body: string, header: string, secret: string): unknown;
      generateTestHeaderString(options: { payload: string; secret: string; timestamp: number }): string;
    };
  };
};
interface WorkOS {
  webhooks: {
    constructEvent(options: { payload: unknown; sigHeader: string; secret: string }): Promise<unknown>;
    computeSignature(timestamp: string, payload: unknown, secret: string): Promise<string>;
  };
}
async function workos(): Promise<WorkOS> {
  const { WorkOS } = await sdk<{ WorkOS: new (key: string) => WorkOS }>('@workos-inc/node');
  return new WorkOS('sk_test_none');
}
type Cloudinary = {
  v2: {
    config(options: object): void;
    utils: {
      verifyNotificationSignature(body: string, timestamp: number, signature: string): boolean;
      webhook_signature(body: string, timestamp: number, options: { api_secret: string }): string;
    };
  };
};
type Sanity = {
  isValidSignature(body: string, header: string, secret: string): Promise<boolean>;
  encodeSignatureHeader(body: string, timestamp: number, secret: string): Promise<string>;
};
type Contentful = {
  verifyRequest(secret: string, request: object): boolean;
  signRequest(secret: string, request: object, timestamp: number): Record<string, string>;
};
interface HubSpotOptions {
  signatureVersion: string;
  clientSecret: string;
  requestBody: string;
  url: string;
  method: string;
  signature?: string;
  timestamp?: number;
}
type HubSpot = {
  default: {
    Signature: {
      isValid(options: HubSpotOptions): boolean;
      getSignature(method: string, version: string, options: HubSpotOptions): string;
    };
  };
};

/** Without what the library prints of each event. */
async function quietly<Result>(run: () => Promise<Result>): Promise<Result> {
  const { debug } = console;
  console.debug = () => undefined;
  try {
    return await run();
  } finally {
    console.debug = debug;
  }
}

const leavesAge = 'The library leaves the age to its caller.';

function hubspot(version: 'v1' | 'v2' | 'v3'): SdkAdapter {
  const name = version === 'v3' ? 'X-HubSpot-Signature-v3' : 'X-HubSpot-Signature';
  const options = (clientSecret: string, requestBody: string, url: string, timestamp: number) => ({
    signatureVersion: version,
    method: 'POST',
    clientSecret,
    requestBody,
    url,
    timestamp,
  });
  return {
    provider: 'hubspot',
    package: '@hubspot/api-client',
    ...(version !== 'v3' && { alternative: version }),
    secret: 'hubspot-client-secret',
    async accepts(request, secret) {
      const { Signature } = (await sdk<HubSpot>('@hubspot/api-client')).default;
      const timestamp = Number(header(request, 'X-HubSpot-Request-Timestamp'));
      const signature = header(request, name);
      const rest = options(secret, text(request), request.url, timestamp);
      return holds(() => Signature.isValid({ ...rest, signature }));
    },
    async signs({ body, url, nowMs }, secret) {
      const { Signature } = (await sdk<HubSpot>('@hubspot/api-client')).default;
      const signature = Signature.getSignature('POST', version, options(secret, body, url, nowMs));
      return { headers: { [name]: signature, 'X-HubSpot-Request-Timestamp': String(nowMs) } };
    },
  };
}

/** Libraries that sign a timestamp along with the body. */
export const timestampedHmac: SdkAdapter[] = [
  {
    provider: 'stripe',
    package: 'stripe',
    secret: 'whsec_conformance',
    async accepts(request, secret) {
      const { webhooks } = (await sdk<Stripe>('stripe')).default;
      return holds(() => webhooks.constructEvent(text(request), header(request, 'Stripe-Signature'), secret));
    },
    async signs({ body, nowMs }, secret) {
      const { webhooks } = (await sdk<Stripe>('stripe')).default;
      const timestamp = Math.floor(nowMs / 1000);
      const signature = webhooks.generateTestHeaderString({ payload: body, secret, timestamp });
      return { headers: { 'Stripe-Signature': signature } };
    },
  },
  {
    provider: 'slack',
    package: '@slack/bolt',
    secret: '8f742231b10e8888abcd99yyyzzz85a5',
    async accepts(request, signingSecret) {
      interface Slack {
        isValidSlackRequest(options: { signingSecret: string; body: string; headers: object }): boolean;
      }
      const { isValidSlackRequest } = await sdk<Slack>('@slack/bolt/dist/receivers/verify-request.js');
      return isValidSlackRequest({ signingSecret, body: text(request), headers: headers(request) });
    },
  },
  {
    provider: 'zoom',
    package: '@zoom/rivet',
    secret: 'zoom-secret-token',
    async accepts(request, secret) {
      interface Receiver {
        start(): (
          event: { body: string; headers: object },
          context: object,
        ) => Promise<{ statusCode: number }>;
      }
      const { AwsLambdaReceiver } = await sdk<{ AwsLambdaReceiver: new (options: object) => Receiver }>(
        '@zoom/rivet/users',
      );
      const handle = new AwsLambdaReceiver({ webhooksSecretToken: secret }).start();
      const event = { body: text(request), headers: headers(request) };
      return holds(() => quietly(async () => (await handle(event, {})).statusCode === 200));
    },
  },
  {
    provider: 'paddle',
    package: '@paddle/paddle-node-sdk',
    secret: 'pdl_ntfset_conformance',
    async accepts(request, secret) {
      interface Paddle {
        webhooks: { isSignatureValid(body: string, secret: string, header: string): Promise<boolean> };
      }
      const { Paddle } = await sdk<{ Paddle: new (key: string) => Paddle }>('@paddle/paddle-node-sdk');
      const signature = header(request, 'Paddle-Signature');
      return holds(() => new Paddle('key').webhooks.isSignatureValid(text(request), secret, signature));
    },
  },
  {
    provider: 'workos',
    package: '@workos-inc/node',
    secret: 'workos-secret',
    async accepts(request, secret) {
      const { webhooks } = await workos();
      const sigHeader = header(request, 'WorkOS-Signature');
      return holds(() => webhooks.constructEvent({ payload: json(request), sigHeader, secret }));
    },
    async signs({ body, nowMs }, secret) {
      const { webhooks } = await workos();
      const signature = await webhooks.computeSignature(String(nowMs), JSON.parse(body), secret);
      return { headers: { 'WorkOS-Signature': `t=${nowMs}, v1=${signature}` } };
    },
  },
  {
    provider: 'mux',
    package: '@mux/mux-node',
    secret: 'mux-secret',
    async accepts(request, secret) {
      interface Mux {
        webhooks: { verifySignature(body: string, headers: object, secret: string): Promise<void> };
      }
      const { default: Mux } = await sdk<{ default: new (options: object) => Mux }>('@mux/mux-node');
      const { webhooks } = new Mux({ tokenId: 'none', tokenSecret: 'none' });
      return holds(() => webhooks.verifySignature(text(request), headers(request), secret));
    },
  },
  {
    provider: 'elevenlabs',
    package: '@elevenlabs/elevenlabs-js',
    secret: 'wsec_conformance',
    async accepts(request, secret) {
      interface Client {
        webhooks: { constructEvent(body: string, header: string, secret: string): Promise<unknown> };
      }
      const { ElevenLabsClient } = await sdk<{ ElevenLabsClient: new (options: object) => Client }>(
        '@elevenlabs/elevenlabs-js',
      );
      const { webhooks } = new ElevenLabsClient({ apiKey: 'none' });
      const signature = header(request, 'ElevenLabs-Signature');
      return holds(() => webhooks.constructEvent(text(request), signature, secret));
    },
  },
  {
    provider: 'webflow',
    package: 'webflow-api',
    secret: 'webflow-secret',
    differs: { stale: leavesAge },
    async accepts(request, secret) {
      interface Client {
        webhooks: {
          verifySignature(options: { headers: object; body: string; secret: string }): Promise<boolean>;
        };
      }
      const { WebflowClient } = await sdk<{ WebflowClient: new (options: object) => Client }>('webflow-api');
      const { webhooks } = new WebflowClient({ accessToken: 'none' });
      return holds(() =>
        webhooks.verifySignature({ headers: headers(request), body: text(request), secret }),
      );
    },
  },
  {
    provider: 'linear',
    package: '@linear/sdk',
    secret: 'lin_wh_conformance',
    payload: JSON.stringify({ action: 'create', type: 'Issue', webhookTimestamp: 0 }),
    async accepts(request, secret) {
      type Client = new (secret: string) => { verify(body: Uint8Array, signature: string): boolean };
      const { LinearWebhookClient } = await sdk<{ LinearWebhookClient: Client }>('@linear/sdk/webhooks');
      const client = new LinearWebhookClient(secret);
      return holds(() => client.verify(Buffer.from(request.body), header(request, 'Linear-Signature')));
    },
  },
  {
    provider: 'cloudinary',
    package: 'cloudinary',
    secret: 'cloudinary-secret',
    async accepts(request, secret) {
      const { v2 } = await sdk<Cloudinary>('cloudinary');
      v2.config({ cloud_name: 'demo', api_key: '1', api_secret: secret });
      const timestamp = Number(header(request, 'X-Cld-Timestamp'));
      const signature = header(request, 'X-Cld-Signature');
      return holds(() => v2.utils.verifyNotificationSignature(text(request), timestamp, signature));
    },
    async signs({ body, nowMs }, secret) {
      const { v2 } = await sdk<Cloudinary>('cloudinary');
      const timestamp = Math.floor(nowMs / 1000);
      const signature = v2.utils.webhook_signature(body, timestamp, { api_secret: secret });
      return { headers: { 'X-Cld-Timestamp': String(timestamp), 'X-Cld-Signature': signature } };
    },
  },
  {
    provider: 'sanity',
    package: '@sanity/webhook',
    secret: 'sanity-secret',
    async accepts(request, secret) {
      const { isValidSignature } = await sdk<Sanity>('@sanity/webhook');
      return holds(() =>
        isValidSignature(text(request), header(request, 'sanity-webhook-signature'), secret),
      );
    },
    async signs({ body, nowMs }, secret) {
      const { encodeSignatureHeader } = await sdk<Sanity>('@sanity/webhook');
      return { headers: { 'sanity-webhook-signature': await encodeSignatureHeader(body, nowMs, secret) } };
    },
  },
  {
    provider: 'contentful',
    package: '@contentful/node-apps-toolkit',
    secret: 'c'.repeat(64),
    async accepts(request, secret) {
      const { verifyRequest } = await sdk<Contentful>('@contentful/node-apps-toolkit');
      const { pathname, search } = new URL(request.url);
      const asked = {
        method: 'POST',
        path: pathname + search,
        headers: headers(request),
        body: text(request),
      };
      return holds(() => verifyRequest(secret, asked));
    },
    async signs({ body, url, nowMs }, secret) {
      const { signRequest } = await sdk<Contentful>('@contentful/node-apps-toolkit');
      const { pathname, search } = new URL(url);
      return {
        headers: signRequest(secret, { method: 'POST', path: pathname + search, headers: {}, body }, nowMs),
      };
    },
  },
  {
    provider: 'box',
    package: 'box-node-sdk',
    secret: 'box-primary-key',
    async accepts(request, key) {
      type Validate = (body: string, headers: object, key: string) => Promise<boolean>;
      const { WebhooksManager } = await sdk<{ WebhooksManager: { validateMessage: Validate } }>(
        'box-node-sdk/lib/managers/webhooks',
      );
      return holds(() => WebhooksManager.validateMessage(text(request), headers(request), key));
    },
  },
  hubspot('v3'),
  hubspot('v2'),
  hubspot('v1'),
  {
    provider: 'mercado-pago',
    package: 'mercadopago',
    secret: 'mercado-pago-secret',
    url: 'https://example.com/hooks?data.id=123456&type=payment',
    differs: { body: 'The body is not signed: the address, the request id and the time are.' },
    async accepts(request, secret) {
      type Mercado = { WebhookSignatureValidator: { validate(options: object): void } };
      const { WebhookSignatureValidator } = await sdk<Mercado>('mercadopago');
      const options = {
        xSignature: header(request, 'x-signature'),
        xRequestId: header(request, 'x-request-id'),
        dataId: new URL(request.url).searchParams.get('data.id'),
        secret,
      };
      return holds(() => WebhookSignatureValidator.validate(options));
    },
  },
  {
    provider: 'orb',
    package: 'orb-billing',
    secret: 'orb-webhook-secret',
    async accepts(request, secret) {
      interface Orb {
        webhooks: { verifySignature(body: string, headers: object, secret: string): void };
      }
      const { Orb } = await sdk<{ Orb: new (options: object) => Orb }>('orb-billing');
      const { webhooks } = new Orb({ apiKey: 'none' });
      const given = headers(request);
      return holds(() => {
        webhooks.verifySignature(text(request), given, secret);
        return true;
      });
    },
  },
];
