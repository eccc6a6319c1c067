import { toBase64 } from '../../../bytes/encoding.ts';
import { findHeader } from '../../request.ts';
import type { WireCopy } from '../../wire-copy.ts';
import { hex, isControl, ownHeaders, quotedText, textBody } from './parts.ts';

const literal = (text: string): string =>
  quotedText(text, (code) => (isControl(code) ? `\\u${hex(code, 4)}` : null));

function bodyCode(request: WireCopy): string {
  const text = textBody(request);
  if (text === null)
    return `Uint8Array.from(atob("${toBase64(request.body)}"), (byte) => byte.charCodeAt(0))`;
  // fetch gives a text a content type of its own.
  return findHeader(request.rawHeaders, 'content-type') === undefined
    ? `new TextEncoder().encode(${literal(text)})`
    : literal(text);
}

/** A request as a `fetch` call, for Node 18 and later, Deno, Bun and browsers (which leave out some headers). */
export function fetchCode(request: WireCopy): string {
  const { method, url, body } = request;
  const headers = ownHeaders(request).map(([name, value]) => `    [${literal(name)}, ${literal(value)}],`);
  const bodiless = method === 'GET' || method === 'HEAD';
  const lines = [
    `const response = await fetch(${literal(url)}, {`,
    `  method: ${literal(method)},`,
    ...(headers.length > 0 ? ['  headers: [', ...headers, '  ],'] : []),
    ...(body.length > 0 && !bodiless ? [`  body: ${bodyCode(request)},`] : []),
    "  redirect: 'manual',",
    '});',
    'console.log(response.status, await response.text());',
  ];
  const note =
    body.length > 0 && bodiless ? [`// fetch sends no body with ${method}; this request had one.`] : [];
  return `${[...note, ...lines].join('\n')}\n`;
}
