import { fromBase64 } from '#core/bytes/encoding.ts';
import type { Contract, Handlers } from '#core/contract/index.ts';
import type { HeldAttempt } from '#core/contract/queue.ts';
import type { Target } from '#core/delivery/attempt.ts';
import type { RequestEdit, SignPlan } from '#core/delivery/attempt-plan.ts';
import { bodyPreview } from '#core/delivery/body-preview.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import type { RawHeaders } from '#core/http/headers.ts';
import { maskTarget } from '#core/http/mask-request.ts';
import { overriddenBy } from '#core/http/onward-headers.ts';
import type { EngineParts } from '../engine.ts';
import type { QueuedAttempt } from '../history/attempts/attempt-rows.ts';
import { allShown, shownOf } from '../masks/shown-request.ts';
import { heldAttempt, heldAttempts, release, releaseAll } from '../queue/hold.ts';
import { laneKind, webhookOfLane } from '../queue/lanes.ts';
import { requestEdit, splitCredentials, unmasked } from '../requests/request-edit.ts';
import { planResigning, type Resign } from '../requests/resign-delivery.ts';
import { sealTarget } from '../vault/target-vault.ts';
import { forEachChosen } from './select-deliveries.ts';

/** The last attempt for each target; somebody's replays don't count where there are others. */
function lastOfEach(attempts: readonly QueuedAttempt[]): QueuedAttempt[] {
  const own = attempts.filter(({ reason }) => reason !== 'replay');
  return [...new Map((own.length > 0 ? own : attempts).map((attempt) => [attempt.url, attempt])).values()];
}

const isOpen = ({ state }: QueuedAttempt) => state === 'scheduled' || state === 'running';

