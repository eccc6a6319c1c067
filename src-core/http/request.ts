/** A request as signatures see it: bytes and raw headers, nothing parsed. */
export interface SignedRequest {
  method: string;
  /** Absolute where it is known, else the target as it stood on the request line. */
  url: string;
  /** Names and values in their order and case, duplicates included. */
  rawHeaders: [string, string][];
  body: Uint8Array;
}

/** The first value of a header, whatever the case of its name. */
export function findHeader(rawHeaders: readonly [string, string][], name: string): string | undefined {
  const wanted = name.toLowerCase();
  for (const [key, value] of rawHeaders) {
    if (key.length === wanted.length && key.toLowerCase() === wanted) return value;
  }
  return undefined;
}

/** All values of a header in their order. A `*` at the end of the name stands for a number: `X-Signature-*`. */
export function allHeaders(rawHeaders: readonly [string, string][], name: string): string[] {
  const wanted = name.toLowerCase();
  if (!wanted.endsWith('*')) {
    return rawHeaders
      .filter(([key]) => key.length === wanted.length && key.toLowerCase() === wanted)
      .map(([, value]) => value);
  }
  const prefix = wanted.slice(0, -1);
  return rawHeaders
    .filter(([key]) => key.toLowerCase().startsWith(prefix) && /^\d{1,9}$/.test(key.slice(prefix.length)))
    .map(([, value]) => value);
}

/** The same headers with `name` set once: in place of its first occurrence, else at the end. */
export function withHeader(
  rawHeaders: readonly [string, string][],
  name: string,
  value: string,
): [string, string][] {
  const wanted = name.toLowerCase();
  const first = rawHeaders.findIndex(([key]) => key.toLowerCase() === wanted);
  if (first < 0) return [...rawHeaders, [name, value]];
  return rawHeaders.flatMap(([key, old], at): [string, string][] =>
    at === first ? [[name, value]] : key.toLowerCase() === wanted ? [] : [[key, old]],
  );
}

/** The URL without its fragment, which is never sent. */
export function urlOf(request: SignedRequest): string {
  const hash = request.url.indexOf('#');
  return hash < 0 ? request.url : request.url.slice(0, hash);
}

/** What follows the host: path and query as they stand in the URL. */
export function pathAndQuery(request: SignedRequest): string {
  const url = urlOf(request);
  const scheme = url.indexOf('://');
  if (scheme < 0) return url;
  const slash = url.indexOf('/', scheme + 3);
  const question = url.indexOf('?', scheme + 3);
  if (question >= 0 && (slash < 0 || question < slash)) return `/${url.slice(question)}`;
  return slash < 0 ? '/' : url.slice(slash);
}

/** The query without its `?`, still escaped; empty where there is none. */
export function queryOf(request: SignedRequest): string {
  const url = urlOf(request);
  const question = url.indexOf('?');
  return question < 0 ? '' : url.slice(question + 1);
}
