import { BlockList, isIPv4, isIPv6 } from 'node:net';
import type { Access } from '#core/delivery/endpoint.ts';

const lists = new WeakMap<Access, BlockList>();

function listOf(access: Access): BlockList {
  const known = lists.get(access);
  if (known) return known;
  const list = new BlockList();
  for (const range of access.allowFrom) {
    const [address = '', prefix] = range.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(prefix), family);
  }
  lists.set(access, list);
  return list;
}

/** An IPv4 address as a socket for both families shows it (`::ffff:127.0.0.1`) in its own form. */
export function plainAddress(address: string | undefined): string | null {
  if (address === undefined) return null;
  if (!address.startsWith('::')) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  return mapped ?? address;
}

/**
 * Whether an endpoint takes requests from this address. An empty list takes them from anywhere. An IPv4 address counts in
 * both its forms, whichever of them the list has and whichever the socket shows.
 */
export function isAllowedAddress(access: Access, address: string | null): boolean {
  if (access.allowFrom.length === 0) return true;
  if (address === null) return false;
  const list = listOf(access);
  if (isIPv4(address)) return list.check(address, 'ipv4') || list.check(`::ffff:${address}`, 'ipv6');
  return isIPv6(address) && list.check(address, 'ipv6');
}