/** Steering the queue, and the hold queue. */
export const queueHandlers = (parts: EngineParts): Handlers<Contract['queue']> => {
  const { history, queue, vault } = parts;

  function shown({
    attemptId,
    deliveryId,
    lane,
    url,
    reason,
    plan,
    scheduledAtMs,
  }: QueuedAttempt): HeldAttempt {
    return {
      attemptId,
      delivery: history.deliveries.get(deliveryId).summary,
      webhookId: webhookOfLane(lane) ?? '',
      url: maskTarget(url),
      reason,
      edited: plan.edit !== null,
      signedAnew: plan.sign !== null,
      heldAt: new Date(scheduledAtMs).toISOString(),
    };
  }

  const withCredentials = (target: Target, credentials: RawHeaders): Target =>
    sealTarget(vault, { ...target, headers: overriddenBy(target.headers, credentials) }, [target]);

  const waits = (deliveryId: string) =>
    history.attempts
      .queuedOf(deliveryId)
      .some((attempt) => attempt.state === 'scheduled' && laneKind(attempt.lane) !== 'held');

  const canBeRedelivered = (deliveryId: string) => {
    const attempts = lastOfEach(history.attempts.queuedOf(deliveryId));
    return attempts.length > 0 && attempts.some((attempt) => !isOpen(attempt));
  };

  function redeliver(deliveryId: string): void {
    for (const last of lastOfEach(history.attempts.queuedOf(deliveryId))) {
      if (isOpen(last)) continue;
      const { target, lane, plan } = last;
      queue.enqueue({ deliveryId, target, reason: 'redeliver', lane, plan });
    }
  }

  /** How a held attempt is signed once it is edited so. */
  function editedSigning(
    { deliveryId, target, plan }: QueuedAttempt,
    edit: RequestEdit,
    resign: Resign | false | undefined,
  ): SignPlan | null {
    const delivery = history.deliveries.get(deliveryId);
    const body = edit.bodyBase64 === undefined ? null : fromBase64(edit.bodyBase64);
    const request = {
      method: edit.method ?? delivery.summary.method,
      url: target.url,
      rawHeaders: edit.rawHeaders ?? delivery.rawHeaders,
      body: body ?? history.deliveries.body(deliveryId),
    };
    return planResigning(parts, delivery, request, { resign, planned: plan.sign });
  }

  return {
    status: queue.status,

    pause() {
      queue.pause();
      return queue.status();
    },

    resume() {
      queue.resume();
      return queue.status();
    },

    switchOn({ url }) {
      if (!queue.switchOn(url))
        throw new TackleboxError('queue_state', `${url} is not switched off: its attempts are made.`);
      return queue.status();
    },

    retryNow: (which) => forEachChosen(parts, which, waits, (id) => queue.runNow(id)),

    cancel: (which) =>
      forEachChosen(
        parts,
        which,
        (id) => history.attempts.queuedOf(id).some(isOpen),
        (id) => queue.cancel(id),
      ),

    redeliver: (which) => forEachChosen(parts, which, canBeRedelivered, redeliver),

    held({ webhookId, limit, after }) {
      const all = heldAttempts(parts, webhookId);
      const start = after === undefined ? 0 : all.findIndex(({ attemptId }) => attemptId === after) + 1;
      const items = all.slice(start, start + limit);
      const more = start + limit < all.length;
      return { items: items.map(shown), next: more ? (items.at(-1)?.attemptId ?? null) : null };
    },

    heldRequest({ attemptId, reveal }) {
      const { deliveryId, plan } = heldAttempt(parts, attemptId);
      const stored = history.deliveries.get(deliveryId);
      const shown = reveal ? allShown : shownOf(parts, stored);
      const { edit } = plan;
      const edited = edit?.bodyBase64 === undefined ? null : fromBase64(edit.bodyBase64);
      return {
        method: edit?.method ?? stored.summary.method,
        rawHeaders: shown.headers(edit?.rawHeaders ?? stored.rawHeaders),
        body: bodyPreview(shown.body(edited ?? history.deliveries.body(deliveryId))),
      };
    },

    async release({ attemptIds, webhookId }) {
      if (!attemptIds) return { count: await releaseAll(parts, webhookId) };
      const held = attemptIds.map((id) => heldAttempt(parts, id)).sort((a, b) => a.position - b.position);
      return { count: await release(parts, held) };
    },

    drop({ attemptIds }) {
      const held = attemptIds.map((id) => heldAttempt(parts, id));
      for (const { attemptId } of held) queue.drop(attemptId);
      return { count: held.length };
    },

    reorder({ attemptIds }) {
      const held = attemptIds.map((id) => heldAttempt(parts, id));
      const places = held.map(({ position }) => position).sort((a, b) => a - b);
      history.transaction(() => {
        for (const [index, { attemptId, position }] of held.entries()) {
          queue.amend(attemptId, { position: places[index] ?? position });
        }
      });
      return { count: held.length };
    },

    edit({ attemptId, resign, ...given }) {
      const held = heldAttempt(parts, attemptId);
      const { plan, deliveryId, target } = held;
      const caught = history.deliveries.get(deliveryId).rawHeaders;
      const before = plan.edit?.rawHeaders ?? caught;
      // What the sender sent is kept with the delivery already; a credential of somebody's own goes to the vault.
      const { plain, credentials } = splitCredentials(unmasked(before, given.headers ?? []), caught);
      const edit = { ...plan.edit, ...requestEdit(before, { ...given, headers: plain }) };
      const sign = editedSigning(held, edit, resign);
      queue.amend(attemptId, {
        plan: { ...plan, edit, sign },
        ...(credentials.length === 0 ? {} : { target: withCredentials(target, credentials) }),
      });
      return shown(heldAttempt(parts, attemptId));
    },

    duplicate({ attemptId }) {
      const { deliveryId, target, reason, lane, position, plan } = heldAttempt(parts, attemptId);
      const next = heldAttempts(parts).find((attempt) => attempt.position > position);
      const copy = queue.enqueue({
        deliveryId,
        target,
        reason,
        lane,
        plan,
        position: next ? (position + next.position) / 2 : position + 1,
      });
      return shown(heldAttempt(parts, copy.attemptId));
    },
  };
};
