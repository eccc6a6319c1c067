import { header, headers, holds, json, type SdkAdapter, sdk, text } from './adapter.ts';

type Octokit = {
  verify(secret: string, payload: string, signature: string): Promise<boolean>;
  sign(secret: string, payload: string): Promise<string>;
};
interface GitHubWebhooks {
  verify(payload: string, signature: string): Promise<boolean>;
  sign(payload: string): Promise<string>;
}
type OctokitWebhooks = { Webhooks: new (options: { secret: string }) => GitHubWebhooks };
const github = 'X-Hub-Signature-256';

interface ModernTreasury {
  webhooks: {
    validateSignature(payload: string, headers: object, options: { key: string }): boolean;
    getSignature(payload: string, options: { key: string }): string;
  };
}
async function modernTreasury(): Promise<ModernTreasury> {
  const module = await sdk<{ default: new (options: object) => ModernTreasury }>('modern-treasury');
  return new module.default({ organizationID: 'org', apiKey: 'none' });
}

interface Adyen {
  validateHMACSignature(key: string, signature: string, body: string): boolean;
  calculateHmac(body: string, key: string): string;
}
export async function adyen<Validator>(): Promise<Validator> {
  const { default: library } = await sdk<{ default: { hmacValidator: new () => Validator } }>(
    '@adyen/api-library',
  );
  return new library.hmacValidator();
}
export const adyenKey = '00112233445566778899AABBCCDDEEFF00112233445566778899AABBCCDDEEFF';

type Coinbase = {
  default: {
    Webhook: {
      verifySigHeader(body: string, header: string, secret: string): boolean;
      computeSignature(body: string, secret: string): string;
    };
  };
};
type Kontent = {
  default: {
    signatureHelper: {
      isValidSignatureFromString(body: string, secret: string, signature: string): boolean;
      getHashFromString(body: string, secret: string): string;
    };
  };
};
type Smartcar = {
  default: {
    verifyPayload(token: string, signature: string, body: unknown): boolean;
    hashChallenge(token: string, text: string): string;
  };
};

