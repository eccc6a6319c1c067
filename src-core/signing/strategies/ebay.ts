import { fromBase64, toBase64, utf8 } from '../../bytes/encoding.ts';
import { findHeader, withHeader } from '../../http/request.ts';
import { verifyAsymmetric } from '../kinds/asymmetric.ts';
import { parseObject } from '../kinds/jws.ts';
import { signAsymmetric } from '../kinds/sign-content.ts';
import { AsymmetricScheme } from '../schemes/scheme.ts';
import { withToken } from '../sign/signed-request.ts';
import { Checklist } from '../verify/checklist.ts';
import type { Strategy } from './strategy.ts';

/** Where no key id is given. */
const madeUpKeyId = 'tacklebox';
const headerName = 'x-ebay-signature';

/** The scheme inside the header: ECDSA over the body, with SHA-1 unless the header states SHA-256. */
const schemeFor = (digest: unknown) =>
  AsymmetricScheme.parse({
    kind: 'asymmetric',
    algorithm: digest === 'SHA256' ? 'ecdsa-p256-sha256' : 'ecdsa-p256-sha1',
    signature: { at: { in: 'header', name: headerName } },
  });

/** eBay: the header is base64 of {"alg","kid","signature","digest"}. The secret is the public key that `kid` names. */
export const ebay: Strategy = {
  verify(request, secrets, context) {
    const value = findHeader(request.rawHeaders, headerName);
    if (value === undefined) return verifyAsymmetric(schemeFor('SHA1'), request, secrets, context);
    const bytes = fromBase64(value);
    const stated = bytes && parseObject(bytes);
    if (typeof stated?.signature !== 'string') {
      const list = new Checklist();
      list.pass('scheme', `ECDSA P-256 over the body, in the header ${headerName}.`);
      const text = `The header ${headerName} is not base64 of JSON with a signature in it.`;
      return list.fail('header', 'signature_malformed', text, { value, received: value.slice(0, 300) });
    }
    const rawHeaders = withHeader(request.rawHeaders, headerName, stated.signature);
    return verifyAsymmetric(schemeFor(stated.digest), { ...request, rawHeaders }, secrets, context);
  },
  sign(request, secret, context) {
    const inner = signAsymmetric(schemeFor('SHA1'), request, secret, context);
    const signature = findHeader(inner.headers, headerName);
    const stated = { alg: 'ecdsa', kid: context.fields?.keyId ?? madeUpKeyId, signature, digest: 'SHA1' };
    const outer = withToken(request, headerName, toBase64(utf8(JSON.stringify(stated))));
    return { ...outer, signedContent: inner.signedContent };
  },
};
