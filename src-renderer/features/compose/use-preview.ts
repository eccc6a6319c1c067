import { useEffect, useState } from 'react';
import { fromBase64, utf8 } from '#core/bytes/encoding.ts';
import type { RequestPreview } from '#core/contract/deliveries.ts';
import { curlText } from '#core/http/text/curl.ts';
import type { Scheme } from '#core/signing/schemes/scheme.ts';
import { engine } from '#renderer/platform/client.ts';
import type { SecretChoice } from '#renderer/webhook/signature/secret-choice.ts';
import { useCompose, useSecretChoice } from './compose-store.ts';
import type { Draft } from './draft.ts';
import { bodyOf } from './payload-text.ts';
import { completeUrl, eventInput, urlProblem } from './send-input.ts';
import { useProviderChoice } from './use-provider-choice.ts';

/** What would go out if it were sent now. Times, ids and chance are drawn anew when it is. */
export interface Preview {
  /** As the engine made it; null until it could make one. */
  request: RequestPreview | null;
  method: string;
  /** As it is meant; empty where there is no address yet. */
  url: string;
  unknownVariables: readonly string[];
  notJson: boolean;
  /** There is nothing to sign with. */
  unsigned: boolean;
  /** Why there is no request, or no signature although there should be one. */
  problem: string | null;
}

interface Asked {
  draft: Draft;
  scheme: Scheme;
  json: boolean;
  secret: SecretChoice;
}

/** In place of an address that is not there yet, so that all else can be shown. */
const noAddress = 'http://localhost/';

async function makePreview({ draft, scheme, json, secret }: Asked, signal: AbortSignal): Promise<Preview> {
  const body = bodyOf(draft.payload, draft.compact, json, { nowMs: Date.now(), random: Math.random });
  const { target, ...event } = eventInput(draft, { scheme, secret, body: body.text });
  const hasAddress = urlProblem(draft.url) === null;
  const shown: Preview = {
    request: null,
    method: draft.method,
    url: completeUrl(draft.url),
    unknownVariables: body.unknown,
    notJson: body.notJson,
    unsigned: false,
    problem: null,
  };
  try {
    const request = await engine.deliveries.preview(
      { ...event, target: hasAddress ? target : { ...target, url: noAddress } },
      { signal },
    );
    return {
      ...shown,
      request: hasAddress ? request : withoutHost(request),
      url: hasAddress ? request.url : shown.url,
      unsigned: !request.signed && request.problem === null && scheme.kind !== 'none',
      problem: request.problem?.message ?? null,
    };
  } catch (error) {
    return { ...shown, problem: error instanceof Error ? error.message : String(error) };
  }
}

const withoutHost = (request: RequestPreview): RequestPreview => ({
  ...request,
  rawHeaders: request.rawHeaders.filter(([name]) => name.toLowerCase() !== 'host'),
});

/** Typing settles for this long before the request is made anew. */
const settleMs = 250;

/** The request as it would be sent, kept true while the draft changes; null until it is there. */
export function usePreview(): Preview | null {
  const draft = useCompose((compose) => compose.draft);
  const secret = useSecretChoice();
  const { scheme, json } = useProviderChoice();
  const [preview, setPreview] = useState<Preview | null>(null);

  useEffect(() => {
    if (!scheme) return;
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      const made = await makePreview({ draft, scheme, json, secret }, abort.signal);
      if (!abort.signal.aborted) setPreview(made);
    }, settleMs);
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [draft, scheme, json, secret]);

  return preview;
}

/** Why a preview can't be written down as a command; null where it can. */
export function curlProblem({ request, url, problem }: Preview): string | null {
  if (!request || problem !== null || url === '') return 'There is no request to copy yet.';
  if (request.masked) {
    return 'The endpoint’s secret stays in the engine: send it first, then copy it from the Inbox.';
  }
  return request.body.truncated
    ? 'The body is too long for the preview: send it first, then copy it from the Inbox.'
    : null;
}

/** The very request that is shown, as a cURL line. */
export function curlOf({ request }: Preview): string | null {
  if (!request) return null;
  const { method, url, rawHeaders, body } = request;
  const bytes = body.encoding === 'utf8' ? utf8(body.data) : (fromBase64(body.data) ?? new Uint8Array());
  return curlText({ method, url, httpVersion: '1.1', rawHeaders, body: bytes });
}
