import { toBase64 } from '../../../bytes/encoding.ts';
import type { WireCopy } from '../../wire-copy.ts';
import { hex, isControl, ownHeaders, quotedText, textBody } from './parts.ts';

const literal = (text: string): string =>
  quotedText(text, (code) => (isControl(code) ? `\\u${hex(code, 4)}` : null));

/** A character of a header is a byte. */
const bytesLiteral = (text: string): string =>
  quotedText(text, (code) => (code < 0x20 || (code > 0x7e && code < 0x100) ? `\\x${hex(code, 2)}` : null));

/** A request as a Go program. */
export function goCode(request: WireCopy): string {
  const { method, url, body } = request;
  const text = textBody(request);
  const byName = new Map<string, string[]>();
  for (const [name, value] of ownHeaders(request)) byName.set(name, [...(byName.get(name) ?? []), value]);
  const decodes = body.length > 0 && text === null;
  const reader =
    body.length === 0 ? 'nil' : text === null ? 'bytes.NewReader(body)' : 'strings.NewReader(body)';
  const imports = [
    ...(decodes ? ['bytes', 'encoding/base64'] : []),
    ...['fmt', 'io', 'net/http'],
    ...(body.length > 0 && text !== null ? ['strings'] : []),
  ];
  return [
    'package main',
    '',
    'import (',
    ...imports.map((name) => `\t"${name}"`),
    ')',
    '',
    'func main() {',
    ...(decodes
      ? [`\tbody, _ := base64.StdEncoding.DecodeString("${toBase64(body)}")`]
      : body.length > 0
        ? [`\tbody := ${literal(text ?? '')}`]
        : []),
    `\trequest, err := http.NewRequest(${literal(method)}, ${literal(url)}, ${reader})`,
    '\tif err != nil {',
    '\t\tpanic(err)',
    '\t}',
    ...[...byName].map(
      ([name, values]) =>
        `\trequest.Header[${literal(name)}] = []string{${values.map((value) => bytesLiteral(value)).join(', ')}}`,
    ),
    '\tclient := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}',
    '\tresponse, err := client.Do(request)',
    '\tif err != nil {',
    '\t\tpanic(err)',
    '\t}',
    '\tdefer response.Body.Close()',
    '\tanswer, _ := io.ReadAll(response.Body)',
    '\tfmt.Println(response.StatusCode, string(answer))',
    '}',
    '',
  ].join('\n');
}
