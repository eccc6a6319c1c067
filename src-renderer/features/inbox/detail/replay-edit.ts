import type { RawHeaders } from '#core/http/headers.ts';

/** Made anew for each request, so they are not offered for editing. */
const perRequest = new Set(['host', 'content-length', 'connection', 'transfer-encoding']);

export const headersText = (headers: RawHeaders): string =>
  headers
    .filter(([name]) => !perRequest.has(name.toLowerCase()))
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');

/** Reads `Name: value` lines; says which line isn't one. */
export function parseHeaders(text: string): { ok: true; headers: RawHeaders } | { ok: false; line: number } {
  const headers: RawHeaders = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const match = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*)$/.exec(line);
    if (!match) return { ok: false, line: index + 1 };
    headers.push([match[1] ?? '', (match[2] ?? '').trimEnd()]);
  }
  return { ok: true, headers };
}

/** The edited headers in place of all that there were: what is not among them was deleted by hand. */
export const replacedHeaders = (
  before: RawHeaders,
  headers: RawHeaders,
): { headers: RawHeaders; removeHeaders: string[] } => ({
  headers,
  removeHeaders: before.map(([name]) => name),
});
