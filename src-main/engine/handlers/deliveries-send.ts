import { lossyText } from '#core/bytes/encoding.ts';
import type { CallContext, Contract, Handlers } from '#core/contract/index.ts';
import type { Attempt, Target } from '#core/delivery/attempt.ts';
import type { SignPlan } from '#core/delivery/attempt-plan.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import type { RawHeaders } from '#core/http/headers.ts';
import { overriddenBy } from '#core/http/onward-headers.ts';
import { findHeader, type SignedRequest } from '#core/http/request.ts';
import { composeEvent } from '#core/providers/compose.ts';
import { eventTypeOf } from '#core/providers/event-facts.ts';
import type { Provider } from '#core/providers/provider.ts';
import { requireProvider } from '#core/providers/require-provider.ts';
import type { Scheme } from '#core/signing/schemes/scheme.ts';
import { sign } from '#core/signing/sign/sign.ts';
import type { EngineParts } from '../engine.ts';
import type { StoredDelivery } from '../history/deliveries/deliveries-repo.ts';
import { newId } from '../history/ids.ts';
import { givenBody, requestEdit } from '../requests/request-edit.ts';
import { onWire } from '../requests/wire-request.ts';
import { currentSecretRef } from '../vault/endpoint-secret.ts';
import { deliveryDetail } from './delivery-detail.ts';
import { isLoopback, ownEndpoint } from './own-endpoint.ts';

type Sends = Pick<Handlers<Contract['deliveries']>, 'send' | 'replay'>;
/** With a secret that was given, or one of the vault. */
type Signing = { scheme: Scheme } & ({ secret: string } | { secretRef: string });

type SendInput = Parameters<Sends['send']>[0];

function checkTarget(provider: Provider, { url }: Target): void {
  const { protocol, hostname } = new URL(url);
  if (provider.requiresHttps && protocol === 'http:' && !isLoopback(hostname)) {
    throw new TackleboxError(
      'target_invalid',
      `${provider.name} sends to https:// addresses only, and ${url} is none. An http:// address of this machine is fine.`,
    );
  }
}

/** Composing, signing and sending; sending again. */
export function deliverySends(parts: EngineParts): Sends {
  const { history, vault, clock, crypto, queue } = parts;

  function compose(provider: Provider, input: SendInput): { request: SignedRequest; eventId: string } {
    const bytes = givenBody(input);
    if (bytes !== undefined && input.payload !== undefined) {
      throw new TackleboxError('invalid_input', 'payload and body are both given: give one of them.');
    }
    const { body, headers, eventId } = composeEvent(provider, {
      ...(input.eventType === undefined ? {} : { eventType: input.eventType }),
      ...(input.payload === undefined ? {} : { payload: input.payload }),
      ...(bytes === undefined ? {} : { bodyText: lossyText(bytes) }),
      nowMs: clock.nowMs(),
      random: crypto.randomBytes,
    });
    const given = input.headers ?? [];
    const added: RawHeaders = Array.isArray(given) ? given : Object.entries(given);
    const { url, method } = input.target;
    return {
      request: { method, url, rawHeaders: overriddenBy(headers, added), body: bytes ?? body },
      eventId,
    };
  }

  /** How a new delivery is signed: as told, else as an endpoint of ours at the target checks it, else not at all. */
  function signingOf(provider: Provider, input: SendInput): Signing | null {
    if (input.secret !== undefined) return { scheme: input.scheme ?? provider.scheme, secret: input.secret };
    const endpoint = ownEndpoint(parts, input.target.url);
    const secretRef = endpoint && currentSecretRef(history, endpoint.webhookId, clock.nowMs());
    if (!endpoint || !secretRef) return null;
    const scheme = input.scheme ?? endpoint.scheme ?? requireProvider(endpoint.provider).scheme;
    return scheme.kind === 'none' ? null : { scheme, secretRef };
  }

  /** Throws now what would fail every attempt: a secret of the wrong form, a scheme that can't sign. */
  function keepSigning(request: SignedRequest, { scheme, ...by }: Signing, eventId: string | null): SignPlan {
    const context = { crypto, nowMs: clock.nowMs(), ...(eventId === null ? {} : { id: eventId }) };
    sign(scheme, request, 'secret' in by ? by.secret : vault.open(by.secretRef), context);
    return { scheme, secretRef: 'secret' in by ? vault.keep(by.secret) : by.secretRef, eventId };
  }

  async function whenEnded({ attemptId }: Attempt, wait: boolean, { signal }: CallContext): Promise<void> {
    if (!wait || queue.status().paused) return;
    const aborted = new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    await Promise.race([queue.ended(attemptId), aborted]);
  }

  /** The scheme by which a delivery would be signed once more, unless another is named. */
  function schemeOf({ scheme, summary }: StoredDelivery): Scheme {
    const endpoint = summary.webhookId === null ? undefined : history.endpoints.find(summary.webhookId);
    return scheme ?? endpoint?.scheme ?? requireProvider(summary.provider).scheme;
  }

  return {
    async send(input, context) {
      const provider = requireProvider(input.provider);
      const { target } = input;
      checkTarget(provider, target);
      const { request, eventId } = compose(provider, input);
      const signing = signingOf(provider, input);
      const nowMs = clock.nowMs();
      const { deliveryId, attempt } = history.transaction(() => {
        const plan = signing && keepSigning(request, signing, eventId);
        const { deliveryId } = history.deliveries.insertOutgoing({
          deliveryId: newId('whd', nowMs),
          provider: provider.id,
          eventType: input.eventType ?? eventTypeOf(provider, request) ?? null,
          method: request.method,
          url: target.url,
          rawHeaders: request.rawHeaders,
          body: request.body,
          contentType: findHeader(request.rawHeaders, 'content-type') ?? null,
          createdAtMs: nowMs,
          sendTarget: target,
          retryPolicy: input.retryPolicy ?? null,
          secretRef: plan?.secretRef ?? null,
          scheme: plan?.scheme ?? null,
          eventId,
        });
        return { deliveryId, attempt: queue.enqueue({ deliveryId, target, reason: 'send' }) };
      });
      await whenEnded(attempt, input.wait, context);
      return deliveryDetail(parts, deliveryId);
    },

    async replay(input, context) {
      const { deliveryId, target, resign } = input;
      const delivery = history.deliveries.get(deliveryId);
      const wire = onWire(history, delivery);
      const changed = requestEdit(wire.rawHeaders, input.edit);
      const sameBody =
        changed.bodyBase64 === undefined &&
        Buffer.compare(wire.body, history.deliveries.body(deliveryId)) === 0;
      const edit = {
        ...changed,
        ...(sameBody ? {} : { bodyBase64: changed.bodyBase64 ?? Buffer.from(wire.body).toString('base64') }),
      };
      const method = edit.method ?? delivery.summary.method;
      const body = edit.bodyBase64 === undefined ? wire.body : Buffer.from(edit.bodyBase64, 'base64');
      const named = resign?.provider === undefined ? undefined : requireProvider(resign.provider).scheme;
      const scheme = resign?.scheme ?? named ?? schemeOf(delivery);
      const attempt = history.transaction(() => {
        const plan = resign
          ? keepSigning(
              { method, url: target.url, rawHeaders: edit.rawHeaders ?? [], body },
              { scheme, secret: resign.secret },
              null,
            )
          : null;
        return queue.enqueue({ deliveryId, target, reason: 'replay', plan: { edit, sign: plan } });
      });
      await whenEnded(attempt, input.wait, context);
      return deliveryDetail(parts, deliveryId);
    },
  };
}
