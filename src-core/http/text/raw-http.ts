import { toBase64, utf8Text } from '../../bytes/encoding.ts';
import type { WireCopy } from '../wire-copy.ts';
import { targetOf } from '../wire-target.ts';

/** A request as it looks on the wire. A body that is no text follows as base64, and a line says so. */
export function httpText(request: WireCopy): string {
  const { method, httpVersion, rawHeaders, body } = request;
  const head = [
    `${method} ${targetOf(request)} HTTP/${httpVersion}`,
    ...rawHeaders.map(([name, value]) => `${name}: ${value}`),
  ];
  const text = utf8Text(body);
  const shown = text ?? `[${body.length} bytes that are no text, in base64]\r\n${toBase64(body)}`;
  return `${head.join('\r\n')}\r\n\r\n${shown}`;
}
