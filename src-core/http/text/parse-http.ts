import { type Bytes, concatBytes, fromBase64, utf8 } from '../../bytes/encoding.ts';
import { TackleboxError } from '../../errors/tacklebox-error.ts';
import type { RawHeaders } from '../headers.ts';
import { parseUrl } from '../parse-url.ts';
import { findHeader } from '../request.ts';
import { type ParsedRequest, readableText, wireText } from './parsed-request.ts';

const newline = 0x0a;
const carriageReturn = 0x0d;
const tokenForm = /^[!#$%&'*+.^_`|~\w-]+$/;
const requestLineForm = /^(\S+) (\S+)(?: HTTP\/(\d(?:\.\d)?))?$/;
/** As http-text.ts writes a body that is no text. */
const base64BodyForm = /^\[(\d+) bytes that are no text, in base64\]\r?\n([A-Za-z0-9+/]*={0,2})\s*$/;
const localHost = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\]|host\.docker\.internal)(:\d+)?$/i;

const refuse = (message: string): never => {
  throw new TackleboxError('invalid_input', message);
};

interface Parted {
  lines: string[];
  body: Bytes;
  /** Whether the head's lines end in CRLF. */
  crlf: boolean;
}

/** The head's lines and what follows the first empty one. Lines end in CRLF, or in LF as editors leave them. */
function part(bytes: Bytes): Parted {
  const lines: string[] = [];
  let crlf = false;
  let start = 0;
  while (start < bytes.length) {
    const found = bytes.indexOf(newline, start);
    const end = found < 0 ? bytes.length : found;
    const ends = end > start && bytes[end - 1] === carriageReturn ? end - 1 : end;
    crlf ||= ends < end;
    const line = readableText(bytes.subarray(start, ends));
    start = end + 1;
    if (line !== '') lines.push(line);
    else if (lines.length > 0) return { lines, body: bytes.subarray(start), crlf };
  }
  return { lines, body: new Uint8Array(), crlf };
}

function headersOf(lines: readonly string[]): RawHeaders {
  const headers: RawHeaders = [];
  for (const [at, line] of lines.entries()) {
    const place = `Header line ${at + 1} (${JSON.stringify(line.slice(0, 60))})`;
    const last = headers.at(-1);
    if (/^[ \t]/.test(line) && last) {
      last[1] = `${last[1]} ${wireText(line.trim())}`;
      continue;
    }
    const colon = line.indexOf(':');
    if (colon < 1) refuse(`${place} has no "Name: value". An empty line must stand before the body.`);
    const name = line.slice(0, colon);
    if (!tokenForm.test(name)) refuse(`${place} has a name with a character that no header name may have.`);
    headers.push([name, wireText(line.slice(colon + 1).trim())]);
  }
  return headers;
}

/** What stands in a request line does not say how it was reached; the other headers may. */
function urlOf(target: string, headers: RawHeaders): string {
  if (parseUrl(target)?.host) return target;
  if (!target.startsWith('/'))
    refuse(`The request line's target ${JSON.stringify(target)} is neither a path nor a URL.`);
  const host = findHeader(headers, 'x-forwarded-host') ?? findHeader(headers, 'host');
  if (host === undefined) return target;
  const scheme =
    findHeader(headers, 'x-forwarded-proto')?.split(',')[0]?.trim() ??
    (localHost.test(host) ? 'http' : 'https');
  return `${scheme}://${host}${target}`;
}

const withCrlf = (body: Bytes): Bytes => {
  const parts: Bytes[] = [];
  let start = 0;
  for (let end = body.indexOf(newline); end >= 0; end = body.indexOf(newline, start)) {
    parts.push(body.subarray(start, end), utf8('\r\n'));
    start = end + 1;
  }
  return concatBytes(...parts, body.subarray(start));
};

const onlyLineEnds = (bytes: Bytes) => bytes.every((byte) => byte === newline || byte === carriageReturn);

