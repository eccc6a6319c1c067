import { describe, expect, test } from 'vitest';
import { composeEvent } from '#core/providers/compose.ts';
import { providerById } from '#core/providers/registry.ts';
import { nodeCrypto } from '#main/engine/node-crypto.ts';
import { signedRequest } from '../core/signing/support.ts';
import { isInstalled, type SdkCheck, sdkChecks, withChangedBody } from './sdk-checks.ts';

/** A delivery as Tacklebox sends it, signed now: the libraries look at the clock. */
function delivery({ provider: id, secret, signingSecret, keyId, claims, payload }: SdkCheck) {
  const provider = providerById(id);
  if (!provider) throw new Error(id);
  const nowMs = Date.now();
  const random = nodeCrypto.randomBytes;
  const { body, headers, eventId } = composeEvent(provider, {
    nowMs,
    random,
    ...(payload && { bodyText: payload }),
  });
  const original = { method: 'POST', url: 'https://example.com/hooks?a=1', rawHeaders: headers, body };
  return signedRequest(provider.scheme, original, signingSecret ?? secret, {
    nowMs,
    id: eventId,
    refreshBody: true,
    ...(keyId && { keyId }),
    ...(claims && { claims: claims(nowMs) }),
  });
}

describe.each(sdkChecks.map((check) => [check.package, check] as const))('%s', (name, check) => {
  const there = isInstalled(name);
  const reason = there ? '' : ' (skipped: not installed; npm run test:conformance does it)';

  test.skipIf(!there)(
    `takes what Tacklebox signs, and refuses it changed or signed with another secret${reason}`,
    async () => {
      const request = delivery(check);
      expect(await check.accepts(request, check.secret)).toBe(true);
      expect(await check.accepts(withChangedBody(request), check.secret)).toBe(false);
      const other = `${check.secret.slice(0, -4)}0000`;
      expect(await check.accepts(request, other)).toBe(false);
    },
  );
});
