import type { ReactNode } from 'react';
import type { Delivery } from '#core/delivery/delivery.ts';
import { useSystem } from '#renderer/platform/system-store.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Callout } from '#renderer/ui/callout.tsx';
import type { TimelineState } from '#renderer/webhook/timeline/model.ts';
import { hostOf } from './delivery-timeline.ts';
import { cancelAttempts, dropHeld, redeliver, releaseHeld, retryNow, switchOn } from './queue-actions.ts';

/** Where a delivery is stuck, why, and what can be done about it. Nothing where all is well. */
export function DeliveryStateLine({ delivery, state }: { delivery: Delivery; state: TimelineState | null }) {
  const { deliveryId } = delivery;
  switch (delivery.state) {
    case 'dead_letter': {
      const off = delivery.attemptList.findLast(({ sequel }) => sequel?.kind === 'switched_off');
      if (off)
        return (
          <SwitchedOff
            deliveryId={deliveryId}
            url={off.url}
            reason={off.sequel?.kind === 'switched_off' ? off.sequel.reason : ''}
          />
        );
      return (
        <Callout tone="bad" title="Dead letter: its retry policy gave up">
          {state?.detail}
          <Actions>
            <Button onClick={() => redeliver(deliveryId)}>Send it again</Button>
          </Actions>
        </Callout>
      );
    }
    case 'retained':
      return (
        <Callout tone="held" title="Waiting for its target">
          {state?.detail}
          <Actions>
            <Button onClick={() => retryNow(deliveryId)}>Try now</Button>
            <Button onClick={() => cancelAttempts(deliveryId)}>Cancel</Button>
          </Actions>
        </Callout>
      );
    case 'held':
      return (
        <Callout tone="held" title="Held back">
          Forwarding is paused for its endpoint. It goes on when forwarding does, or when you let it go.
          <Actions>
            <Button onClick={() => releaseHeld(delivery)}>Let it go</Button>
            <Button onClick={() => dropHeld(delivery)}>Drop it</Button>
          </Actions>
        </Callout>
      );
    case 'failed':
      return (
        <Callout tone="bad" title="Not delivered">
          One attempt was made, and no retries were asked for.
          <Actions>
            <Button onClick={() => redeliver(deliveryId)}>Send it again</Button>
          </Actions>
        </Callout>
      );
    default:
      return null;
  }
}

/** It was not tried, since its policy had switched the target off; that can be taken back as long as it is so. */
function SwitchedOff({ deliveryId, url, reason }: { deliveryId: string; url: string; reason: string }) {
  const off = useSystem(({ queue }) => queue?.switchedOff.find((one) => one.url === url));
  return (
    <Callout tone="bad" title="Dead letter: its target was switched off by its policy">
      {reason}
      <Actions>
        {off && <Button onClick={() => switchOn(url)}>Switch {hostOf(url)} on again</Button>}
        <Button onClick={() => redeliver(deliveryId)}>Send it again</Button>
      </Actions>
    </Callout>
  );
}

const Actions = ({ children }: { children: ReactNode }) => (
  <div className="mt-2.5 flex gap-2">{children}</div>
);
