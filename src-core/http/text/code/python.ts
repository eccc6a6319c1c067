import { toBase64 } from '../../../bytes/encoding.ts';
import type { WireCopy } from '../../wire-copy.ts';
import { base64Lines, hex, isControl, ownHeaders, quotedText, textBody } from './parts.ts';

const literal = (text: string): string =>
  quotedText(text, (code) => (isControl(code) ? `\\u${hex(code, 4)}` : null));

/** Headers of one name are one: `requests` knows no others. */
function joined(headers: readonly (readonly [string, string])[]): Map<string, string> {
  const byName = new Map<string, [name: string, values: string[]]>();
  for (const [name, value] of headers) {
    const known = byName.get(name.toLowerCase());
    if (known) known[1].push(value);
    else byName.set(name.toLowerCase(), [name, [value]]);
  }
  return new Map([...byName.values()].map(([name, values]) => [name, values.join(', ')]));
}

/** A request as Python code for the library `requests`. */
export function pythonCode(request: WireCopy): string {
  const { method, url, body } = request;
  const own = ownHeaders(request);
  const headers = joined(own);
  const text = textBody(request);
  const data =
    text === null
      ? ['body = base64.b64decode(', ...base64Lines(toBase64(body)).map((line) => `    "${line}"`), ')']
      : [`body = ${literal(text)}.encode()`];
  return [
    ...(body.length > 0 && text === null ? ['import base64', ''] : []),
    'import requests',
    '',
    ...(headers.size < own.length ? ['# Headers of one name are sent as one, parted by commas.'] : []),
    'headers = {',
    ...[...headers].map(([name, value]) => `    ${literal(name)}: ${literal(value)}.encode("latin-1"),`),
    '}',
    ...(body.length > 0 ? data : []),
    'response = requests.request(',
    `    ${literal(method)},`,
    `    ${literal(url)},`,
    '    headers=headers,',
    ...(body.length > 0 ? ['    data=body,'] : []),
    '    allow_redirects=False,',
    '    timeout=30,',
    ')',
    'print(response.status_code, response.text)',
    '',
  ].join('\n');
}