/** Libraries that take an HMAC of the body and nothing else. */
export const bodyHmac: SdkAdapter[] = [
  {
    provider: 'github',
    package: '@octokit/webhooks-methods',
    secret: 'github secret ✓',
    async accepts(request, secret) {
      const { verify } = await sdk<Octokit>('@octokit/webhooks-methods');
      return holds(() => verify(secret, text(request), header(request, github)));
    },
    async signs({ body }, secret) {
      const { sign } = await sdk<Octokit>('@octokit/webhooks-methods');
      return { headers: { [github]: await sign(secret, body) } };
    },
  },
  {
    provider: 'github',
    package: '@octokit/webhooks',
    secret: 'github secret ✓',
    async accepts(request, secret) {
      const { Webhooks } = await sdk<OctokitWebhooks>('@octokit/webhooks');
      return holds(() => new Webhooks({ secret }).verify(text(request), header(request, github)));
    },
    async signs({ body }, secret) {
      const { Webhooks } = await sdk<OctokitWebhooks>('@octokit/webhooks');
      return { headers: { [github]: await new Webhooks({ secret }).sign(body) } };
    },
  },
  {
    provider: 'shopify',
    package: '@shopify/shopify-api',
    secret: 'shopify-api-secret',
    async accepts(request, apiSecretKey) {
      interface Shopify {
        webhooks: { validate(request: object): Promise<{ valid: boolean }> };
      }
      await sdk('@shopify/shopify-api/adapters/node');
      const { shopifyApi } = await sdk<{ shopifyApi(options: object): Shopify }>('@shopify/shopify-api');
      const shopify = shopifyApi({
        apiKey: 'key',
        apiSecretKey,
        hostName: 'example.com',
        apiVersion: '2026-01',
        isEmbeddedApp: false,
        logger: { log: () => undefined },
      });
      const rawRequest = { method: 'POST', url: '/hooks', headers: headers(request) };
      return holds(
        async () => (await shopify.webhooks.validate({ rawBody: text(request), rawRequest })).valid,
      );
    },
  },
  {
    provider: 'line',
    package: '@line/bot-sdk',
    secret: '0123456789abcdeffedcba9876543210',
    async accepts(request, secret) {
      type Validate = (body: string, secret: string, signature: string) => boolean;
      const { validateSignature } = await sdk<{ validateSignature: Validate }>('@line/bot-sdk');
      return holds(() => validateSignature(text(request), secret, header(request, 'x-line-signature')));
    },
  },
  {
    provider: 'notion',
    package: '@notionhq/client',
    secret: 'secret_notion',
    async accepts(request, verificationToken) {
      type Verify = (options: {
        body: string;
        signature: string;
        verificationToken: string;
      }) => Promise<boolean>;
      const { verifyWebhookSignature } = await sdk<{ verifyWebhookSignature: Verify }>('@notionhq/client');
      const signature = header(request, 'X-Notion-Signature');
      return holds(() => verifyWebhookSignature({ body: text(request), signature, verificationToken }));
    },
  },
  {
    provider: 'razorpay',
    package: 'razorpay',
    secret: 'razorpay-secret',
    async accepts(request, secret) {
      const { default: Razorpay } = await sdk<{
        default: { validateWebhookSignature(body: string, signature: string, secret: string): boolean };
      }>('razorpay');
      const signature = header(request, 'X-Razorpay-Signature');
      return holds(() => Razorpay.validateWebhookSignature(text(request), signature, secret));
    },
  },
  {
    provider: 'adyen-platform',
    package: '@adyen/api-library',
    secret: adyenKey,
    async accepts(request, key) {
      const validator = await adyen<Adyen>();
      return holds(() =>
        validator.validateHMACSignature(key, header(request, 'HmacSignature'), text(request)),
      );
    },
    async signs({ body }, key) {
      return { headers: { HmacSignature: (await adyen<Adyen>()).calculateHmac(body, key) } };
    },
  },
  {
    provider: 'gocardless',
    package: 'gocardless-nodejs',
    secret: 'gocardless-secret',
    async accepts(request, secret) {
      type Verify = (body: string, secret: string, signature: string) => void;
      const { verifySignature } = await sdk<{ verifySignature: Verify }>('gocardless-nodejs/webhooks');
      return holds(() => verifySignature(text(request), secret, header(request, 'Webhook-Signature')));
    },
  },
  {
    provider: 'coinbase-commerce',
    package: 'coinbase-commerce-node',
    secret: 'coinbase-secret',
    async accepts(request, secret) {
      const { Webhook } = (await sdk<Coinbase>('coinbase-commerce-node')).default;
      const signature = header(request, 'X-CC-Webhook-Signature');
      return holds(() => Webhook.verifySigHeader(text(request), signature, secret));
    },
    async signs({ body }, secret) {
      const { Webhook } = (await sdk<Coinbase>('coinbase-commerce-node')).default;
      return { headers: { 'X-CC-Webhook-Signature': Webhook.computeSignature(body, secret) } };
    },
  },
  {
    provider: 'modern-treasury',
    package: 'modern-treasury',
    secret: 'modern-treasury-key',
    async accepts(request, key) {
      const { webhooks } = await modernTreasury();
      return holds(() => webhooks.validateSignature(text(request), headers(request), { key }));
    },
    async signs({ body }, key) {
      return { headers: { 'X-Signature': (await modernTreasury()).webhooks.getSignature(body, { key }) } };
    },
  },
  {
    provider: 'kontent-ai',
    package: '@kontent-ai/webhook-helper',
    secret: 'a2VudGVudC1zZWNyZXQ=',
    async accepts(request, secret) {
      const { signatureHelper } = (await sdk<Kontent>('@kontent-ai/webhook-helper')).default;
      const signature = header(request, 'X-Kontent-ai-Signature');
      return holds(() => signatureHelper.isValidSignatureFromString(text(request), secret, signature));
    },
    async signs({ body }, secret) {
      const { signatureHelper } = (await sdk<Kontent>('@kontent-ai/webhook-helper')).default;
      return { headers: { 'X-Kontent-ai-Signature': signatureHelper.getHashFromString(body, secret) } };
    },
  },
  {
    provider: 'easypost',
    package: '@easypost/api',
    secret: 'sécret',
    otherSecret: 'secret',
    async accepts(request, secret) {
      interface Client {
        Utils: { validateWebhook(body: Buffer, headers: object, secret: string): object };
      }
      const { default: EasyPost } = await sdk<{ default: new (key: string) => Client }>('@easypost/api');
      const { Utils } = new EasyPost('none');
      return holds(() => Utils.validateWebhook(Buffer.from(request.body), headers(request), secret));
    },
  },
  {
    provider: 'smartcar',
    package: 'smartcar',
    secret: 'application-management-token',
    async accepts(request, token) {
      const { default: smartcar } = await sdk<Smartcar>('smartcar');
      return holds(() => smartcar.verifyPayload(token, header(request, 'SC-Signature'), json(request)));
    },
    async signs({ body }, token) {
      const { default: smartcar } = await sdk<Smartcar>('smartcar');
      return { headers: { 'SC-Signature': smartcar.hashChallenge(token, body) } };
    },
  },
  {
    provider: 'pusher',
    package: 'pusher',
    secret: 'pusher-secret',
    async accepts(request, secret) {
      interface Client {
        webhook(request: { headers: object; rawBody: string }): { isValid(): boolean };
      }
      const { default: Pusher } = await sdk<{ default: new (options: object) => Client }>('pusher');
      const client = new Pusher({ appId: '1', key: '278d425bdf160c739803', secret, cluster: 'eu' });
      return holds(() => client.webhook({ headers: headers(request), rawBody: text(request) }).isValid());
    },
  },
  {
    provider: 'square',
    package: 'square',
    secret: 'square-signature-key',
    async accepts(request, signatureKey) {
      type Verify = (options: object) => Promise<boolean>;
      const { WebhooksHelper } = await sdk<{ WebhooksHelper: { verifySignature: Verify } }>('square');
      const signatureHeader = header(request, 'x-square-hmacsha256-signature');
      const options = {
        requestBody: text(request),
        signatureHeader,
        signatureKey,
        notificationUrl: request.url,
      };
      return holds(() => WebhooksHelper.verifySignature(options));
    },
  },
];
