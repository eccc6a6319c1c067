import type { SignedRequest } from '../../http/request.ts';
import { verifyHmac } from '../kinds/hmac.ts';
import { signHmac } from '../kinds/sign-content.ts';
import { unfitAt, valueAt } from '../schemes/locate.ts';
import { jsonOf } from '../schemes/parsed-body.ts';
import { HmacScheme } from '../schemes/scheme.ts';
import { cannotSign } from '../sign/signed-request.ts';
import { Checklist } from '../verify/checklist.ts';
import type { Verdict } from '../verify/verdict.ts';
import type { Strategy } from './strategy.ts';

/** https://docs.adyen.com/development-resources/webhooks/verify-hmac-signatures: missing fields count as empty. */
const signedFields = [
  'pspReference',
  'originalReference',
  'merchantAccountCode',
  'merchantReference',
  'amount/value',
  'amount/currency',
  'eventCode',
  'success',
];

const schemes: HmacScheme[] = [];

/** The scheme of one notification item. */
function schemeOf(index: number): HmacScheme {
  const base = `/notificationItems/${index}/NotificationRequestItem`;
  schemes[index] ??= HmacScheme.parse({
    kind: 'hmac',
    encoding: 'base64',
    key: 'hex',
    signedContent: signedFields.map((field) => `{json?:${base}/${field}}`).join(':'),
    signature: { at: { in: 'json', pointer: `${base}/additionalData/hmacSignature` } },
  });
  return schemes[index];
}

/** Adyen sends up to six; the bound keeps a hostile list cheap. Longer lists are not checked in part, but not at all. */
const maxItems = 100;

function itemCount(request: SignedRequest): number {
  const items = valueAt(jsonOf(request)?.value, '/notificationItems');
  return Array.isArray(items) ? items.length : 0;
}

/** A verdict where the list of items can't be checked; null where it can. */
function listProblem(request: SignedRequest, count: number): Verdict | null {
  if (count > 0 && count <= maxItems) return null;
  const list = new Checklist();
  list.pass('scheme', 'HMAC with SHA-256 over fields of each notification item, inside the body.');
  if (count > maxItems) {
    const text = `The body has ${count} notification items. At most ${maxItems} are checked, and Adyen sends up to six.`;
    return list.fail('content', 'signature_malformed', text);
  }
  const unfit = unfitAt({ in: 'json', pointer: '/notificationItems' }, request);
  if (unfit !== null) {
    return list.fail('header', 'signature_malformed', `The signature can't be read: ${unfit}.`);
  }
  const text = 'The signature is missing: the body has no notificationItems.';
  return list.fail('header', 'signature_missing', text);
}

/** Adyen's payment notifications: each item carries a signature over eight of its fields. All have to hold. */
export const adyen: Strategy = {
  verify(request, secrets, context) {
    const count = itemCount(request);
    const problem = listProblem(request, count);
    if (problem) return problem;
    let verdict: Verdict = verifyHmac(schemeOf(0), request, secrets, context);
    for (let index = 1; index < count && verdict.ok; index++) {
      verdict = verifyHmac(schemeOf(index), request, secrets, context);
    }
    return verdict;
  },
  sign(request, secret, context) {
    const count = itemCount(request);
    if (count === 0)
      throw cannotSign('Adyen signs notification items, but the body has no notificationItems.');
    if (count > maxItems) {
      throw cannotSign(`The body has ${count} notification items; at most ${maxItems} are signed here.`);
    }
    let result = signHmac(schemeOf(0), request, secret, context);
    for (let index = 1; index < count; index++) {
      result = signHmac(schemeOf(index), { ...request, body: result.body }, secret, context);
    }
    return result;
  },
};
