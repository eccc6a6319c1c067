import type { SignedRequest } from '#core/http/request.ts';
import { headers, holds, type SdkAdapter, sdk, type ToSign, text } from './adapter.ts';

interface Webhook {
  verify(payload: string, headers: Record<string, string>): unknown;
  sign(id: string, at: Date, payload: string): string;
}
type WebhookClass = { Webhook: new (secret: string) => Webhook };
type Verifies = (request: SignedRequest, secret: string) => Promise<unknown>;

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const otherSecret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSx';

const adapter = (provider: string, name: string, verifies: Verifies): SdkAdapter => ({
  provider,
  package: name,
  secret,
  otherSecret,
  accepts: (request, secret) => holds(() => verifies(request, secret)),
});

async function signWith(name: string, { body, id, nowMs }: ToSign, secret: string, prefix: string) {
  const { Webhook } = await sdk<WebhookClass>(name);
  const signature = new Webhook(secret).sign(id, new Date(nowMs), body);
  const timestamp = String(Math.floor(nowMs / 1000));
  const headers = {
    [`${prefix}-id`]: id,
    [`${prefix}-timestamp`]: timestamp,
    [`${prefix}-signature`]: signature,
  };
  return { headers };
}

/** Libraries whose webhooks are Standard Webhooks or Svix's, from which they came. */
export const standardWebhooks: SdkAdapter[] = [
  {
    ...adapter('standard-webhooks', 'standardwebhooks', async (request, secret) => {
      const { Webhook } = await sdk<WebhookClass>('standardwebhooks');
      return new Webhook(secret).verify(text(request), headers(request));
    }),
    signs: (what, secret) => signWith('standardwebhooks', what, secret, 'webhook'),
  },
  {
    ...adapter('svix', 'svix', async (request, secret) => {
      const { Webhook } = await sdk<WebhookClass>('svix');
      return new Webhook(secret).verify(text(request), headers(request));
    }),
    signs: (what, secret) => signWith('svix', what, secret, 'svix'),
  },
  adapter('resend', 'resend', async (request, webhookSecret) => {
    interface Client {
      webhooks: { verify(options: object): unknown };
    }
    const { Resend } = await sdk<{ Resend: new (key: string) => Client }>('resend');
    const all = headers(request);
    const given = { id: all['svix-id'], timestamp: all['svix-timestamp'], signature: all['svix-signature'] };
    return new Resend('re_1').webhooks.verify({ payload: text(request), headers: given, webhookSecret });
  }),
  adapter('openai', 'openai', async (request, secret) => {
    interface Client {
      webhooks: { verifySignature(body: string, headers: object, secret: string): Promise<unknown> };
    }
    const { default: OpenAI } = await sdk<{ default: new (options: object) => Client }>('openai');
    return new OpenAI({ apiKey: 'none' }).webhooks.verifySignature(text(request), headers(request), secret);
  }),
  adapter('anthropic', '@anthropic-ai/sdk', async (request, key) => {
    interface Client {
      beta: { webhooks: { unwrap(body: string, options: object): unknown } };
    }
    const { default: Anthropic } = await sdk<{ default: new (options: object) => Client }>(
      '@anthropic-ai/sdk',
    );
    const client = new Anthropic({ apiKey: 'none' });
    return client.beta.webhooks.unwrap(text(request), { headers: headers(request), key });
  }),
  adapter('clerk', '@clerk/backend', async (request, signingSecret) => {
    type Verify = (request: Request, options: { signingSecret: string }) => Promise<unknown>;
    const { verifyWebhook } = await sdk<{ verifyWebhook: Verify }>('@clerk/backend/webhooks');
    const asked = new Request(request.url, {
      method: 'POST',
      headers: headers(request),
      body: text(request),
    });
    return verifyWebhook(asked, { signingSecret });
  }),
  {
    ...adapter('polar', '@polar-sh/sdk', async (request, secret) => {
      interface Polar {
        validateEvent(body: string, headers: Record<string, string>, secret: string): unknown;
      }
      const { validateEvent } = await sdk<Polar>('@polar-sh/sdk/webhooks');
      try {
        return validateEvent(text(request), headers(request), secret);
      } catch (error) {
        // The signature held: what fails is its reading of the event, which is not ours to please.
        if (error instanceof Error && error.constructor.name === 'SDKValidationError') return true;
        throw error;
      }
    }),
    secret: 'polar_whs_conformance',
    otherSecret: 'polar_whs_conformancy',
  },
  {
    ...adapter('replicate', 'replicate', async (request, secret) => {
      type Validate = (request: object, secret: string) => Promise<boolean>;
      const { validateWebhook } = await sdk<{ validateWebhook: Validate }>('replicate');
      return validateWebhook({ headers: headers(request), body: text(request) }, secret);
    }),
  },
  adapter('liveblocks', '@liveblocks/node', async (request, secret) => {
    type Handler = new (
      secret: string,
    ) => { verifyRequest(request: { headers: object; rawBody: string }): unknown };
    const { WebhookHandler } = await sdk<{ WebhookHandler: Handler }>('@liveblocks/node');
    return new WebhookHandler(secret).verifyRequest({ headers: headers(request), rawBody: text(request) });
  }),
  adapter('lithic', 'lithic', async (request, secret) => {
    interface Client {
      webhooks: { unwrap(payload: string, headers: object, secret: string): unknown };
    }
    const { default: Lithic } = await sdk<{ default: new (options: object) => Client }>('lithic');
    const client = new Lithic({ apiKey: 'none', environment: 'sandbox' });
    return client.webhooks.unwrap(text(request), headers(request), secret);
  }),
];
