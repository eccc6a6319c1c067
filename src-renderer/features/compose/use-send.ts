import { useCallback, useEffect, useRef, useState } from 'react';
import type { Delivery } from '#core/delivery/delivery.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { engine } from '#renderer/platform/client.ts';
import { fieldProblems } from '#renderer/platform/field-problems.ts';
import { readAgain } from '#renderer/platform/live-value.ts';
import { reportError } from '#renderer/platform/report-error.ts';
import { useLive } from '#renderer/platform/use-live.ts';
import { toast } from '#renderer/ui/toast.tsx';
import { useCompose, useSecretChoice } from './compose-store.ts';
import { headerProblems } from './header-problems.ts';
import { bodyOf } from './payload-text.ts';
import { sendInput, urlProblem } from './send-input.ts';
import { useProviderChoice } from './use-provider-choice.ts';

/** Sends the draft. What keeps it from being sent is shown where it can be mended. */
export function useSend() {
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const abort = useRef<AbortController | null>(null);
  const { provider, scheme, json } = useProviderChoice();
  const secret = useSecretChoice();
  const url = useCompose(({ draft }) => draft.url);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a changed address takes the old complaint away
  useEffect(() => setProblem(null), [url]);

  const send = useCallback(async () => {
    const { draft, setResult, setTab } = useCompose.getState();
    if (!provider || !scheme || abort.current) return;
    const wrongUrl = urlProblem(draft.url);
    setProblem(wrongUrl);
    if (wrongUrl) return;
    if (headerProblems(draft.headers).size > 0) return setTab('headers');
    const body = bodyOf(draft.payload, draft.compact, json, { nowMs: Date.now(), random: Math.random }).text;
    abort.current = new AbortController();
    setSending(true);
    try {
      const input = sendInput(draft, { provider, scheme, secret, body });
      setResult(await engine.deliveries.send(input, { signal: abort.current.signal }));
    } catch (error) {
      const found = fieldProblems(error, ['target.url']);
      const about = error instanceof TackleboxError ? error.code : null;
      if (about === 'secret_missing' || about === 'secret_malformed') setTab('signing');
      if (found?.byPath.has('target.url')) setProblem(found.byPath.get('target.url') ?? null);
      else if (about === 'cancelled')
        toast({
          kind: 'note',
          title: 'No longer waiting',
          detail: 'The attempt itself goes on; the Inbox has it.',
        });
      else reportError(error);
    } finally {
      abort.current = null;
      setSending(false);
    }
  }, [provider, scheme, json, secret]);

  return { send, sending, problem, cancel: () => abort.current?.abort() };
}

/** Keeps the last result true while it is retried. */
export function useFollowedResult(): void {
  const deliveryId = useCompose(({ result }) => result?.deliveryId ?? null);
  const { value } = useLive<Delivery>(deliveryId, () => ({
    read: (signal) => engine.deliveries.get({ deliveryId: deliveryId ?? '' }, { signal }),
    apply: (delivery, event) =>
      event.type === 'delivery.changed' && event.deliveryId === deliveryId ? readAgain : delivery,
  }));
  useEffect(() => {
    if (value && value.deliveryId === useCompose.getState().result?.deliveryId)
      useCompose.setState({ result: value });
  }, [value]);
}
