/**
 * Who may call the engine over HTTP. Three questions, all of which must be answered well, because a loopback port is
 * open to every page in the user's browser and to every user of the machine:
 *
 * - Host: does the request name this machine? A page of evil.example whose name was pointed at 127.0.0.1 (DNS rebinding)
 *   is same-origin in the browser's eyes, but its Host header still says evil.example.
 * - Origin: does the request come from our own page, or from no page at all? Browsers let any page open a WebSocket.
 * - Token: does the caller know the secret that was printed with the address?
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { isIP } from 'node:net';
import { hostname } from 'node:os';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';

export interface GuardOptions {
  token: string;
  /** The address that is listened on, as given (`127.0.0.1`, `0.0.0.0`, `::1`, a name). */
  host: string;
  /** Further names under which this machine may be called, for a reverse proxy. */
  allowedHosts?: readonly string[];
}

export interface GuardedRequest {
  /** Every name by which the request calls this machine: its Host headers, and the authority of an absolute target. */
  hosts: readonly string[];
  origin: string | undefined;
  authorization: string | undefined;
  /** From `?token=`, where a browser can't send headers: the WebSocket. Elsewhere undefined. */
  queryToken: string | undefined;
}

const digest = (text: string) => createHash('sha256').update(text).digest();

/** Takes as long whatever the token begins with, and whatever its length. */
export const sameToken = (given: string, wanted: string): boolean =>
  timingSafeEqual(digest(given), digest(wanted));

const withoutBrackets = (name: string) => name.replace(/^\[(.*)\]$/, '$1').toLowerCase();

/** The name in a Host header, without port and brackets; null where it can't be read. */
function hostName(header: string | undefined): string | null {
  if (!header) return null;
  const match = /^(\[[0-9a-fA-F:.]+\]|[^:/?#@\s\\]+)(?::\d{1,5})?$/.exec(header);
  return match?.[1] === undefined ? null : withoutBrackets(match[1]);
}

export const isLoopback = (host: string): boolean => {
  const name = withoutBrackets(host);
  return name === 'localhost' || name === '::1' || /^127\.\d+\.\d+\.\d+$/.test(name);
};

function isOurHost(name: string, { host, allowedHosts = [] }: GuardOptions): boolean {
  if (isLoopback(name) || name === withoutBrackets(host)) return true;
  if (allowedHosts.some((allowed) => allowed.toLowerCase() === name)) return true;
  // An address can't be rebound; only a name can. Beyond loopback the machine has addresses that we don't know.
  return !isLoopback(host) && (isIP(name) !== 0 || name === hostname().toLowerCase());
}

/** Whether a page of this origin is the one that the same address served. */
function isOurOrigin(origin: string, hostHeader: string): boolean {
  return origin === `http://${hostHeader}` || origin === `https://${hostHeader}`;
}

/** The names by which a request calls this machine; a target in absolute form (RFC 9112, 3.2.2) names it once more. */
export function namedHosts(rawHeaders: readonly string[], target: string): string[] {
  const hosts: string[] = [];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    if (rawHeaders[at]?.toLowerCase() === 'host') hosts.push(rawHeaders[at + 1] ?? '');
  }
  if (target.startsWith('/')) return hosts;
  return [...hosts, /^https?:\/\/([^/?#]*)/i.exec(target)?.[1] ?? target];
}

/** Host and Origin, for everything that is served. Answers what is wrong, or null. */
export function foreignRequest(
  { hosts, origin }: GuardedRequest,
  options: GuardOptions,
): TackleboxError | null {
  const foreign = (hosts.length === 0 ? [''] : hosts).find((host) => {
    const name = hostName(host);
    return name === null || !isOurHost(name, options);
  });
  if (foreign !== undefined) {
    return new TackleboxError(
      'forbidden_host',
      `The request names the host ${JSON.stringify(foreign)}, which is not this machine. Use the address that \`tacklebox serve\` printed, or allow the name with --allow-host.`,
    );
  }
  if (origin !== undefined && !hosts.every((host) => isOurOrigin(origin, host))) {
    return new TackleboxError(
      'forbidden_origin',
      `A page of ${JSON.stringify(origin)} may not call Tacklebox.`,
    );
  }
  return null;
}

/** The token, for whatever can read or change something. Answers what is wrong, or null. */
export function missingToken(request: GuardedRequest, options: GuardOptions): TackleboxError | null {
  const bearer = /^Bearer +(\S+) *$/i.exec(request.authorization ?? '')?.[1];
  const given = bearer ?? request.queryToken;
  if (given !== undefined && sameToken(given, options.token)) return null;
  return new TackleboxError(
    'unauthorized',
    given === undefined
      ? 'A token is needed: send `Authorization: Bearer <token>` with the token that `tacklebox serve` printed.'
      : 'The token is not the one that `tacklebox serve` printed.',
  );
}
