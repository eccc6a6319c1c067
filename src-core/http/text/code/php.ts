import { toBase64 } from '../../../bytes/encoding.ts';
import type { WireCopy } from '../../wire-copy.ts';
import { hex, ownHeaders, quotedText, textBody } from './parts.ts';

const escaped = (code: number): string | null =>
  code === 0x24 ? '\\$' : code < 0x20 || code === 0x7f ? `\\x${hex(code, 2)}` : null;
const literal = (text: string): string => quotedText(text, escaped);

/** A character of a header is a byte. */
const bytesLiteral = (text: string): string =>
  quotedText(text, (code) => escaped(code) ?? (code > 0x7e && code < 0x100 ? `\\x${hex(code, 2)}` : null));

/** A request as PHP code that needs no extension. */
export function phpCode(request: WireCopy): string {
  const { method, url, body } = request;
  const text = textBody(request);
  const content = text === null ? `base64_decode("${toBase64(body)}")` : literal(text);
  return [
    '<?php',
    '$context = stream_context_create(["http" => [',
    `    "method" => ${literal(method)},`,
    '    "protocol_version" => 1.1,',
    '    "header" => [',
    ...ownHeaders(request).map(([name, value]) => `        ${bytesLiteral(`${name}: ${value}`)},`),
    '    ],',
    ...(body.length > 0 ? [`    "content" => ${content},`] : []),
    '    "follow_location" => 0,',
    '    "ignore_errors" => true,',
    ']]);',
    `$answer = file_get_contents(${literal(url)}, false, $context);`,
    'echo $http_response_header[0] ?? "no answer", "\\n", $answer, "\\n";',
    '',
  ].join('\n');
}
