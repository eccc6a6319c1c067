import { expect, test } from 'vitest';
import { requireProvider } from '#core/providers/require-provider.ts';
import { schemesOf } from '#core/providers/schemes-of.ts';
import { verifyAny } from '#core/signing/verify/verify-any.ts';
import { nodeCrypto } from '#main/engine/node-crypto.ts';
import { request, vectorNowMs } from './support.ts';

const schemes = schemesOf(requireProvider('voice-agent'));
const by = (headers: Record<string, string>, secret: string) =>
  verifyAny(schemes, request({ headers }), [secret], { crypto: nodeCrypto, nowMs: vectorNowMs });

test('a way that finds the request genuine wins, wherever it stands among the provider’s', () => {
  expect(by({ Authorization: 'Bearer a-token' }, 'a-token').verdict.code).toBe('genuine');
  expect(by({ Authorization: `Basic ${btoa('me:word')}` }, 'me:word').verdict.code).toBe('genuine');
  expect(by({ 'X-API-Key': 'a-key' }, 'a-key').verdict.code).toBe('genuine');
});

test('where none does, the way that the request was meant for speaks', () => {
  expect(by({ Authorization: 'Bearer another' }, 'a-token')).toMatchObject({
    scheme: { kind: 'static-token', header: 'Authorization' },
    verdict: { code: 'no_matching_signature' },
  });
  expect(by({}, 'a-token')).toMatchObject({
    scheme: { kind: 'hmac' },
    verdict: { code: 'signature_missing' },
  });
});
