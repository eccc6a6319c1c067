import { useEffect, useState } from 'react';
import { fromBase64, utf8 } from '#core/bytes/encoding.ts';
import type { Endpoint } from '#core/delivery/endpoint.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { curlText } from '#core/http/text/curl.ts';
import type { Provider } from '#core/providers/provider.ts';
import type { Scheme } from '#core/signing/schemes/scheme.ts';
import { engine } from '#renderer/platform/client.ts';
import { loadProvider } from '#renderer/webhook/use-provider.ts';
import { testEvent } from './test-event.ts';

export interface SignedCurl {
  text: string | null;
  /** How old the signature may become before it is rejected; null where time is not part of it. */
  validForSeconds: number | null;
  /** Why there is no line. */
  problem: string | null;
}

/** How often a line whose signature ages is made anew, as a part of its tolerance. */
const renewals = 3;

const toleranceOf = (scheme: Scheme): number | null => {
  if (scheme.kind === 'hmac' || scheme.kind === 'asymmetric')
    return scheme.timestamp?.toleranceSeconds ?? null;
  if (scheme.kind === 'jwt') return scheme.lifetimeSeconds;
  return null;
};

async function makeLine(endpoint: Endpoint, provider: Provider, secret: string): Promise<string> {
  const { method, url, rawHeaders, body, problem } = await engine.deliveries.preview({
    ...testEvent(endpoint, provider),
    secret,
  });
  if (problem) throw new TackleboxError('invalid_input', problem.message);
  const bytes = body.encoding === 'utf8' ? utf8(body.data) : (fromBase64(body.data) ?? new Uint8Array());
  return curlText({ method, url, httpVersion: '1.1', rawHeaders, body: bytes });
}

/** A cURL line for a sample event, signed with `secret`, that the endpoint accepts; kept fresh while it is shown. */
export function useSignedCurl(endpoint: Endpoint, secret: string): SignedCurl {
  const [line, setLine] = useState<SignedCurl>({ text: null, validForSeconds: null, problem: null });

  useEffect(() => {
    if (secret === '') return;
    let gone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const renew = async () => {
      try {
        const provider = await loadProvider(endpoint.provider);
        const validForSeconds = toleranceOf(endpoint.scheme ?? provider.scheme);
        const text = await makeLine(endpoint, provider, secret);
        if (gone) return;
        setLine({ text, validForSeconds, problem: null });
        if (validForSeconds !== null)
          timer = setTimeout(() => void renew(), (validForSeconds * 1000) / renewals);
      } catch (error) {
        if (gone) return;
        const problem = error instanceof Error ? error.message : String(error);
        setLine({ text: null, validForSeconds: null, problem });
      }
    };
    void renew();
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [endpoint, secret]);

  return line;
}
