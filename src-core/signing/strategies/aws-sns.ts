import { parseUrl } from '../../http/parse-url.ts';
import type { SignedRequest } from '../../http/request.ts';
import { verifyAsymmetric } from '../kinds/asymmetric.ts';
import { signAsymmetric } from '../kinds/sign-content.ts';
import { locate } from '../schemes/locate.ts';
import { AsymmetricScheme } from '../schemes/scheme.ts';
import { withValue } from '../sign/write-value.ts';
import { Checklist } from '../verify/checklist.ts';
import type { Strategy } from './strategy.ts';

/** https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html: keys in byte order, with what is there. */
const notificationKeys = ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'];
const confirmationKeys = ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'];

const field = (request: SignedRequest, name: string) => locate({ in: 'json', pointer: `/${name}` }, request);

/** SNS signs named fields, each as a line with its name and a line with its value, the last one ended as well. */
function schemeOf(request: SignedRequest): AsymmetricScheme {
  const keys = field(request, 'Type') === 'Notification' ? notificationKeys : confirmationKeys;
  const present = keys.filter((key) => key !== 'Subject' || field(request, key) !== undefined);
  return AsymmetricScheme.parse({
    kind: 'asymmetric',
    algorithm: field(request, 'SignatureVersion') === '1' ? 'rsa-sha1' : 'rsa-sha256',
    signedContent: present.map((key) => `${key}\n{json:/${key}}\n`).join(''),
    signature: { at: { in: 'json', pointer: '/Signature' } },
  });
}

/** Certificates come from Amazon's own hosts alone: a message can name any URL. */
const trustedHost = /^sns\.[a-z0-9-]{1,40}\.amazonaws\.com(\.cn)?$/;

function isTrusted(url: string): boolean {
  const parsed = parseUrl(url);
  return parsed?.protocol === 'https:' && trustedHost.test(parsed.hostname);
}

/** Amazon SNS. The secret is the certificate at SigningCertURL: this tool never fetches it. */
export const awsSns: Strategy = {
  verify(request, secrets, context) {
    const url = field(request, 'SigningCertURL');
    if (url !== undefined && !isTrusted(url)) {
      const list = new Checklist();
      list.pass('scheme', "RSA over named fields of the message, in the body's field /Signature.");
      const text = 'The certificate does not come from Amazon: SigningCertURL names another host.';
      return list.fail('certificate', 'certificate_untrusted', text, { value: url });
    }
    return verifyAsymmetric(schemeOf(request), request, secrets, context);
  },
  sign(request, secret, context) {
    const versioned =
      field(request, 'SignatureVersion') === undefined
        ? withValue(request, { in: 'json', pointer: '/SignatureVersion' }, '2')
        : request;
    return signAsymmetric(schemeOf(versioned), versioned, secret, context);
  },
};
