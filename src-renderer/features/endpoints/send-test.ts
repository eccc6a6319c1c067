import { useState } from 'react';
import type { Endpoint } from '#core/delivery/endpoint.ts';
import { oneAttempt } from '#core/providers/default-policy.ts';
import { engine } from '#renderer/platform/client.ts';
import { useNavigation } from '#renderer/platform/navigation.ts';
import { reportError } from '#renderer/platform/report-error.ts';
import { toast } from '#renderer/ui/toast.tsx';
import { loadProvider } from '#renderer/webhook/use-provider.ts';
import { addressOf } from './address-of.ts';
import { testEvent } from './test-event.ts';

/**
 * Sends a signed sample event to an endpoint of ours, over the wire like any other. Without a `secret` the engine signs with
 * the endpoint's own. `send` answers whether it was caught.
 */
export function useSendTest(
  endpoint: Endpoint,
  secret?: string,
): { busy: boolean; send(): Promise<boolean> } {
  const [busy, setBusy] = useState(false);
  const go = useNavigation(({ go }) => go);

  const send = async (): Promise<boolean> => {
    setBusy(true);
    try {
      const provider = await loadProvider(endpoint.provider);
      const sent = await engine.deliveries.send({
        ...testEvent(endpoint, provider),
        target: { url: addressOf(endpoint) },
        retryPolicy: oneAttempt(provider),
        ...(secret ? { secret } : {}),
      });
      const outcome = sent.attemptList.at(-1)?.outcome;
      const caught = outcome?.kind === 'responded' && outcome.status < 300;
      toast({
        kind: caught ? 'done' : 'problem',
        title: caught ? 'The test event was caught' : 'The test event was not accepted',
        detail:
          outcome?.kind === 'responded'
            ? `${endpoint.name} answered ${outcome.status}.`
            : (outcome?.message ?? 'It has not been answered yet.'),
        action: { label: 'Show in the Inbox', run: () => go('inbox', { deliveryId: sent.deliveryId }) },
      });
      return caught;
    } catch (error) {
      reportError(error);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, send };
}
