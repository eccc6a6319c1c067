import { allProviders } from '#core/providers/registry.ts';
import { diagnoseInTurns } from '#core/signing/diagnosis/diagnose.ts';
import type { SignedRequest } from '#core/signing/request.ts';
import type { Scheme } from '#core/signing/scheme.ts';
import type { Diagnosis } from '#core/signing/verdict.ts';
import type { EngineParts } from './parts.ts';

/** A check that failed, with what it was made from. */
export interface FailedCheck {
  scheme: Scheme;
  request: SignedRequest;
  secrets: readonly string[];
  /** The moment that the check took for now: a capture is judged by the time it arrived. */
  nowMs: number;
  webhookId?: string | undefined;
  signal?: AbortSignal | undefined;
  budgetMs?: number | undefined;
}

/** A person waits for the answer, and other requests must not. */
const defaultBudgetMs = 1500;

const pause = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Secrets of this endpoint's past and of the others, by names that may be shown. */
function otherSecrets(parts: EngineParts, own: string | undefined, nowMs: number) {
  const earlier = own === undefined ? [] : parts.vault.everUsed(own);
  const others = parts.history.endpoints
    .list()
    .filter(({ webhookId }) => webhookId !== own)
    .slice(0, 200)
    .flatMap(({ webhookId, name }) =>
      parts.vault
        .accepted(webhookId, nowMs)
        .map((secret) => ({ label: `the one of the endpoint "${name}"`, secret })),
    );
  return [...earlier.map((secret) => ({ label: 'an earlier one of this endpoint', secret })), ...others];
}

/** Why a signature failed, searched among the known mistakes with all that this engine knows. Gives way to other work. */
export function diagnoseFor(parts: EngineParts, check: FailedCheck): Promise<Diagnosis> {
  const { scheme, request, secrets, nowMs, webhookId, signal, budgetMs = defaultBudgetMs } = check;
  return diagnoseInTurns(
    scheme,
    request,
    secrets,
    {
      crypto: parts.crypto,
      nowMs,
      otherSecrets: otherSecrets(parts, webhookId, nowMs),
      otherSchemes: allProviders
        .filter((provider) => provider.scheme !== scheme)
        .map((provider) => ({ label: provider.name, scheme: provider.scheme })),
      budgetMs,
      clock: () => performance.now(),
      ...(signal ? { signal } : {}),
    },
    pause,
  );
}
