import type { Target } from '#core/delivery/attempt.ts';
import type { SignPlan } from '#core/delivery/attempt-plan.ts';
import type { DeliverySummary } from '#core/delivery/delivery.ts';
import type { ForwardRoute } from '#core/delivery/endpoint.ts';
import { routesFor } from '#core/delivery/forward-routes.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import type { RawHeaders } from '#core/http/headers.ts';
import { onwardUrl } from '#core/http/onward-url.ts';
import { requireProvider } from '#core/providers/require-provider.ts';
import { withFieldValues } from '#core/signing/schemes/fields.ts';
import type { EngineParts } from '../engine.ts';
import type { EndpointRow } from '../history/endpoints-repo.ts';
import { schemeOfEndpoint } from '../requests/choose-signing.ts';
import { currentSecretRef } from '../vault/endpoint-secret.ts';
import { openHandshake } from '../vault/handshake-secrets.ts';
import { forwardLane, heldLane } from './lanes.ts';

type ForwardingParts = Pick<EngineParts, 'history' | 'vault' | 'clock' | 'queue'> & {
  onBug?: (error: unknown, where: string) => void;
};

export interface Forwarding {
  /**
   * Hands an accepted delivery on along its endpoint's routes. Returns at once: what it has to write is written after the
   * captures of this turn, and sending is the queue's business.
   */
  accept(delivery: DeliverySummary, endpoint: EndpointRow): void;
  /** Takes up deliveries that were caught to be forwarded when the engine died before it could queue them. */
  start(): void;
  /** Queues what still waits. */
  close(): void;
}

/** The header in which an endpoint's tag travels on. */
function tagHeader({ provider, tag }: EndpointRow): RawHeaders {
  const name = requireProvider(provider).tagHeader;
  return tag === null || name === null ? [] : [[name, tag]];
}

/** Hands caught deliveries on: by event type, in order where asked, kept while the target is away. */
export function createForwarding({ history, vault, clock, queue, onBug }: ForwardingParts): Forwarding {
  let waiting: { delivery: DeliverySummary; endpoint: EndpointRow }[] = [];
  let flushing: ReturnType<typeof setImmediate> | null = null;

  function signPlan(endpoint: EndpointRow, route: ForwardRoute): SignPlan | null {
    const { resign } = route;
    if (!resign) return null;
    const secretRef = resign.secretRef ?? currentSecretRef(history, endpoint.webhookId, clock.nowMs());
    if (secretRef === null) return null;
    const named = resign.provider === undefined ? undefined : requireProvider(resign.provider).scheme;
    const chosen = resign.scheme ?? named ?? schemeOfEndpoint(vault, endpoint);
    const scheme = withFieldValues(chosen, openHandshake(vault, endpoint.handshake));
    return scheme.kind === 'none' ? null : { scheme, secretRef, eventId: null };
  }

  function forward(
    { deliveryId }: DeliverySummary,
    caughtTarget: string,
    endpoint: EndpointRow,
    route: ForwardRoute,
  ): void {
    const { webhookId } = endpoint;
    const url = onwardUrl(route.target.url, caughtTarget, route.dotSegments);
    const headers = [...route.target.headers, ...tagHeader(endpoint)];
    const target: Target = { ...route.target, headers, url };
    const lane = forwardLane(webhookId, route.target.url, route.ordered);
    queue.enqueue({
      deliveryId,
      target,
      reason: 'forward',
      lane: endpoint.forward?.paused ? heldLane(lane) : lane,
      plan: { policy: route.retryPolicy ?? null, sign: signPlan(endpoint, route), retain: true },
    });
  }

  /** The address that it was caught at. Either may have been deleted since: then it goes nowhere. */
  function caughtTargetOf(delivery: DeliverySummary, endpoint: EndpointRow): string | null {
    const caught = history.deliveries.find(delivery.deliveryId);
    if (!caught) return null;
    if (history.endpoints.find(endpoint.webhookId)) return caught.target;
    history.deliveries.setState(delivery.deliveryId, 'received');
    return null;
  }

  /** One that can't be queued keeps none of the others waiting. */
  function tryForward(
    delivery: DeliverySummary,
    caughtTarget: string,
    endpoint: EndpointRow,
    route: ForwardRoute,
  ): void {
    try {
      history.transaction(() => forward(delivery, caughtTarget, endpoint, route));
    } catch (error) {
      // Storage that fails does so for all of them.
      if (!(error instanceof TackleboxError) || error.code !== 'target_invalid') throw error;
      const { webhookId } = endpoint;
      queue.addNeverSent(
        {
          deliveryId: delivery.deliveryId,
          target: route.target,
          reason: 'forward',
          lane: forwardLane(webhookId, route.target.url, route.ordered),
          plan: { sign: null },
        },
        error,
      );
    }
  }

  function flush(): void {
    if (flushing) clearImmediate(flushing);
    flushing = null;
    const batch = waiting;
    waiting = [];
    if (batch.length === 0) return;
    try {
      history.transaction(() => {
        for (const { delivery, endpoint } of batch) {
          const caughtTarget = caughtTargetOf(delivery, endpoint);
          if (caughtTarget === null) continue;
          for (const route of routesFor(endpoint.forward, delivery.eventType)) {
            tryForward(delivery, caughtTarget, endpoint, route);
          }
        }
      });
    } catch (error) {
      // The deliveries are kept and marked as pending: the next start takes them up.
      (onBug ?? console.error)(error, 'forwarding.flush');
    }
  }

  function accept(delivery: DeliverySummary, endpoint: EndpointRow): void {
    if (routesFor(endpoint.forward, delivery.eventType).length === 0) return;
    waiting.push({ delivery, endpoint });
    flushing ??= setImmediate(flush);
  }

  return {
    accept,
    start() {
      const unqueued = [
        ...history.deliveries.iterate({ direction: 'in', status: 'pending' }, clock.nowMs()),
      ].filter(({ summary }) => history.attempts.queuedOf(summary.deliveryId).length === 0);
      for (const { summary } of unqueued) {
        const endpoint = summary.webhookId === null ? undefined : history.endpoints.find(summary.webhookId);
        if (endpoint && routesFor(endpoint.forward, summary.eventType).length > 0) accept(summary, endpoint);
        else history.deliveries.setState(summary.deliveryId, 'received');
      }
    },
    close: flush,
  };
}
