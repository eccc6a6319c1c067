import { useEffect, useState } from 'react';
import type { z } from 'zod';
import type { contract } from '#core/contract/index.ts';
import type { Verdict } from '#core/signing/verify/verdict.ts';
import { engine } from '#renderer/platform/client.ts';
import { newSearchId } from '#renderer/webhook/signature/search-progress.tsx';
import type { AskedRequest } from './use-asked-request.ts';
import type { CheckedBy } from './use-scheme.ts';
import { type Clock, useVerify } from './verify-store.ts';

export interface Verification {
  verdict: Verdict | null;
  problem: string | null;
  /** The search of the known mistakes that is under way. */
  searchId: string | null;
}

const nothing: Verification = { verdict: null, problem: null, searchId: null };
/** Typing goes on while it is quick; only the last of a burst is checked. */
const settleMs = 150;

type VerifyInput = z.input<typeof contract.signatures.verify.input>;

interface Check {
  asked: AskedRequest;
  by: CheckedBy;
  secrets: readonly string[];
  webhookId: string | null;
  clock: Clock;
  arrivedAt: string | null;
}

/** The verdict at the chosen time, without a diagnosis, and what was asked for it. */
async function check(
  { asked, by, secrets, webhookId, clock, arrivedAt }: Check,
  signal: AbortSignal,
): Promise<{ verdict: Verdict; input: VerifyInput }> {
  const nowMs = Date.now();
  const input: VerifyInput = {
    ...by,
    secrets: secrets.filter((secret) => secret !== ''),
    ...(webhookId === null ? {} : { webhookId }),
    ...asked,
    now: clock === 'arrival' && arrivedAt !== null ? arrivedAt : new Date(nowMs).toISOString(),
    diagnose: false,
  };
  const verdict = await engine.signatures.verify(input, { signal });
  if (clock !== 'then' || verdict.ageSeconds === undefined) return { verdict, input };
  const then = { ...input, now: new Date(nowMs - verdict.ageSeconds * 1000).toISOString() };
  return { verdict: await engine.signatures.verify(then, { signal }), input: then };
}

/** Checks whenever something changes, and searches the known mistakes where it fails. A newer check ends the older. */
export function useVerification(
  asked: AskedRequest | null,
  by: CheckedBy | null,
  arrivedAt: string | null,
): Verification {
  const { secrets, webhookId, clock } = useVerify();
  const [state, setState] = useState(nothing);
  useEffect(() => {
    if (!asked || !by) {
      setState(nothing);
      return;
    }
    const abort = new AbortController();
    const { signal } = abort;
    const show = (next: Verification) => {
      if (!signal.aborted) setState(next);
    };
    const timer = setTimeout(async () => {
      try {
        const { verdict, input } = await check({ asked, by, secrets, webhookId, clock, arrivedAt }, signal);
        const explained =
          verdict.ok || verdict.code === 'unsigned_scheme' || verdict.code === 'secret_missing';
        const searchId = explained ? null : newSearchId();
        show({ verdict, problem: null, searchId });
        if (searchId === null) return;
        const diagnosed = await engine.signatures.verify({ ...input, diagnose: true, searchId }, { signal });
        show({ verdict: diagnosed, problem: null, searchId: null });
      } catch (error) {
        const problem = error instanceof Error ? error.message : String(error);
        show({ verdict: null, problem, searchId: null });
      }
    }, settleMs);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [asked, by, secrets, webhookId, clock, arrivedAt]);
  return state;
}
