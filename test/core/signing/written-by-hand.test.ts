import { createHash, createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { requireProvider } from '#core/providers/require-provider.ts';
import { verify } from '#core/signing/verify/verify.ts';
import { nodeCrypto } from '#main/engine/node-crypto.ts';

/**
 * Signatures made as each provider's own page says, without our signer: the oracle for providers of which neither an SDK
 * nor a published vector could be had.
 */

const seconds = 1_760_000_000;
const secret = 'a1b2c3d4e5f60718293a4b5c6d7e8f90';
const body = '{"id":"evt_1","type":"thing.done","amount":49.00}';
const form = 'event=thing.done&id=7&name=%C3%84da+L';
const url = 'https://example.com/v1/hooks/whk_1';

const hmac = (
  hash: string,
  message: string,
  encoding: 'hex' | 'base64' | 'base64url' = 'hex',
  key: string | Buffer = secret,
) => createHmac(hash, key).update(message).digest(encoding);
const svix = (name: 'svix' | 'webhook') => ({
  [`${name}-id`]: 'msg_1',
  [`${name}-timestamp`]: String(seconds),
  [`${name}-signature`]: `v1,${hmac('sha256', `msg_1.${seconds}.${body}`, 'base64', Buffer.from(secret, 'base64'))}`,
});

const cases: Record<
  string,
  { headers: Record<string, string>; body?: string; type?: string; secret?: string }
> = {
  ably: { headers: { 'X-Ably-Signature': hmac('sha256', body, 'base64') } },
  affirm: {
    headers: { 'X-Affirm-Signature': `t=${seconds},v0=${hmac('sha512', `${seconds}.${form}`)}` },
    body: form,
    type: 'application/x-www-form-urlencoded',
  },
  aftership: { headers: { 'aftership-hmac-sha256': hmac('sha256', body, 'base64') } },
  ashby: { headers: { 'Ashby-Signature': `sha256=${hmac('sha256', body)}` } },
  'authorize-net': { headers: { 'X-ANET-Signature': `sha512=${hmac('sha512', body).toUpperCase()}` } },
  bolt: { headers: { 'X-Bolt-Hmac-Sha256': hmac('sha256', body, 'base64') } },
  brex: { headers: svix('webhook') },
  btcpay: { headers: { 'BTCPay-Sig': `sha256=${hmac('sha256', body)}` } },
  cashfree: {
    headers: {
      'x-webhook-timestamp': `${seconds}000`,
      'x-webhook-signature': hmac('sha256', `${seconds}000${body}`, 'base64'),
    },
  },
  chargify: {
    headers: { 'X-Chargify-Webhook-Signature-Hmac-Sha-256': hmac('sha256', form) },
    body: form,
    type: 'application/x-www-form-urlencoded',
  },
  checkr: { headers: { 'X-Checkr-Signature': hmac('sha256', body) } },
  clickup: { headers: { 'X-Signature': hmac('sha256', body) } },
  'commerce-layer': { headers: { 'X-CommerceLayer-Signature': hmac('sha256', body, 'base64') } },
  courier: {
    headers: { 'courier-signature': `t=${seconds},signature=${hmac('sha256', `${seconds}.${body}`)}` },
  },
  cronofy: { headers: { 'Cronofy-HMAC-SHA256': `AAAA,${hmac('sha256', body, 'base64')}` } },
  deel: { headers: { 'x-deel-signature': hmac('sha256', `POST${body}`) } },
  discourse: { headers: { 'X-Discourse-Event-Signature': `sha256=${hmac('sha256', body)}` } },
  doppler: { headers: { 'X-Doppler-Signature': `sha256=${hmac('sha256', body)}` } },
  dwolla: { headers: { 'X-Request-Signature-SHA-256': hmac('sha256', body) } },
  etsy: { headers: svix('webhook') },
  fastspring: { headers: { 'X-FS-Signature': hmac('sha256', body, 'base64') } },
  flutterwave: { headers: { 'verif-hash': secret } },
  'frame-io': {
    headers: {
      'X-Frameio-Request-Timestamp': String(seconds),
      'X-Frameio-Signature': `v0=${hmac('sha256', `v0:${seconds}:${body}`)}`,
    },
  },
  ghost: {
    headers: { 'X-Ghost-Signature': `sha256=${hmac('sha256', `${body}${seconds}000`)}, t=${seconds}000` },
  },
  'help-scout': { headers: { 'X-HelpScout-Signature': hmac('sha1', body, 'base64') } },
  'incident-io': { headers: svix('webhook') },
  klaviyo: {
    headers: {
      'Klaviyo-Timestamp': String(seconds),
      'Klaviyo-Signature': hmac('sha256', `${body}${seconds}`),
    },
  },
  lob: {
    headers: {
      'Lob-Signature-Timestamp': `${seconds}000`,
      'Lob-Signature': hmac('sha256', `${seconds}000.${body}`),
    },
  },
  loops: { headers: svix('webhook') },
  mandrill: {
    headers: { 'X-Mandrill-Signature': hmac('sha1', `${url}eventthing.doneid7nameÄda L`, 'base64') },
    body: form,
    type: 'application/x-www-form-urlencoded',
  },
  merge: { headers: { 'X-Merge-Webhook-Signature': hmac('sha256', body, 'base64url') } },
  mercury: { headers: { 'Mercury-Signature': `t=${seconds},v1=${hmac('sha256', `${seconds}.${body}`)}` } },
  'mongodb-atlas': { headers: { 'X-MMS-Signature': hmac('sha1', body, 'base64') } },
  npm: { headers: { 'x-npm-signature': `sha256=${hmac('sha256', body)}` } },
  onfido: { headers: { 'X-SHA2-Signature': hmac('sha256', body) } },
  patreon: { headers: { 'X-Patreon-Signature': hmac('md5', body) } },
  paymongo: {
    headers: { 'Paymongo-Signature': `t=${seconds},te=${hmac('sha256', `${seconds}.${body}`)},li=` },
  },
  printify: { headers: { 'X-Pfy-Signature': `sha256=${hmac('sha256', body)}` } },
  pylon: { headers: { 'X-Pylon-Signature': hmac('sha256', body) } },
  'recall-ai': { headers: svix('svix') },
  recharge: {
    headers: { 'X-Recharge-Hmac-Sha256': createHash('sha256').update(secret).update(body).digest('hex') },
  },
  render: { headers: svix('webhook') },
  segment: { headers: { 'X-Signature': hmac('sha1', body) } },
  sendbird: { headers: { 'x-sendbird-signature': hmac('sha256', body) } },
  shippo: {
    headers: { 'Shippo-Auth-Signature': `t=${seconds},v1=${hmac('sha256', `${seconds}.${body}`)}` },
  },
  shortcut: { headers: { 'Payload-Signature': hmac('sha256', body) } },
  sinch: {
    headers: {
      'x-sinch-webhook-signature-timestamp': String(seconds),
      'x-sinch-webhook-signature-nonce': '01FJA8B4A7BM43YGWSG9GBV067',
      'x-sinch-webhook-signature': hmac('sha256', `${body}.01FJA8B4A7BM43YGWSG9GBV067.${seconds}`, 'base64'),
    },
  },
  smartsheet: { headers: { 'Smartsheet-Hmac-SHA256': hmac('sha256', body) } },
  snyk: { headers: { 'X-Hub-Signature': `sha256=${hmac('sha256', body)}` } },
  sonarcloud: { headers: { 'X-Sonar-Webhook-HMAC-SHA256': hmac('sha256', body) } },
  sparkpost: { headers: { 'X-MessageSystems-Webhook-Token': secret } },
  squarespace: {
    headers: { 'Squarespace-Signature': hmac('sha256', body, 'hex', Buffer.from(secret, 'hex')) },
  },
  stytch: { headers: svix('svix') },
  tebex: {
    headers: { 'X-Signature': hmac('sha256', createHash('sha256').update(body).digest('hex')) },
  },
  'terraform-cloud': { headers: { 'X-TFE-Notification-Signature': hmac('sha512', body) } },
  todoist: { headers: { 'X-Todoist-Hmac-SHA256': hmac('sha256', body, 'base64') } },
  vanta: { headers: svix('svix') },
  webex: { headers: { 'X-Spark-Signature': hmac('sha1', body) } },
  pipedrive: {
    headers: { Authorization: `Basic ${Buffer.from('ada:pass:word').toString('base64')}` },
    secret: 'ada:pass:word',
  },
};

describe.each(Object.entries(cases))('%s', (id, one) => {
  const provider = requireProvider(id);
  const check = (text: string, by = one.secret ?? secret) =>
    verify(
      provider.scheme,
      {
        method: 'POST',
        url,
        rawHeaders: [['Content-Type', one.type ?? provider.contentType], ...Object.entries(one.headers)],
        body: Buffer.from(text),
      },
      [by],
      { crypto: nodeCrypto, nowMs: seconds * 1000 + 1000 },
    );
  const sent = one.body ?? body;
  const isToken = provider.scheme.kind === 'static-token' || provider.scheme.kind === 'basic';

  test('what its page describes is genuine', () => {
    expect(check(sent)).toMatchObject({ ok: true });
  });
  test('another body is not', () => {
    expect(check(sent.replace('thing', 'thinG')).ok).toBe(isToken);
  });
  test('neither is another secret', () => {
    const other = `${secret.slice(0, -2)}91`;
    expect(check(sent, other).ok).toBe(false);
  });
});
