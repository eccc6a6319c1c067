import { expect, it } from 'vitest';
import { isAllowedAddress, plainAddress } from '#main/engine/receiver/allowed-address.ts';

it.each([
  [['127.0.0.0/8'], '127.1.2.3', true],
  [['127.0.0.0/8'], '::ffff:127.1.2.3', true],
  [['127.0.0.0/8'], '::ffff:7f01:203', true],
  [['::ffff:127.0.0.0/104'], '127.1.2.3', true],
  [['::ffff:127.0.0.1'], '127.0.0.1', true],
  [['::1'], '127.0.0.1', false],
  [['10.0.0.0/8'], '::ffff:11.0.0.1', false],
  [['10.0.0.0/8'], '::a00:1', false],
  [['2001:db8::/32'], '2001:db8::1', true],
  [['10.0.0.0/8'], null, false],
  [['10.0.0.0/8'], 'not an address', false],
  [[], null, true],
])('a list of %j and a request from %s', (allowFrom, address, allowed) => {
  expect(isAllowedAddress({ allowFrom }, address)).toBe(allowed);
});

it('shows an IPv4 address that an IPv6 socket maps in its own form', () => {
  expect(plainAddress('::ffff:192.0.2.1')).toBe('192.0.2.1');
  expect(plainAddress('2001:db8::1')).toBe('2001:db8::1');
});
