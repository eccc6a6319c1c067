import { pointerSegments } from '../../json/spans.ts';
import type { Scheme } from './scheme.ts';

/** Where requests of some schemes carry the secret itself. */
export interface SecretPlaces {
  /** Lower-case names of headers. */
  headers: ReadonlySet<string>;
  /** Names of members of a JSON body, at whatever depth. */
  members: readonly string[];
}

/** The places that these schemes name. */
export function secretPlaces(schemes: readonly Scheme[]): SecretPlaces {
  const headers = new Set<string>();
  const members = new Set<string>();
  for (const scheme of schemes) {
    if (scheme.kind === 'static-token') headers.add(scheme.header.toLowerCase());
    if (scheme.kind === 'basic') headers.add('authorization');
    if (scheme.kind !== 'payload-field') continue;
    const name = pointerSegments(scheme.pointer).findLast((segment) => segment !== '*');
    if (name !== undefined) members.add(name);
  }
  return { headers, members: [...members] };
}
