import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { lossyText, utf8 } from '#core/bytes/encoding.ts';
import { findHeader, type SignedRequest } from '#core/signing/request.ts';

const folder = path.join(import.meta.dirname, 'sdks');

/** Imports a library out of test/conformance/sdks. These packages have no types here: each check says what it calls. */
async function sdk<Shape>(name: string): Promise<Shape> {
  const { load }: { load(name: string): Promise<Shape> } = await import(
    pathToFileURL(path.join(folder, 'load.mjs')).href
  );
  return load(name);
}

/** Whether a library is installed (`npm run test:conformance` does it). */
export const isInstalled = (name: string): boolean => existsSync(path.join(folder, 'node_modules', name));

const header = (request: SignedRequest, name: string): string => findHeader(request.rawHeaders, name) ?? '';
const body = (request: SignedRequest): string => lossyText(request.body);
const headers = (request: SignedRequest): Record<string, string> =>
  Object.fromEntries(request.rawHeaders.map(([name, value]) => [name.toLowerCase(), value]));
const form = (request: SignedRequest): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(body(request)));

/** The answer of a verifier that throws where a signature does not hold. */
async function holds(check: () => unknown): Promise<boolean> {
  try {
    await check();
    return true;
  } catch {
    return false;
  }
}

/** One provider's own verifier: does it take this request? */
export interface SdkCheck {
  provider: string;
  package: string;
  secret: string;
  /** Where the signer takes another value than the verifier, such as a private key. */
  signingSecret?: string;
  keyId?: string;
  /** Claims of a token that the scheme can't know. */
  claims?(nowMs: number): Record<string, unknown>;
  payload?: string;
  accepts(request: SignedRequest, secret: string): Promise<boolean>;
}

interface Verifier {
  verify(payload: string, headers: Record<string, string>): unknown;
}
type WebhookClass = { Webhook: new (secret: string) => Verifier };
const standardSecret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

const ed25519 = generateKeyPairSync('ed25519');
const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const privatePem = (pair: { privateKey: KeyObject }) =>
  pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const publicDer = (pair: { publicKey: KeyObject }) => pair.publicKey.export({ type: 'spki', format: 'der' });

