import { createSecretKey, type KeyObject } from 'node:crypto';
import { header, holds, type SdkAdapter, sdk, text } from './adapter.ts';

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
    claims: (nowMs) => ({
      iss: 'APIkey',
      nbf: Math.floor(nowMs / 1000) - 10,
      exp: Math.floor(nowMs / 1000) + 300,
    }),
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
];
