import type { HandshakeValues } from '#core/delivery/endpoint.ts';
import { mask } from '#core/http/mask.ts';
import type { Vault } from './vault.ts';

/** A handshake's values as an endpoint's row has them: references of the vault by name. */
export type KeptHandshake = HandshakeValues;

const isRef = (value: string): boolean => /^sec_[0-9A-Z]+$/i.test(value);

/** Values to be kept; a mask stands for the one that is kept already. */
export function keepHandshake(vault: Vault, values: HandshakeValues, present: KeptHandshake): KeptHandshake {
  const kept = Object.entries(values).flatMap(([name, value]): [string, string][] => {
    if (value !== mask) return [[name, vault.keep(value)]];
    const known = present[name];
    return known === undefined ? [] : [[name, known]];
  });
  return Object.fromEntries(kept);
}

/** The values themselves, to answer a handshake with. */
export const openHandshake = (vault: Pick<Vault, 'open'>, kept: KeptHandshake): HandshakeValues =>
  Object.fromEntries(Object.entries(kept).map(([name, ref]) => [name, isRef(ref) ? vault.open(ref) : ref]));

/** Which values there are, without them. */
export const maskedHandshake = (kept: KeptHandshake): HandshakeValues =>
  Object.fromEntries(Object.keys(kept).map((name) => [name, mask]));

export const handshakeRefs = (kept: KeptHandshake): string[] => Object.values(kept).filter(isRef);