export const sdkChecks: SdkCheck[] = [
  {
    provider: 'discord',
    package: 'discord-interactions',
    signingSecret: privatePem(ed25519),
    secret: publicDer(ed25519).subarray(-32).toString('hex'),
    async accepts(request, publicKey) {
      const { verifyKey } = await sdk<{
        verifyKey(body: string, signature: string, timestamp: string, key: string): Promise<boolean>;
      }>('discord-interactions');
      const timestamp = header(request, 'X-Signature-Timestamp');
      return verifyKey(body(request), header(request, 'X-Signature-Ed25519'), timestamp, publicKey);
    },
  },
  {
    provider: 'sendgrid',
    package: '@sendgrid/eventwebhook',
    signingSecret: privatePem(p256),
    secret: publicDer(p256).toString('base64'),
    async accepts(request, publicKey) {
      interface Verifier {
        convertPublicKeyToECDSA(key: string): unknown;
        verifySignature(key: unknown, body: string, signature: string, timestamp: string): boolean;
      }
      const { EventWebhook } = await sdk<{ EventWebhook: new () => Verifier }>('@sendgrid/eventwebhook');
      const verifier = new EventWebhook();
      const name = 'X-Twilio-Email-Event-Webhook';
      const [signature, timestamp] = [
        header(request, `${name}-Signature`),
        header(request, `${name}-Timestamp`),
      ];
      return holdsTrue(() =>
        verifier.verifySignature(
          verifier.convertPublicKeyToECDSA(publicKey),
          body(request),
          signature,
          timestamp,
        ),
      );
    },
  },
  {
    provider: 'stripe',
    package: 'stripe',
    secret: 'whsec_conformance',
    async accepts(request, secret) {
      const { default: Stripe } = await sdk<{
        default: { webhooks: { constructEvent(body: string, header: string, secret: string): unknown } };
      }>('stripe');
      return holds(() =>
        Stripe.webhooks.constructEvent(body(request), header(request, 'Stripe-Signature'), secret),
      );
    },
  },
  {
    provider: 'github',
    package: '@octokit/webhooks-methods',
    secret: 'github secret ✓',
    async accepts(request, secret) {
      const { verify } = await sdk<{
        verify(secret: string, payload: string, signature: string): Promise<boolean>;
      }>('@octokit/webhooks-methods');
      return verify(secret, body(request), header(request, 'X-Hub-Signature-256'));
    },
  },
  {
    provider: 'standard-webhooks',
    package: 'standardwebhooks',
    secret: standardSecret,
    async accepts(request, secret) {
      const { Webhook } = await sdk<WebhookClass>('standardwebhooks');
      return holds(() => new Webhook(secret).verify(body(request), headers(request)));
    },
  },
  {
    provider: 'svix',
    package: 'svix',
    secret: standardSecret,
    async accepts(request, secret) {
      const { Webhook } = await sdk<WebhookClass>('svix');
      return holds(() => new Webhook(secret).verify(body(request), headers(request)));
    },
  },
  {
    provider: 'twilio',
    package: 'twilio',
    secret: '12345',
    async accepts(request, secret) {
      const { default: twilio } = await sdk<{
        default: {
          validateRequest(
            token: string,
            signature: string,
            url: string,
            form: Record<string, string>,
          ): boolean;
        };
      }>('twilio');
      return twilio.validateRequest(
        secret,
        header(request, 'X-Twilio-Signature'),
        request.url,
        form(request),
      );
    },
  },
  {
    provider: 'line',
    package: '@line/bot-sdk',
    secret: '0123456789abcdeffedcba9876543210',
    async accepts(request, secret) {
      const { validateSignature } = await sdk<{
        validateSignature(body: string, secret: string, signature: string): boolean;
      }>('@line/bot-sdk');
      return validateSignature(body(request), secret, header(request, 'x-line-signature'));
    },
  },
  {
    provider: 'notion',
    package: '@notionhq/client',
    secret: 'secret_notion',
    async accepts(request, verificationToken) {
      const { verifyWebhookSignature } = await sdk<{
        verifyWebhookSignature(options: {
          body: string;
          signature: string;
          verificationToken: string;
        }): Promise<boolean>;
      }>('@notionhq/client');
      const signature = header(request, 'X-Notion-Signature');
      return verifyWebhookSignature({ body: body(request), signature, verificationToken });
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
      return Razorpay.validateWebhookSignature(
        body(request),
        header(request, 'X-Razorpay-Signature'),
        secret,
      );
    },
  },
  {
    provider: 'plivo',
    package: 'plivo',
    secret: 'plivo-token',
    async accepts(request, secret) {
      type Validate = (
        method: string,
        url: string,
        nonce: string,
        token: string,
        signature: string,
        form: Record<string, string>,
      ) => boolean;
      const { default: plivo } = await sdk<{ default: { validateV3Signature: Validate } }>('plivo');
      const nonce = header(request, 'X-Plivo-Signature-V3-Nonce');
      const signature = header(request, 'X-Plivo-Signature-V3');
      return plivo.validateV3Signature('POST', request.url, nonce, secret, signature, form(request));
    },
  },
  {
    provider: 'braintree',
    package: 'braintree',
    secret: 'integration_private_key',
    keyId: 'integration_public_key',
    async accepts(request, privateKey) {
      interface Gateway {
        webhookNotification: { parse(signature: string, payload: string): Promise<unknown> };
      }
      const { default: braintree } = await sdk<{
        default: { BraintreeGateway: new (options: object) => Gateway; Environment: { Sandbox: object } };
      }>('braintree');
      const gateway = new braintree.BraintreeGateway({
        environment: braintree.Environment.Sandbox,
        merchantId: 'merchant',
        publicKey: 'integration_public_key',
        privateKey,
      });
      const { bt_signature = '', bt_payload = '' } = form(request);
      return holds(() => gateway.webhookNotification.parse(bt_signature, bt_payload));
    },
  },
  {
    provider: 'cloudinary',
    package: 'cloudinary',
    secret: 'cloudinary-secret',
    async accepts(request, secret) {
      const { v2 } = await sdk<{
        v2: {
          config(options: object): void;
          utils: { verifyNotificationSignature(body: string, timestamp: number, signature: string): boolean };
        };
      }>('cloudinary');
      v2.config({ cloud_name: 'demo', api_key: '1', api_secret: secret });
      const timestamp = Number(header(request, 'X-Cld-Timestamp'));
      return v2.utils.verifyNotificationSignature(
        body(request),
        timestamp,
        header(request, 'X-Cld-Signature'),
      );
    },
  },
  {
    provider: 'sanity',
    package: '@sanity/webhook',
    secret: 'sanity-secret',
    async accepts(request, secret) {
      const { isValidSignature } = await sdk<{
        isValidSignature(body: string, header: string, secret: string): Promise<boolean>;
      }>('@sanity/webhook');
      return isValidSignature(body(request), header(request, 'sanity-webhook-signature'), secret);
    },
  },
  {
    provider: 'contentful',
    package: '@contentful/node-apps-toolkit',
    secret: 'c'.repeat(64),
    async accepts(request, secret) {
      const { verifyRequest } = await sdk<{
        verifyRequest(
          secret: string,
          request: { method: string; path: string; headers: Record<string, string>; body: string },
        ): boolean;
      }>('@contentful/node-apps-toolkit');
      const { pathname, search } = new URL(request.url);
      const method = 'POST';
      return holdsTrue(() =>
        verifyRequest(secret, {
          method,
          path: pathname + search,
          headers: headers(request),
          body: body(request),
        }),
      );
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
      return new Paddle('key').webhooks.isSignatureValid(body(request), secret, signature);
    },
  },
  {
    provider: 'linear',
    package: '@linear/sdk',
    secret: 'lin_wh_conformance',
    payload: JSON.stringify({ action: 'create', type: 'Issue', webhookTimestamp: 0 }),
    async accepts(request, secret) {
      interface Client {
        verify(body: Uint8Array, signature: string): boolean;
      }
      const { LinearWebhookClient } = await sdk<{ LinearWebhookClient: new (secret: string) => Client }>(
        '@linear/sdk/webhooks',
      );
      const client = new LinearWebhookClient(secret);
      return holdsTrue(() => client.verify(Buffer.from(request.body), header(request, 'Linear-Signature')));
    },
  },
  {
    provider: 'resend',
    package: 'resend',
    secret: standardSecret,
    async accepts(request, webhookSecret) {
      interface Client {
        webhooks: { verify(options: object): unknown };
      }
      const { Resend } = await sdk<{ Resend: new (key: string) => Client }>('resend');
      const given = {
        id: header(request, 'svix-id'),
        timestamp: header(request, 'svix-timestamp'),
        signature: header(request, 'svix-signature'),
      };
      return holds(() =>
        new Resend('re_1').webhooks.verify({ payload: body(request), headers: given, webhookSecret }),
      );
    },
  },
  {
    provider: 'openai',
    package: 'openai',
    secret: standardSecret,
    async accepts(request, secret) {
      interface Client {
        webhooks: {
          verifySignature(body: string, headers: Record<string, string>, secret: string): Promise<unknown>;
        };
      }
      const { default: OpenAI } = await sdk<{ default: new (options: object) => Client }>('openai');
      const client = new OpenAI({ apiKey: 'none' });
      return holds(() => client.webhooks.verifySignature(body(request), headers(request), secret));
    },
  },
  {
    provider: 'upstash-qstash',
    package: '@upstash/qstash',
    secret: 'sig_current',
    async accepts(request, currentSigningKey) {
      interface Receiver {
        verify(options: { signature: string; body: string; url: string }): Promise<unknown>;
      }
      const { Receiver } = await sdk<{ Receiver: new (keys: object) => Receiver }>('@upstash/qstash');
      const receiver = new Receiver({ currentSigningKey, nextSigningKey: 'sig_next' });
      const signature = header(request, 'Upstash-Signature');
      return holds(() => receiver.verify({ signature, body: body(request), url: request.url }));
    },
  },
  {
    provider: 'livekit',
    package: 'livekit-server-sdk',
    secret: 'livekit-api-secret-of-32-characters',
    claims: (nowMs) => ({
      iss: 'APIkey',
      nbf: Math.floor(nowMs / 1000) - 10,
      exp: Math.floor(nowMs / 1000) + 300,
    }),
    async accepts(request, secret) {
      interface Receiver {
        receive(body: string, authorization: string): Promise<unknown>;
      }
      const { WebhookReceiver } = await sdk<{
        WebhookReceiver: new (key: string, secret: string) => Receiver;
      }>('livekit-server-sdk');
      const receiver = new WebhookReceiver('APIkey', secret);
      return holds(() => receiver.receive(body(request), header(request, 'Authorization')));
    },
  },
  {
    provider: 'pusher',
    package: 'pusher',
    secret: 'pusher-secret',
    async accepts(request, secret) {
      interface Client {
        webhook(request: { headers: Record<string, string>; rawBody: string }): { isValid(): boolean };
      }
      const { default: Pusher } = await sdk<{ default: new (options: object) => Client }>('pusher');
      const key = '278d425bdf160c739803';
      const client = new Pusher({ appId: '1', key, secret, cluster: 'eu' });
      return client.webhook({ headers: headers(request), rawBody: body(request) }).isValid();
    },
  },
];

/** As `holds`, for a verifier that answers false or throws. */
async function holdsTrue(check: () => boolean | Promise<boolean>): Promise<boolean> {
  try {
    return await check();
  } catch {
    return false;
  }
}

/** The same request with another body, its length kept. */
export function withChangedBody(request: SignedRequest): SignedRequest {
  const text = body(request);
  const half = Math.floor(text.length / 2);
  const at = half + text.slice(half).search(/[a-y]/);
  const changed = text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) + 1) + text.slice(at + 1);
  return { ...request, body: utf8(changed) };
}
