import { expect, it } from 'vitest';
import { handshakeValuesOf } from '#core/providers/handshake-values.ts';
import { requireProvider } from '#core/providers/require-provider.ts';

it('names what a provider’s handshakes need, and whether they can do without', () => {
  const of = (id: string) => handshakeValuesOf(requireProvider(id));
  expect(of('meta')).toEqual([{ name: 'verifyToken', label: 'Verify token', isNeeded: false }]);
  expect(of('ebay')).toEqual([{ name: 'verifyToken', label: 'Verify token', isNeeded: true }]);
  expect(of('braintree')).toEqual([{ name: 'publicKey', label: 'Public key', isNeeded: true }]);
  expect(of('slack')).toEqual([]);
});
