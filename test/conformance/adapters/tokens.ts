import { createHash, createPublicKey, createSecretKey, type KeyObject } from 'node:crypto';
import { header, holds, type SdkAdapter, sdk, text } from './adapter.ts';
import { p256, privatePem, publicPem, rsa } from './key-pairs.ts';

const bearer = (value: string): string => value.replace(/^Bearer /, '');

/** Libraries that read a JSON Web Token. */
export const tokens: SdkAdapter[] = [
  {
    provider: 'upstash-qstash',
    package: '@upstash/qstash',
    secret: 'sig_current',
    async accepts(request, currentSigningKey) {
      type Receiver = new (
        keys: object,
      ) => {
        verify(options: { signature: string; body: string; url: string }): Promise<boolean>;
      };
      const { Receiver } = await sdk<{ Receiver: Receiver }>('@upstash/qstash');
      const receiver = new Receiver({ currentSigningKey, nextSigningKey: 'sig_next' });
      const signature = header(request, 'Upstash-Signature');
      return holds(() => receiver.verify({ signature, body: text(request), url: request.url }));
    },
  },
  {
    provider: 'livekit',
    package: 'livekit-server-sdk',
    secret: 'livekit-api-secret-of-32-characters',
    fields: { apiKey: 'APIkey' },
    async accepts(request, secret) {
      type Receiver = new (
        key: string,
        secret: string,
      ) => {
        receive(body: string, authorization: string): Promise<unknown>;
      };
      const { WebhookReceiver } = await sdk<{ WebhookReceiver: Receiver }>('livekit-server-sdk');
      const receiver = new WebhookReceiver('APIkey', secret);
      return holds(() => receiver.receive(text(request), header(request, 'Authorization')));
    },
  },
  {
    provider: 'vonage',
    package: '@vonage/jwt',
    secret: 'vonage-signature-secret-of-32-chars',
    differs: { body: 'The library checks the token and leaves payload_hash to its caller.' },
    async accepts(request, secret) {
      type Verify = (token: string, secret: string) => boolean;
      const { verifySignature } = await sdk<{ verifySignature: Verify }>('@vonage/jwt');
      return holds(() => verifySignature(bearer(header(request, 'Authorization')), secret));
    },
  },
  {
    provider: 'messagebird',
    package: 'messagebird',
    secret: 'messagebird-signing-key',
    async accepts(request, secret) {
      type Verify = (url: string, body: Buffer, token: string, key: KeyObject) => Promise<boolean>;
      const { default: library } = await sdk<{ default: { verify: Verify } }>(
        'messagebird/lib/webhook-signature-jwt.js',
      );
      const token = header(request, 'MessageBird-Signature-JWT');
      const key = createSecretKey(Buffer.from(secret));
      return holds(() => library.verify(request.url, Buffer.from(request.body), token, key));
    },
  },
  {
    provider: 'monday',
    package: 'jsonwebtoken',
    secret: 'monday-signing-secret-of-32-chars!',
    async accepts(request, secret) {
      type Verify = (token: string, secret: string, options: object) => unknown;
      const { default: library } = await sdk<{ default: { verify: Verify } }>('jsonwebtoken');
      // As monday's documents ask: the audience is the endpoint's address, and the token has not expired.
      const options = { audience: request.url, algorithms: ['HS256'] };
      return holds(() => library.verify(header(request, 'Authorization'), secret, options));
    },
  },
  {
    provider: 'google-pubsub-push',
    package: 'google-auth-library',
    signingSecret: privatePem(rsa[0]),
    secret: publicPem(rsa[0]),
    otherSecret: publicPem(rsa[1]),
    fields: {
      keyId: 'key-of-google',
      audience: 'https://example.com/push',
      email: 'push@example.iam.gserviceaccount.com',
    },
    async accepts(request, key) {
      interface Ticket {
        getPayload(): { email?: string; email_verified?: boolean };
      }
      type Check = (jwt: string, certs: object, audience: string, issuers: string[]) => Promise<Ticket>;
      type Client = new () => { verifySignedJwtWithCertsAsync: Check; issuers: string[] };
      const { OAuth2Client } = await sdk<{ OAuth2Client: Client }>('google-auth-library');
      const client = new OAuth2Client();
      const jwt = bearer(header(request, 'Authorization'));
      return holds(async () => {
        const certs = { 'key-of-google': key };
        const ticket = await client.verifySignedJwtWithCertsAsync(
          jwt,
          certs,
          'https://example.com/push',
          client.issuers,
        );
        const { email, email_verified } = ticket.getPayload();
        return email === 'push@example.iam.gserviceaccount.com' && email_verified === true;
      });
    },
  },
  {
    provider: 'plaid',
    // Plaid's own library fetches the key and leaves the check to its caller: these are the steps of its documents.
    package: 'jose',
    signingSecret: privatePem(p256[0]),
    secret: publicPem(p256[0]),
    otherSecret: publicPem(p256[1]),
    fields: { keyId: 'key-of-plaid' },
    async accepts(request, key) {
      interface Jose {
        decodeProtectedHeader(token: string): { alg?: string; kid?: string };
        jwtVerify(
          token: string,
          key: KeyObject,
          options: object,
        ): Promise<{ payload: Record<string, unknown> }>;
      }
      const { decodeProtectedHeader, jwtVerify } = await sdk<Jose>('jose');
      const token = header(request, 'Plaid-Verification');
      return holds(async () => {
        const { alg, kid } = decodeProtectedHeader(token);
        if (alg !== 'ES256' || kid !== 'key-of-plaid') return false;
        const options = { algorithms: ['ES256'], maxTokenAge: '5 min' };
        const { payload } = await jwtVerify(token, createPublicKey(key), options);
        return payload.request_body_sha256 === createHash('sha256').update(request.body).digest('hex');
      });
    },
  },
];
