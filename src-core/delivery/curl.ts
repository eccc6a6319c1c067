import { type Bytes, toBase64, utf8Text } from '../bytes/encoding.ts';
import type { RawHeaders } from '../contract/define.ts';

/** A request as a command line has to say it. */
export interface CurlRequest {
  method: string;
  url: string;
  rawHeaders: RawHeaders;
  body: Bytes;
}

/** What curl works out by itself: to repeat it would only break an edited line. */
const leftToCurl = new Set(['host', 'content-length', 'connection', 'transfer-encoding']);
/** What curl adds unasked; switched off where the request has none. */
const addedByCurl = ['Accept', 'User-Agent', 'Content-Type'];

/** Line breaks and tabs stand in a quoted word as they are; the other control characters can't. */
const needsEscapes = (text: string): boolean => /\p{Cc}/u.test(text.replaceAll(/[\n\t]/g, ''));

/** A word for a POSIX shell; `$'…'` (bash, zsh, ksh) only where it must be. */
function quoted(text: string): string {
  if (!needsEscapes(text)) return `'${text.replaceAll("'", "'\\''")}'`;
  const escaped = text.replace(/[\\']|\p{Cc}/gu, (character) => {
    if (character === '\\' || character === "'") return `\\${character}`;
    const code = character.charCodeAt(0);
    // From 0x80 on a character is several bytes, which the shell passes on.
    return code < 0x80 ? `\\x${code.toString(16).padStart(2, '0')}` : character;
  });
  return `$'${escaped}'`;
}

/** `Name;` is how curl is told to send a header with an empty value. */
const headerWord = ([name, value]: readonly [string, string]): string =>
  value === '' ? `${name};` : `${name}: ${value}`;

/**
 * A request as one cURL command that sends the same method, headers and bytes. Bodies that are no text, or hold a NUL,
 * which no argument can carry, come through a pipe from base64.
 */
export function curlLine({ method, url, rawHeaders, body }: CurlRequest): string {
  const sent = rawHeaders.filter(([name]) => !leftToCurl.has(name.toLowerCase()));
  const names = new Set(sent.map(([name]) => name.toLowerCase()));
  const unwanted = addedByCurl.filter(
    (name) => !names.has(name.toLowerCase()) && (name !== 'Content-Type' || body.length > 0),
  );
  const text = utf8Text(body);
  const piped = body.length > 0 && (text === null || text.includes('\0'));
  const parts = [
    `curl -X ${quoted(method)} ${quoted(url)}`,
    ...sent.map((header) => `-H ${quoted(headerWord(header))}`),
    ...unwanted.map((name) => `-H ${quoted(`${name}:`)}`),
  ];
  if (piped) parts.push('--data-binary @-');
  else if (body.length > 0) parts.push(`--data-raw ${quoted(text ?? '')}`);
  const command = parts.join(' \\\n  ');
  return piped ? `printf %s ${quoted(toBase64(body))} | base64 -d | ${command}` : command;
}
