import type { HandshakeRule, Provider } from './provider.ts';

/** A value that has to be agreed on with a provider before its handshake can be answered or checked. */
export interface HandshakeValue {
  /** The key in an endpoint's `handshake`, such as `verifyToken`. */
  name: string;
  /** For people: "Verify token". */
  label: string;
  /** Whether the answer needs it. Else it is optional, and another one is refused where it is set. */
  isNeeded: boolean;
}

const labelOf = (name: string): string => {
  const words = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
};

function neededBy({ respond, manualStep = '' }: HandshakeRule): string[] {
  const templates = [respond.body, ...Object.values(respond.headers), manualStep].join(' ');
  return [...templates.matchAll(/config:(\w+)/g)].flatMap(([, name]) => name ?? []);
}

/** What a provider's handshakes ask of an endpoint, each value once. */
export function handshakeValuesOf({ handshakes }: Pick<Provider, 'handshakes'>): HandshakeValue[] {
  const needed = new Set(handshakes.flatMap(neededBy));
  const checked = handshakes.flatMap(({ token }) => token?.config ?? []);
  return [...new Set([...needed, ...checked])].map((name) => ({
    name,
    label: labelOf(name),
    isNeeded: needed.has(name),
  }));
}
