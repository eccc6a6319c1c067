import type { RawHeaders } from './headers.ts';
import { isCredentialHeader, isCredentialParameter, mask } from './mask.ts';

/** What is named like a credential and proves only that who sent it has one, or says how it was made. */
const provesOnly = /signature|idempotency|[-_](algo|algorithm|version|type)$|^sig$/i;

/** Of an Authorization header, what may be read: which scheme it is. */
const authScheme = /^[A-Za-z][A-Za-z0-9-]{0,30} (?=\S)/;

/** Whether a header of a request that came from elsewhere carries a credential of its sender, as far as its name tells. */
export const isSecretHeader = (name: string): boolean => isCredentialHeader(name) && !provesOnly.test(name);

const isSecretParameter = (name: string): boolean => isCredentialParameter(name) && !provesOnly.test(name);

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** A query without the values of its credential parameters; all else stands as it was written. */
function maskQuery(query: string): string {
  return query
    .split('&')
    .map((pair) => {
      const equals = pair.indexOf('=');
      if (equals < 0 || equals === pair.length - 1) return pair;
      return isSecretParameter(decoded(pair.slice(0, equals))) ? `${pair.slice(0, equals + 1)}${mask}` : pair;
    })
    .join('&');
}

/** An absolute address without the password in it, or without the user where there is no password. */
function maskUserInfo(address: string): string {
  const start = address.indexOf('://');
  if (start < 0 || !/^[a-z][a-z0-9+.-]*$/i.test(address.slice(0, start))) return address;
  const rest = address.slice(start + 3);
  const authority = rest.split(/[/?#]/, 1)[0] ?? '';
  const at = authority.lastIndexOf('@');
  if (at < 0) return address;
  const colon = authority.slice(0, at).indexOf(':');
  const user = colon < 0 ? '' : authority.slice(0, colon + 1);
  return `${address.slice(0, start + 3)}${user}${mask}${rest.slice(at)}`;
}

/** A request-target, or a URL, without the credentials in it: those of its query by their names, and a password. */
export function maskTarget(target: string): string {
  const shown = maskUserInfo(target);
  const question = shown.indexOf('?');
  return question < 0 ? shown : `${shown.slice(0, question + 1)}${maskQuery(shown.slice(question + 1))}`;
}

/**
 * The headers of a request that came from elsewhere, without the credentials in them.
 *
 * @param alsoSecret lower-case names of headers that carry a secret although their names don't tell
 */
export const maskSecretHeaders = (rawHeaders: RawHeaders, alsoSecret: ReadonlySet<string>): RawHeaders =>
  rawHeaders.map(([name, value]) => {
    const isOwn = alsoSecret.has(name.toLowerCase());
    if (value === '' || !(isOwn || isSecretHeader(name))) return [name, value];
    return [name, `${isOwn ? '' : (authScheme.exec(value)?.[0] ?? '')}${mask}`];
  });
