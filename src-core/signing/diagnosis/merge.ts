import type { SignedRequest } from '../../http/request.ts';
import type { Scheme } from '../schemes/scheme.ts';
import type { Situation } from './mistake.ts';

/**
 * `base` with what `a` changed and what `b` changed; null where both changed the same. Field by field: the sides of a scheme
 * and of a request are independent mistakes.
 */
function mergedFields<T extends object>(base: T, a: T, b: T): T | null {
  if (a === base) return b;
  if (b === base) return a;
  const result = { ...a };
  for (const [key, value] of Object.entries(b)) {
    const name = key as keyof T;
    if (value === base[name]) continue;
    if (a[name] !== base[name]) return null;
    Object.assign(result, { [key]: value });
  }
  return result;
}

/** Merged schemes are kept, since templates are compiled by the scheme's identity. */
export class Merger {
  private readonly actual: Situation;
  private readonly schemes = new WeakMap<Scheme, WeakMap<Scheme, { merged: Scheme | null }>>();
  private lastRequests: { a: SignedRequest; b: SignedRequest; merged: SignedRequest | null } | null = null;

  constructor(actual: Situation) {
    this.actual = actual;
  }

  merge(a: Situation, b: Situation): Situation | null {
    const { actual } = this;
    const changesKey = (one: Situation) => one.keys !== undefined || one.secrets !== actual.secrets;
    if (changesKey(a) && changesKey(b)) return null;
    if (a.digest && b.digest) return null;
    if (a.signedTime !== undefined && b.signedTime !== undefined) return null;
    const scheme = this.scheme(a.scheme, b.scheme);
    const request = scheme && this.request(a.request, b.request);
    if (!scheme || !request) return null;
    const { secrets, keys } = changesKey(b) ? b : a;
    const digest = a.digest ?? b.digest;
    const signedTime = a.signedTime ?? b.signedTime;
    return {
      scheme,
      request,
      secrets,
      ...(keys ? { keys } : {}),
      ...(digest ? { digest } : {}),
      ...(signedTime === undefined ? {} : { signedTime }),
    };
  }

  private scheme(a: Scheme, b: Scheme): Scheme | null {
    const base = this.actual.scheme;
    if (a === base) return b;
    if (b === base) return a;
    let row = this.schemes.get(a);
    if (!row) {
      row = new WeakMap();
      this.schemes.set(a, row);
    }
    let known = row.get(b);
    if (!known) {
      known = { merged: a.kind === b.kind ? mergedFields(base, a, b) : null };
      row.set(b, known);
    }
    return known.merged;
  }

  private request(a: SignedRequest, b: SignedRequest): SignedRequest | null {
    const last = this.lastRequests;
    if (last && last.a === a && last.b === b) return last.merged;
    const merged = mergedFields(this.actual.request, a, b);
    this.lastRequests = { a, b, merged };
    return merged;
  }
}
