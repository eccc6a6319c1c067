import { lookup } from 'node:dns/promises';
import { BlockList, isIP, isIPv6 } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Connecting to "any address" reaches this machine. */
const unspecified = new BlockList();
unspecified.addSubnet('0.0.0.0', 8, 'ipv4');
unspecified.addAddress('::', 'ipv6');

/** A name that takes longer to look up is not waited for: the header of the hops knows the loop all the same. */
const lookupTimeoutMs = 500;

const withoutBrackets = (name: string): string => name.replace(/^\[(.*)\]$/, '$1').toLowerCase();

/** IPv4 addresses within IPv6 (`::ffff:7f00:1`) count as what they stand for. */
const isIn = (list: BlockList, address: string): boolean =>
  list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');

const localName = (name: string): boolean =>
  name === 'localhost' || name.endsWith('.localhost') || name === 'localhost.';

/** Whether a URL's host is this machine's loopback, under any of its names. */
export function isLoopback(host: string): boolean {
  const name = withoutBrackets(host);
  return isIP(name) === 0 ? localName(name) : isIn(loopback, name);
}

function ownAddresses(): BlockList {
  const list = new BlockList();
  for (const { address } of Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? [])) {
    list.addAddress(address, isIPv6(address) ? 'ipv6' : 'ipv4');
  }
  return list;
}

/** Whether a URL's host leads to this machine: loopback, "any address", an address or the name of its own. */
export function isThisMachine(host: string): boolean {
  const name = withoutBrackets(host);
  if (isLoopback(name)) return true;
  if (isIP(name) === 0) return name.replace(/\.$/, '') === hostname().toLowerCase();
  return isIn(unspecified, name) || isIn(ownAddresses(), name);
}

/** As isThisMachine, also for names that lead here by DNS. */
export async function leadsToThisMachine(host: string): Promise<boolean> {
  const name = withoutBrackets(host);
  if (isThisMachine(name)) return true;
  if (isIP(name) !== 0) return false;
  const waited = new AbortController();
  const found = await Promise.race([
    lookup(name, { all: true }).catch(() => []),
    wait(lookupTimeoutMs, [], { signal: waited.signal }),
  ]);
  waited.abort();
  return found.some(({ address }) => isThisMachine(address));
}
