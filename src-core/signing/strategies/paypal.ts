import { parseUrl } from '../../http/parse-url.ts';
import { findHeader } from '../../http/request.ts';
import { verifyAsymmetric } from '../kinds/asymmetric.ts';
import { signAsymmetric } from '../kinds/sign-content.ts';
import { AsymmetricScheme } from '../schemes/scheme.ts';
import { Checklist } from '../verify/checklist.ts';
import type { Verdict } from '../verify/verdict.ts';
import type { Strategy } from './strategy.ts';

const literal = (text: string) => text.replace(/[\\{}]/g, '\\$&');

/** https://developer.paypal.com/api/rest/webhooks/rest/: transmission id, time, webhook id and the body's CRC-32. */
const schemeFor = (webhookId: string) =>
  AsymmetricScheme.parse({
    kind: 'asymmetric',
    algorithm: 'rsa-sha256',
    signedContent: `{id}|{timestamp}|${literal(webhookId)}|{crc32:body}`,
    signature: { at: { in: 'header', name: 'PAYPAL-TRANSMISSION-SIG' } },
    timestamp: { at: { in: 'header', name: 'PAYPAL-TRANSMISSION-TIME' }, unit: 'iso8601' },
    id: { in: 'header', name: 'PAYPAL-TRANSMISSION-ID' },
  });

/** The webhook id on the first line, then the key; null where there is only one of them. */
function split(secret: string): { webhookId: string; key: string } | null {
  const end = secret.indexOf('\n');
  const webhookId = secret.slice(0, Math.max(end, 0)).trim();
  return webhookId === '' || webhookId.startsWith('-----') ? null : { webhookId, key: secret.slice(end + 1) };
}

const isPaypal = (url: string) => {
  const parsed = parseUrl(url);
  return parsed?.protocol === 'https:' && parsed.hostname.endsWith('.paypal.com');
};

function refuse(
  step: 'certificate' | 'secret',
  code: 'certificate_untrusted' | 'secret_malformed',
  text: string,
  value?: string,
): Verdict {
  const list = new Checklist();
  list.pass('scheme', 'RSA with SHA-256, as base64, in the header PAYPAL-TRANSMISSION-SIG.');
  return list.fail(step, code, text, value === undefined ? {} : { value });
}

const secretForm =
  'The secret is not the webhook id, a line break, and the certificate as PEM: the signature covers both.';

/** PayPal. The webhook id is part of the content, so the secret holds it on its first line, above the certificate. */
export const paypal: Strategy = {
  verify(request, secrets, context) {
    const certUrl = findHeader(request.rawHeaders, 'PAYPAL-CERT-URL');
    if (certUrl !== undefined && !isPaypal(certUrl)) {
      const text = 'The certificate does not come from PayPal: PAYPAL-CERT-URL names another host.';
      return refuse('certificate', 'certificate_untrusted', text, certUrl);
    }
    const [first, ...rest] = secrets.map((secret): Verdict => {
      const parts = split(secret);
      return parts
        ? verifyAsymmetric(schemeFor(parts.webhookId), request, [parts.key], context)
        : refuse('secret', 'secret_malformed', secretForm);
    });
    if (!first) return verifyAsymmetric(schemeFor('-'), request, [], context);
    return [first, ...rest].find((verdict) => verdict.ok) ?? first;
  },
  sign(request, secret, context) {
    const { webhookId, key } = split(secret) ?? { webhookId: 'WEBHOOK_ID', key: secret };
    return signAsymmetric(schemeFor(webhookId), request, key, context);
  },
};
