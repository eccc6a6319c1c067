import { toBase64, utf8Text } from '../../bytes/encoding.ts';
import { pathAndQuery } from '../request.ts';
import type { WireCopy } from '../wire-copy.ts';

/** A request as it looks on the wire. A body that is no text follows as base64, and a line says so. */
export function httpText({ method, url, httpVersion, rawHeaders, body }: WireCopy): string {
  const target = pathAndQuery({ method, url, rawHeaders, body });
  const head = [
    `${method} ${target} HTTP/${httpVersion}`,
    ...rawHeaders.map(([name, value]) => `${name}: ${value}`),
  ];
  const text = utf8Text(body);
  const shown = text ?? `[${body.length} bytes that are no text, in base64]\r\n${toBase64(body)}`;
  return `${head.join('\r\n')}\r\n\r\n${shown}`;
}
