import { TackleboxError } from '../errors/tacklebox-error.ts';
import { isCredentialHeader, isCredentialParameter, mask } from '../http/mask.ts';
import type { Target } from './attempt.ts';

/** What stands behind the masks of a target, in the order of the masks. */
export interface TargetSecrets {
  url: string[];
  headers: string[];
  /** The client certificate's private key and its passphrase. */
  tls?: { key?: string | undefined; passphrase?: string | undefined } | undefined;
}

/** Of an Authorization header, what may be read: which scheme it is. */
const authScheme = /^(Basic|Bearer|Token|Digest|ApiKey|Negotiate) (?=\S)/i;

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const masksIn = (text: string): number => text.split(mask).length - 1;

/** Passwords and credential parameters of an address, masked in its text; the rest of it stays as it was written. */
function hideInUrl(url: string): { shown: string; values: string[] } {
  const values: string[] = [];
  const hide = (value: string): string => {
    if (value === '' || value === mask) return value;
    values.push(value);
    return mask;
  };
  const [, scheme = '', authority = '', rest = ''] =
    /^([A-Za-z][A-Za-z0-9+.-]*:\/\/)([^/?#]*)(.*)$/s.exec(url) ?? [];
  if (scheme === '') return { shown: url, values };
  const at = authority.lastIndexOf('@');
  const userInfo = at < 0 ? '' : authority.slice(0, at);
  const [user = '', password] = userInfo.split(/:(.*)/s);
  const shownUser = password === undefined ? hide(user) : `${user}:${hide(password)}`;
  const owner = at < 0 ? authority : `${shownUser}@${authority.slice(at + 1)}`;
  const [path = '', query] = rest.split(/\?(.*)/s);
  const shownQuery = query?.replace(
    /(^|&)([^&=#]+)=([^&#]*)/g,
    (_all, before: string, name: string, value: string) =>
      `${before}${name}=${isCredentialParameter(decoded(name)) ? hide(value) : value}`,
  );
  return { shown: `${scheme}${owner}${path}${shownQuery === undefined ? '' : `?${shownQuery}`}`, values };
}

const hiddenHeader = (value: string): string => `${authScheme.exec(value)?.[0] ?? ''}${mask}`;

const isMasked = (value: string | undefined): boolean => value === mask;

/** Key and passphrase of a client certificate, apart from what may be shown of it. */
function hideTls({ tls }: Target): { shown: Pick<Target, 'tls'>; hidden: TargetSecrets['tls'] } {
  if (tls === undefined) return { shown: {}, hidden: undefined };
  const { key, passphrase } = tls;
  const hidden = {
    ...(key === undefined || isMasked(key) ? {} : { key }),
    ...(passphrase === undefined || isMasked(passphrase) ? {} : { passphrase }),
  };
  return {
    shown: {
      tls: {
        ...tls,
        ...(key === undefined ? {} : { key: mask }),
        ...(passphrase === undefined ? {} : { passphrase: mask }),
      },
    },
    hidden: Object.keys(hidden).length > 0 ? hidden : undefined,
  };
}

/** The same with what stands behind its masks. */
const revealTls = (tls: Target['tls'], hidden: TargetSecrets['tls']): Target['tls'] =>
  tls && {
    ...tls,
    ...(isMasked(tls.key) ? { key: hidden?.key ?? mask } : {}),
    ...(isMasked(tls.passphrase) ? { passphrase: hidden?.passphrase ?? mask } : {}),
  };

/** A target as it is kept and shown: without its credentials, which are answered beside it. Null where it has none. */
export function hideCredentials(target: Target): { shown: Target; secrets: TargetSecrets | null } {
  const { shown: url, values } = hideInUrl(target.url);
  const hidden: string[] = [];
  const headers = target.headers.map(([name, value]): [string, string] => {
    if (!isCredentialHeader(name) || value === '' || value.includes(mask)) return [name, value];
    hidden.push(value);
    return [name, hiddenHeader(value)];
  });
  const { secretRef: _earlier, ...rest } = target;
  const tls = hideTls(target);
  const isSecret = values.length + hidden.length > 0 || tls.hidden !== undefined;
  const secrets = isSecret
    ? { url: values, headers: hidden, ...(tls.hidden ? { tls: tls.hidden } : {}) }
    : null;
  return { shown: { ...rest, url, headers, ...tls.shown }, secrets };
}

/** The target as it is sent, each mask replaced by what stands behind it. */
export function revealCredentials(target: Target, { url, headers, tls }: TargetSecrets): Target {
  const urls = [...url];
  const values = [...headers];
  return {
    ...target,
    ...(target.tls ? { tls: revealTls(target.tls, tls) } : {}),
    url: target.url.replaceAll(mask, () => urls.shift() ?? mask),
    headers: target.headers.map(([name, value]) => [
      name,
      value.includes(mask) ? (values.shift() ?? value) : value,
    ]),
  };
}

const originOf = (url: string): string => new URL(url).origin;

/**
 * A target whose masks were handed back unchanged, with what stood behind them in an earlier form of it: whoever edits a
 * target need not type its credentials again. They go to the origin that they were given for and to no other.
 *
 * @throws target_invalid where masks are left for which nothing is kept, or the origin is another
 */
export function withKeptCredentials(
  target: Target,
  earlier: { target: Target; secrets: TargetSecrets } | null,
): Target {
  const masked =
    masksIn(target.url) +
    target.headers.filter(([, value]) => value.includes(mask)).length +
    [target.tls?.key, target.tls?.passphrase].filter(isMasked).length;
  if (masked === 0) return target;
  if (earlier === null || originOf(earlier.target.url) !== originOf(target.url)) {
    throw new TackleboxError(
      'target_invalid',
      'The credentials of this target are masked, and were kept for another address. Give them again.',
      { details: { issues: [{ path: 'target.headers', message: 'Give the credentials again.' }] } },
    );
  }
  const before = revealCredentials(earlier.target, earlier.secrets);
  const sameUrlMasks = masksIn(target.url) === masksIn(earlier.target.url);
  const kept = revealCredentials(target, {
    url: sameUrlMasks ? earlier.secrets.url : [],
    headers: [],
    tls: earlier.secrets.tls,
  });
  const headers = kept.headers.map(([name, value]): [string, string] => {
    if (!value.includes(mask)) return [name, value];
    const own = before.headers.find(([key]) => key.toLowerCase() === name.toLowerCase());
    return own ? [name, own[1]] : [name, value];
  });
  const isLeft = [kept.tls?.key, kept.tls?.passphrase].some(isMasked);
  if (masksIn(kept.url) > 0 || isLeft || headers.some(([, value]) => value.includes(mask))) {
    throw new TackleboxError(
      'target_invalid',
      'A masked credential is not one that is kept here. Give it again.',
    );
  }
  return { ...kept, headers };
}

/** Every text that would give a target's credentials away, for masking what was sent with them and what came back. */
export function credentialTexts(target: Target, secrets: TargetSecrets): string[] {
  const { url, headers } = secrets;
  const parsed = new URL(revealCredentials(target, secrets).url);
  const basic = parsed.username === '' ? [] : [`${decoded(parsed.username)}:${decoded(parsed.password)}`];
  const bare = headers.map((value) => value.replace(authScheme, ''));
  return [...url, ...url.map(decoded), ...basic, ...headers, ...bare].filter((text) => text.length > 0);
}
