import type { Delivery } from '#core/delivery/delivery.ts';
import { engine } from '#renderer/platform/client.ts';
import { reportError } from '#renderer/platform/report-error.ts';
import { plural } from '#renderer/ui/format.ts';
import { toast } from '#renderer/ui/toast.tsx';

/** Says what was done to how many attempts; nothing to do is said as well. */
function tell(done: string): (answer: { count: number }) => void {
  return ({ count }) => {
    if (count > 0) toast({ kind: 'done', title: `${done}: ${plural(count, 'attempt')}` });
    else toast({ kind: 'note', title: 'No attempt was waiting any more' });
  };
}

const waitingAttempts = (delivery: Delivery): string[] =>
  delivery.attemptList.filter(({ state }) => state === 'scheduled').map(({ attemptId }) => attemptId);

/** Makes the attempts that wait now. */
export const retryNow = (deliveryId: string): void =>
  void engine.queue.retryNow({ deliveryIds: [deliveryId] }).then(tell('Retrying now'), reportError);

/** Ends the attempts that wait or run. */
export const cancelAttempts = (deliveryId: string): void =>
  void engine.queue.cancel({ deliveryIds: [deliveryId] }).then(tell('Cancelled'), reportError);

/** Hands a delivery over once more, its policy from the beginning. */
export const redeliver = (deliveryId: string): void =>
  void engine.queue.redeliver({ deliveryIds: [deliveryId] }).then(tell('Sending again'), reportError);

/** Lets what was held back go. */
export const releaseHeld = (delivery: Delivery): void =>
  void engine.queue.release({ attemptIds: waitingAttempts(delivery) }).then(tell('Let go'), reportError);

/** Takes what was held back out of the queue, unsent. */
export const dropHeld = (delivery: Delivery): void =>
  void engine.queue.drop({ attemptIds: waitingAttempts(delivery) }).then(tell('Dropped'), reportError);

/** Takes back that a policy switched a target off. */
export const switchOn = (url: string): void =>
  void engine.queue
    .switchOn({ url })
    .then(() => toast({ kind: 'done', title: 'Switched on again', detail: url }), reportError);
