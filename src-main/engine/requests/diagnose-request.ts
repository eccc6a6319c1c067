import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import type { RawHeaders } from '#core/http/headers.ts';
import { findHeader, type SignedRequest } from '#core/http/request.ts';
import { allProviders, providerById } from '#core/providers/registry.ts';
import { schemesOf } from '#core/providers/schemes-of.ts';
import { withFieldValues } from '#core/signing/schemes/fields.ts';
import type { Scheme } from '#core/signing/schemes/scheme.ts';
import type { Diagnosis, Verdict, VerdictCode } from '#core/signing/verify/verdict.ts';
import { verifyAny } from '#core/signing/verify/verify-any.ts';
import type { EngineParts } from '../engine.ts';
import { absoluteUrl } from '../receiver/request-target.ts';
import { openHandshake } from '../vault/handshake-secrets.ts';
import { runDiagnosis } from './run-diagnosis.ts';

/** A check that failed, with what it was made from. */
export interface FailedCheck {
  scheme: Scheme;
  request: SignedRequest;
  secrets: readonly string[];
  /** The moment that the check took for now: a capture is judged by the time it arrived. */
  nowMs: number;
  webhookId?: string | undefined;
  signal?: AbortSignal | undefined;
  /** Tacklebox caught the request itself, so that its bytes are those of the wire. */
  isCaught?: boolean | undefined;
  /** Names the search in `signatures.searching` and for `signatures.stopSearch`. */
  searchId?: string | undefined;
}

/** A person waits for the answer, sees how far it is, and can end it. */
const budgetMs = 10_000;

/** Each one costs a check. */
const maxOtherEndpoints = 200;

/** Searches under way that were named, to be stopped by that name. */
const searches = new Map<string, AbortController>();

/** Ends a search early: its verdict comes at once, with what was found so far. False where none of that name is under way. */
export function stopSearch(searchId: string): boolean {
  const search = searches.get(searchId);
  search?.abort();
  return search !== undefined;
}

/** Secrets of this endpoint's past and of the others, by names that may be shown. Unreadable ones are passed over. */
function otherSecrets(parts: EngineParts, own: string | undefined): { label: string; secret: string }[] {
  const earlier = own === undefined ? [] : parts.vault.everUsed(own);
  const others = parts.history.endpoints
    .list()
    .filter(({ webhookId }) => webhookId !== own)
    .slice(0, maxOtherEndpoints)
    .flatMap(({ webhookId, name }) =>
      parts.vault
        .everUsed(webhookId)
        .map((secret) => ({ label: `the one of the endpoint "${name}"`, secret })),
    );
  return [...earlier.map((secret) => ({ label: 'an earlier one of this endpoint', secret })), ...others];
}

/** Why a signature failed, searched among the known mistakes with all that this engine knows, in a thread of its own. */
export async function diagnoseFor(parts: EngineParts, check: FailedCheck): Promise<Diagnosis> {
  const { scheme, request, secrets, nowMs, webhookId, signal, searchId, isCaught = false } = check;
  const abort = new AbortController();
  const stop = () => abort.abort();
  if (signal?.aborted) stop();
  signal?.addEventListener('abort', stop, { once: true });
  if (searchId !== undefined) searches.set(searchId, abort);
  try {
    const job = {
      scheme,
      request,
      secrets: [...secrets],
      nowMs,
      otherSecrets: otherSecrets(parts, webhookId),
      otherSchemes: allProviders
        .filter((provider) => provider.scheme !== scheme)
        .map((provider) => ({ label: provider.name, scheme: provider.scheme })),
      isCaught,
      budgetMs,
    };
    return await runDiagnosis(job, {
      signal: abort.signal,
      onProgress: (progress) => {
        if (searchId !== undefined)
          parts.events.emit({ type: 'signatures.searching', searchId, ...progress });
      },
    });
  } finally {
    signal?.removeEventListener('abort', stop);
    if (searchId !== undefined && searches.get(searchId) === abort) searches.delete(searchId);
  }
}

/** A request that an endpoint caught or rejected, as it is stored. */
export interface StoredRequest {
  webhookId: string | null;
  method: string;
  target: string;
  rawHeaders: RawHeaders;
  receivedAtMs: number;
}

/** Where there was nothing to check, or nothing to check with, no mistake explains anything. */
const unexplainable = new Set<VerdictCode>(['genuine', 'unsigned_scheme', 'secret_missing']);

function acceptedSecrets(parts: EngineParts, webhookId: string, atMs: number): string[] {
  try {
    return parts.vault.accepted(webhookId, atMs);
  } catch (error) {
    if (error instanceof TackleboxError) return [];
    throw error;
  }
}

/** A stored verdict with its diagnosis, made when somebody looks: never while a request waits for its answer. */
export async function explainCaught(
  parts: EngineParts,
  verdict: Verdict | null,
  stored: StoredRequest,
  readBody: () => Uint8Array,
  search: { signal?: AbortSignal | undefined; searchId?: string | undefined } = {},
): Promise<Verdict | null> {
  const { webhookId, method, rawHeaders, receivedAtMs: nowMs } = stored;
  const endpoint = webhookId === null ? undefined : parts.history.endpoints.find(webhookId);
  if (!verdict || !endpoint || unexplainable.has(verdict.code)) return verdict;
  const url = absoluteUrl(stored.target, findHeader(rawHeaders, 'host'));
  const request: SignedRequest = { method, url, rawHeaders, body: readBody() };
  const secrets = acceptedSecrets(parts, endpoint.webhookId, nowMs);
  const provider = providerById(endpoint.provider);
  if (!provider) return verdict;
  const fields = openHandshake(parts.vault, endpoint.handshake);
  const context = { crypto: parts.crypto, nowMs, fields };
  const { scheme } = verifyAny(schemesOf(provider, endpoint.scheme), request, secrets, context);
  const check = {
    scheme: withFieldValues(scheme, fields),
    request,
    secrets,
    nowMs,
    webhookId: endpoint.webhookId,
    isCaught: true,
    ...search,
  };
  return { ...verdict, diagnosis: await diagnoseFor(parts, check) };
}
