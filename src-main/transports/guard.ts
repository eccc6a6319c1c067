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
  host: string | undefined;
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

/** Host and Origin, for everything that is served. Answers what is wrong, or null. */
export function foreignRequest(request: GuardedRequest, options: GuardOptions): TackleboxError | null {
  const name = hostName(request.host);
  if (name === null || !isOurHost(name, options)) {
    return new TackleboxError(
      'forbidden_host',
      `The request names the host ${JSON.stringify(request.host ?? '')}, which is not this machine. Use the address that \`tacklebox serve\` printed, or allow the name with --allow-host.`,
    );
  }
  if (request.origin !== undefined && !isOurOrigin(request.origin, request.host ?? '')) {
    return new TackleboxError(
      'forbidden_origin',
      `A page of ${JSON.stringify(request.origin)} may not call Tacklebox.`,
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
