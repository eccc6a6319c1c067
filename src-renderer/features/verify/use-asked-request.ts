import { useMemo } from 'react';
import { toBase64, utf8Text } from '#core/bytes/encoding.ts';
import type { RawHeaders } from '#core/http/headers.ts';
import type { Reading } from './read-request.ts';

/** A request as the engine is asked about it: a delivery of the history by its id, all else as it was read. */
export type AskedRequest =
  | { deliveryId: string }
  | ({ headers: RawHeaders; url: string; method: string } & ({ body: string } | { bodyBase64: string }));

/** A body in the form that a call takes it. */
function bodyInput(body: Uint8Array): { body: string } | { bodyBase64: string } {
  const text = utf8Text(body);
  return text === null ? { bodyBase64: toBase64(body) } : { body: text };
}

/** What to ask the engine about; null until a request is there. */
export function useAskedRequest(reading: Reading, deliveryId: string | null): AskedRequest | null {
  return useMemo(() => {
    if (reading.kind !== 'request') return null;
    if (deliveryId !== null) return { deliveryId };
    const { rawHeaders: headers, url, method, body } = reading.request;
    return { headers, url, method, ...bodyInput(body) };
  }, [reading, deliveryId]);
}
