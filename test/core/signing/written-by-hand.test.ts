import { describe, expect, test } from 'vitest';
import { requireProvider } from '#core/providers/require-provider.ts';
import { verify } from '#core/signing/verify/verify.ts';
import { nodeCrypto } from '#main/engine/node-crypto.ts';
import { body, seconds, secret, url, writtenByHand } from '../../fixtures/written-by-hand.ts';

describe.each(Object.entries(writtenByHand))('%s', (id, one) => {
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
