import { useEffect, useState } from 'react';
import { fromBase64, lossyText, utf8 } from '#core/bytes/encoding.ts';
import type { Endpoint } from '#core/delivery/endpoint.ts';
import type { RawHeaders } from '#core/http/headers.ts';
import { overriddenBy } from '#core/http/onward-headers.ts';
import { composeEvent } from '#core/providers/compose.ts';
import type { Provider } from '#core/providers/provider.ts';
import type { KeyFormat, Scheme } from '#core/signing/schemes/scheme.ts';
import type { ContentPart } from '#core/signing/verify/verdict.ts';
import { engine } from '#renderer/platform/client.ts';
import { loadProvider } from '#renderer/webhook/use-provider.ts';
import { useCompose } from './compose-store.ts';
import type { Draft } from './draft.ts';
import { bodyOf } from './payload-text.ts';
import { completeUrl } from './send-input.ts';
import { useOwnEndpoint } from './use-own-endpoint.ts';
import { useProviderChoice } from './use-provider-choice.ts';

/** What would go out if it were sent now. Times, ids and chance are drawn anew when it is. */
export interface Preview {
  method: string;
  url: string;
  headers: RawHeaders;
  /** Lower-case names of the headers that the signature added. */
  signed: ReadonlySet<string>;
  signedContent: readonly ContentPart[];
  body: string;
  bodyBytes: number;
  unknownVariables: readonly string[];
  notJson: boolean;
  /** The signature is the engine's to make, with an endpoint's secret: what is shown of it is dots. */
  masked: boolean;
  /** There is no secret to sign with. */
  unsigned: boolean;
  /** Why there is no signature although there should be one. */
  problem: string | null;
}

const dots = '••••••••';
/** Secrets that mean nothing, in the form that each kind of key wants, so that the rest can be shown. */
const placeholders: Partial<Record<KeyFormat, string>> = {
  hex: '00'.repeat(32),
  base64: 'A'.repeat(40),
  'whsec-base64': `whsec_${'A'.repeat(40)}`,
};

function placeholderFor(scheme: Scheme): string | null {
  if (scheme.kind === 'hmac') return placeholders[scheme.key] ?? 'placeholder';
  if (scheme.kind === 'jwt' && scheme.algorithm === 'HS256') return placeholders[scheme.key] ?? 'placeholder';
  return null;
}

interface Asked {
  draft: Draft;
  provider: Provider;
  scheme: Scheme;
  json: boolean;
  secret: string;
  /** Of ours, and with a secret: the engine signs with it where none is given. */
  endpoint: Endpoint | null;
}

/** An endpoint's own secret goes with its own scheme, unless another way was chosen. */
async function schemeOf({ draft, scheme, endpoint, secret }: Asked): Promise<Scheme> {
  if (!endpoint || secret !== '' || draft.auth !== '') return scheme;
  return endpoint.scheme ?? (await loadProvider(endpoint.provider)).scheme;
}

async function makePreview(asked: Asked, signal: AbortSignal): Promise<Preview> {
  const { draft, provider, json, secret, endpoint } = asked;
  const scheme = await schemeOf(asked);
  const nowMs = Date.now();
  const filled = bodyOf(draft.payload, draft.compact, json, { nowMs, random: Math.random });
  const composed = composeEvent(provider, {
    ...(draft.eventType ? { eventType: draft.eventType } : {}),
    bodyText: filled.text,
    live: draft.live,
    nowMs,
    random: (count) => crypto.getRandomValues(new Uint8Array(count)),
  });
  const text = draft.live ? lossyText(composed.body) : filled.text;
  const base: Preview = {
    method: draft.method,
    url: completeUrl(draft.url),
    headers: overriddenBy(
      composed.headers,
      draft.headers.filter(([name]) => name !== ''),
    ),
    signed: new Set(),
    signedContent: [],
    body: text,
    bodyBytes: utf8(text).length,
    unknownVariables: filled.unknown,
    notJson: filled.notJson,
    masked: false,
    unsigned: false,
    problem: null,
  };
  if (scheme.kind === 'none') return base;
  const masked = secret === '' && endpoint !== null;
  const signingSecret = masked ? placeholderFor(scheme) : secret;
  if (signingSecret === null)
    return { ...base, masked, problem: 'The engine signs it with the endpoint’s secret when it is sent.' };
  if (signingSecret === '') return { ...base, unsigned: true };
  const signed = await engine.signatures.sign(
    {
      scheme,
      secret: signingSecret,
      body: text,
      headers: base.headers,
      method: draft.method,
      id: composed.eventId,
      ...(base.url ? { url: base.url } : {}),
    },
    { signal },
  );
  const added = Object.entries(signed.headers);
  const body =
    signed.body ??
    (signed.bodyBase64 ? lossyText(fromBase64(signed.bodyBase64) ?? new Uint8Array()) : base.body);
  return {
    ...base,
    masked,
    url: signed.url ?? base.url,
    headers: overriddenBy(base.headers, masked ? added.map(([name]) => [name, dots]) : added),
    signed: new Set(added.map(([name]) => name.toLowerCase())),
    signedContent: signed.signedContent,
    body,
    bodyBytes: utf8(body).length,
  };
}

/** Typing settles for this long before the request is made anew. */
const settleMs = 250;

/** The request as it would be sent, kept true while the draft changes; null until it is there. */
export function usePreview(): Preview | null {
  const { draft, secret } = useCompose();
  const { provider, scheme, json } = useProviderChoice();
  const own = useOwnEndpoint();
  const endpoint = own && own.secretFingerprints.length > 0 ? own : null;
  const [preview, setPreview] = useState<Preview | null>(null);

  useEffect(() => {
    if (!provider || !scheme) return;
    const abort = new AbortController();
    const timer = setTimeout(() => {
      makePreview({ draft, provider, scheme, json, secret, endpoint }, abort.signal).then(
        (made) => !abort.signal.aborted && setPreview(made),
        (error: unknown) => {
          if (abort.signal.aborted) return;
          const problem = error instanceof Error ? error.message : String(error);
          setPreview((old) => old && { ...old, signedContent: [], signed: new Set(), problem });
        },
      );
    }, settleMs);
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [draft, provider, scheme, json, secret, endpoint]);

  return preview;
}
