import type { KeyObject } from 'node:crypto';
import https from 'node:https';
import { Readable } from 'node:stream';
import { header, headers, holds, json, type SdkAdapter, sdk, text } from './adapter.ts';
import { ed25519, p256, privatePem, publicDer, publicPem, rsa } from './key-pairs.ts';

const raw = (pair: { publicKey: KeyObject }) => publicDer(pair).subarray(-32);

interface SnsValidator {
  validate(message: unknown, done: (error: Error | null) => void): void;
}

/**
 * Asks AWS's validator, which fetches the certificate by HTTPS: that one request is answered here, with `key`. Each key has
 * an address of its own, since the validator keeps what it fetched.
 */
async function validateSns(message: unknown, key: string): Promise<boolean> {
  const { default: Validator } = await sdk<{ default: new () => SnsValidator }>('sns-validator');
  const fetch = https.get;
  https.get = ((_: string, answer: (response: Readable) => void) => {
    answer(Object.assign(Readable.from([key]), { statusCode: 200 }));
    return new Readable();
  }) as unknown as typeof https.get;
  try {
    return await new Promise((done) => new Validator().validate(message, (error) => done(error === null)));
  } finally {
    https.get = fetch;
  }
}

/** Libraries that check signatures made with a private key. */
export const publicKeys: SdkAdapter[] = [
  {
    provider: 'discord',
    package: 'discord-interactions',
    signingSecret: privatePem(ed25519[0]),
    secret: raw(ed25519[0]).toString('hex'),
    otherSecret: raw(ed25519[1]).toString('hex'),
    async accepts(request, publicKey) {
      type Verify = (body: string, signature: string, timestamp: string, key: string) => Promise<boolean>;
      const { verifyKey } = await sdk<{ verifyKey: Verify }>('discord-interactions');
      const [signature, timestamp] = [
        header(request, 'X-Signature-Ed25519'),
        header(request, 'X-Signature-Timestamp'),
      ];
      return holds(() => verifyKey(text(request), signature, timestamp, publicKey));
    },
  },
  {
    provider: 'sendgrid',
    package: '@sendgrid/eventwebhook',
    signingSecret: privatePem(p256[0]),
    secret: publicDer(p256[0]).toString('base64'),
    otherSecret: publicDer(p256[1]).toString('base64'),
    async accepts(request, publicKey) {
      interface Verifier {
        convertPublicKeyToECDSA(key: string): unknown;
        verifySignature(key: unknown, body: string, signature: string, timestamp: string): boolean;
      }
      const { EventWebhook } = await sdk<{ EventWebhook: new () => Verifier }>('@sendgrid/eventwebhook');
      const verifier = new EventWebhook();
      const signature = header(request, 'X-Twilio-Email-Event-Webhook-Signature');
      const timestamp = header(request, 'X-Twilio-Email-Event-Webhook-Timestamp');
      return holds(() => {
        const key = verifier.convertPublicKeyToECDSA(publicKey);
        return verifier.verifySignature(key, text(request), signature, timestamp);
      });
    },
  },
  {
    provider: 'telnyx',
    package: 'telnyx',
    signingSecret: privatePem(ed25519[0]),
    secret: raw(ed25519[0]).toString('base64'),
    otherSecret: raw(ed25519[1]).toString('base64'),
    async accepts(request, publicKey) {
      type Webhook = new (key: string) => { verify(body: string, headers: object): Promise<void> };
      const { TelnyxWebhook } = await sdk<{ TelnyxWebhook: Webhook }>('telnyx/lib/webhooks');
      return holds(() => new TelnyxWebhook(publicKey).verify(text(request), headers(request)));
    },
  },
  {
    provider: 'aws-sns',
    package: 'sns-validator',
    signingSecret: privatePem(rsa[0]),
    secret: publicPem(rsa[0]),
    otherSecret: publicPem(rsa[1]),
    covers: 'Message',
    async accepts(request, key) {
      return holds(async () => {
        const message = json(request) as Record<string, string>;
        const name = key === publicPem(rsa[0]) ? 'one' : 'other';
        // The address is no part of what is signed.
        const SigningCertURL = `https://sns.us-east-1.amazonaws.com/${name}.pem`;
        return validateSns({ ...message, SigningCertURL }, key);
      });
    },
  },
];
