import { TackleboxError } from '../../errors/tacklebox-error.ts';
import { findHeader } from '../../http/request.ts';
import { verifyAsymmetric } from '../kinds/asymmetric.ts';
import { isUnreadable, jwsHolds, makeJws, parseJws } from '../kinds/jws.ts';
import { fingerprintOf } from '../schemes/key.ts';
import { AsymmetricScheme } from '../schemes/scheme.ts';
import { previewPieces } from '../schemes/signed-content.ts';
import { withToken } from '../sign/signed-request.ts';
import { Checklist } from '../verify/checklist.ts';
import type { Strategy } from './strategy.ts';

const headerName = 'Fireblocks-Webhook-Signature';

/** The first version: plain RSA with SHA-512 over the body. */
const firstVersion = AsymmetricScheme.parse({
  kind: 'asymmetric',
  algorithm: 'rsa-sha512',
  signature: { at: { in: 'header', name: 'Fireblocks-Signature' } },
});

/** Fireblocks: a JWS without its payload (the body stands in), signed with RS512; version 1 where only that is there. */
export const fireblocks: Strategy = {
  verify(request, secrets, context) {
    const value = findHeader(request.rawHeaders, headerName);
    if (value === undefined && findHeader(request.rawHeaders, 'Fireblocks-Signature') !== undefined) {
      return verifyAsymmetric(firstVersion, request, secrets, context);
    }
    const list = new Checklist();
    list.pass(
      'scheme',
      `A JSON Web Signature without its payload, signed with RS512, in the header ${headerName}.`,
    );
    if (value === undefined) {
      const text = `The signature is missing: the request lacks the header ${headerName}.`;
      return list.fail('header', 'signature_missing', text);
    }
    const received = value.slice(0, 300);
    const jws = parseJws(value.trim(), request.body);
    if (isUnreadable(jws) || jws.header.alg !== 'RS512') {
      const text = `The header ${headerName} is not a JSON Web Signature of RS512.${isUnreadable(jws) ? ` ${jws.problem}` : ''}`;
      return list.fail('header', 'signature_malformed', text, { value: received, received });
    }
    list.pass('header', `The header ${headerName} is there.`, received);
    const [first] = secrets;
    if (first === undefined)
      return list.fail('secret', 'secret_missing', 'There is no public key to check with.');
    const results = secrets.map((secret) => jwsHolds(jws, 'RS512', secret, 'utf8', context.crypto));
    const match = secrets[results.indexOf(true)];
    const problem = results.find((result) => typeof result === 'object');
    if (match === undefined && problem && results.every((result) => typeof result === 'object')) {
      return list.fail('secret', 'secret_malformed', problem.problem, { received });
    }
    const facts = {
      received,
      secretFingerprint: fingerprintOf(match ?? first, context.crypto),
      signedContent: previewPieces([{ source: 'body', bytes: request.body }]),
    };
    if (match === undefined) {
      const text = 'Not genuine with this key: the signature does not hold.';
      return list.fail('signature', 'no_matching_signature', text, facts);
    }
    list.pass('signature', 'The signature holds.');
    return list.genuine('Genuine: the signature holds with this key.', facts);
  },
  sign(request, secret, { crypto, fields }) {
    try {
      const header = { alg: 'RS512', kid: fields?.keyId ?? 'tacklebox' };
      const [head, , tail] = makeJws(header, request.body, 'RS512', secret, 'utf8', crypto).split('.');
      const outer = withToken(request, headerName, `${head}..${tail}`);
      return { ...outer, signedContent: previewPieces([{ source: 'body', bytes: request.body }]) };
    } catch (cause) {
      const message = 'Signing with RS512 needs a private key as PEM; this secret is none.';
      throw new TackleboxError('secret_malformed', message, { cause });
    }
  },
};
