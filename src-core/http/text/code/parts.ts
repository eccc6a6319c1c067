import { utf8Text } from '../../../bytes/encoding.ts';
import type { RawHeaders } from '../../headers.ts';
import { hopHeaders } from '../../onward-headers.ts';
import type { WireCopy } from '../../wire-copy.ts';

/** Every client writes these itself, for the connection that it makes. */
const leftToClient = new Set(['host', 'content-length']);

/** The headers that code sets; the connection's own are left to the client. */
export function ownHeaders({ rawHeaders }: WireCopy): RawHeaders {
  const hop = hopHeaders(rawHeaders);
  return rawHeaders.filter(([name]) => !leftToClient.has(name.toLowerCase()) && !hop.has(name.toLowerCase()));
}

/** A body as text where its bytes are text that source code can hold; null where it has to be written as base64. */
export function textBody({ body }: WireCopy): string | null {
  const text = utf8Text(body);
  // A mark at the beginning, and a bare carriage return, get lost in editors.
  return text === null || text.includes('\uFEFF') || text.includes('\u0000') ? null : text;
}

const named: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A literal in double quotes: `escaped` writes what can't stand in it; `\`, `"` and line ends are written as C does. */
export function quotedText(text: string, escaped: (codePoint: number) => string | null): string {
  let written = '"';
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (character === '"' || character === '\\') written += `\\${character}`;
    else written += named[character] ?? escaped(code) ?? character;
  }
  return `${written}"`;
}

export const hex = (code: number, digits: number): string => code.toString(16).padStart(digits, '0');

export const isControl = (code: number): boolean =>
  code < 0x20 || (code >= 0x7f && code < 0xa0) || code === 0x2028 || code === 0x2029 || code === 0xfeff;

/** Base64 in lines that an editor shows whole. */
export const base64Lines = (base64: string): string[] => base64.match(/.{1,76}/g) ?? [];