/** The body as Content-Length says, where what is there allows it: editors add a last line end and turn CRLF into LF. */
function bodyOf(given: Bytes, headers: RawHeaders, crlf: boolean): { body: Bytes; notes: string[] } {
  const base64 = base64BodyForm.exec(readableText(given));
  const decoded = base64?.[2] === undefined ? null : fromBase64(base64[2]);
  if (decoded) return { body: decoded, notes: [] };
  if (/\bchunked\b/i.test(findHeader(headers, 'transfer-encoding') ?? '')) {
    const chunks = /^[0-9a-f]+(;.*)?\r?\n/i.test(readableText(given.subarray(0, 40)));
    if (chunks)
      refuse('The body is still in chunks. Paste it as the receiver read it, without their lengths.');
    return { body: given, notes: [] };
  }
  const stated = findHeader(headers, 'content-length');
  const length = stated !== undefined && /^\d+$/.test(stated) ? Number(stated) : null;
  if (length === null || given.length === length) return { body: given, notes: [] };
  if (given.length > length && onlyLineEnds(given.subarray(length)))
    return { body: given.subarray(0, length), notes: [] };
  const restored = crlf ? given : withCrlf(given);
  if (restored.length >= length && onlyLineEnds(restored.subarray(length))) {
    return {
      body: restored.subarray(0, length),
      notes: [`Its lines were taken to end in CRLF, as Content-Length (${length}) says.`],
    };
  }
  return {
    body: given,
    notes: [`Content-Length says ${length} bytes, but ${given.length} are here. What is here is checked.`],
  };
}

const headerLineForm = /^:?[!#$%&'*+.^_`|~\w-]+:(\s|$)/;
const pseudoForm = /^:(method|path|authority|scheme|protocol):\s*(.*)$/i;

/** What HTTP/2 and HTTP/3 say in pseudo-headers, where a tool prints them as if they were headers. */
function takePseudoHeaders(lines: readonly string[]): { pseudo: Map<string, string>; rest: string[] } {
  const pseudo = new Map<string, string>();
  const rest = lines.filter((line) => {
    const [, name, value] = pseudoForm.exec(line) ?? [];
    if (name !== undefined) pseudo.set(name.toLowerCase(), value ?? '');
    return name === undefined;
  });
  return { pseudo, rest };
}

/** Headers and a body, as many tools show them, without the line that says what was asked. */
function withoutRequestLine({ lines, body: given, crlf }: Parted): ParsedRequest {
  const { pseudo, rest } = takePseudoHeaders(lines);
  const authority = pseudo.get('authority');
  const rawHeaders = headersOf(rest);
  const hasHost = findHeader(rawHeaders, 'host') !== undefined;
  const named: RawHeaders = authority && !hasHost ? [['Host', authority], ...rawHeaders] : rawHeaders;
  const path = pseudo.get('path');
  const assumed = path === undefined ? ['No request line is here: it was taken as POST /.'] : [];
  const { body, notes } = bodyOf(given, named, crlf);
  return {
    method: pseudo.get('method') ?? 'POST',
    url: urlOf(path ?? '/', named),
    httpVersion: pseudo.size > 0 ? '2' : '1.1',
    rawHeaders: named,
    body,
    notes: [...assumed, ...notes],
  };
}

/**
 * A request as it stands on the wire: request line, headers, an empty line, the body. A pasted one has lost little: LF
 * does for CRLF, and Content-Length gives back what an editor changed; the request line may be missing, or be written as
 * HTTP/2's pseudo-headers. Throws `invalid_input` that names the line.
 */
export function parseHttp(input: string | Bytes): ParsedRequest {
  const parted = part(typeof input === 'string' ? utf8(input) : input);
  const { lines, body: given, crlf } = parted;
  const [first, ...rest] = lines;
  if (first === undefined)
    return refuse('Nothing is here. Paste a request: its first line, headers, an empty line, the body.');
  if (headerLineForm.test(first)) return withoutRequestLine(parted);
  const line = requestLineForm.exec(first);
  const [, method, target, httpVersion = '1.1'] = line ?? [];
  if (method === undefined || target === undefined || !tokenForm.test(method)) {
    return refuse(
      `The first line ${JSON.stringify(first.slice(0, 60))} is no request line such as "POST /webhooks HTTP/1.1".`,
    );
  }
  const rawHeaders = headersOf(rest);
  return {
    method,
    url: urlOf(target, rawHeaders),
    httpVersion,
    rawHeaders,
    ...bodyOf(given, rawHeaders, crlf),
  };
}
