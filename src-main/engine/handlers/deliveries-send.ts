import type { RequestPreview } from '#core/contract/deliveries.ts';
import type { CallContext, Contract, Handlers } from '#core/contract/index.ts';
import type { Attempt, Target } from '#core/delivery/attempt.ts';
import { bodyPreview } from '#core/delivery/body-preview.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import type { RawHeaders } from '#core/http/headers.ts';
import { mask } from '#core/http/mask.ts';
import { overriddenBy } from '#core/http/onward-headers.ts';
import { findHeader } from '#core/http/request.ts';
import { defaultPolicy } from '#core/providers/default-policy.ts';
import type { Provider } from '#core/providers/provider.ts';
import { requireProvider } from '#core/providers/require-provider.ts';
import { carriesSecret } from '#core/signing/schemes/scheme.ts';
import type { EngineParts } from '../engine.ts';
import { newId } from '../history/ids.ts';
import { chooseSigning, keepSigning, namedScheme } from '../requests/choose-signing.ts';
import { composeRequest } from '../requests/compose-request.ts';
import { previewRequest } from '../requests/preview-request.ts';
import { requestEdit, splitCredentials, unmasked } from '../requests/request-edit.ts';
import { resigning } from '../requests/resign-delivery.ts';
import { isLoopback } from '../requests/this-machine.ts';
import { type OnWire, onWire } from '../requests/wire-request.ts';
import { sealTarget } from '../vault/target-vault.ts';
import { deliveryDetail } from './delivery-detail.ts';

type Sends = Pick<Handlers<Contract['deliveries']>, 'send' | 'preview' | 'replay'>;
type SendInput = Parameters<Sends['send']>[0];
type ReplayInput = Parameters<Sends['replay']>[0];

function checkTarget(provider: Provider, { url }: Target): void {
  const { protocol, hostname } = new URL(url);
  if (provider.requiresHttps && protocol === 'http:' && !isLoopback(hostname)) {
    throw new TackleboxError(
      'target_invalid',
      `${provider.name} sends to https:// addresses only, and ${url} is none. An http:// address of this machine is fine.`,
    );
  }
}

/** Headers that were masked when they were recorded do not travel again: what stood there is not known any more. */
const withoutMasks = ({ rawHeaders, body }: OnWire): OnWire => ({
  rawHeaders: rawHeaders.filter(([, value]) => !value.includes(mask)),
  body,
});

function withCredentialsInTarget(input: SendInput): { event: SendInput; target: Target } {
  const given = input.headers ?? [];
  const { plain, credentials } = splitCredentials(Array.isArray(given) ? given : Object.entries(given));
  const headers = overriddenBy(credentials, input.target.headers);
  return { event: { ...input, headers: plain }, target: { ...input.target, headers } };
}

/** @param before the headers of the request that is edited */
function credentialsOfEdit(
  { edit, target }: ReplayInput,
  before: RawHeaders,
): { edit: ReplayInput['edit']; target: Target } {
  if (edit?.headers === undefined) return { edit, target };
  const { plain, credentials } = splitCredentials(unmasked(before, edit.headers), before);
  return {
    edit: { ...edit, headers: plain },
    target: { ...target, headers: overriddenBy(credentials, target.headers) },
  };
}

/** Composing, signing and sending; sending again. */
export function deliverySends(parts: EngineParts): Sends {
  const { history, clock, queue, vault } = parts;

  async function whenEnded({ attemptId }: Attempt, wait: boolean, { signal }: CallContext): Promise<void> {
    if (!wait || queue.status().paused) return;
    const aborted = new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    await Promise.race([queue.ended(attemptId), aborted]);
  }

  const signingOf = (
    provider: Provider,
    input: Pick<SendInput, 'secret' | 'secretOf' | 'scheme' | 'auth' | 'fields' | 'target'>,
  ) =>
    chooseSigning(parts, {
      ...input,
      scheme: namedScheme(provider, input),
      providerScheme: provider.scheme,
      url: input.target.url,
    });

  const seedOf = ({ seed }: SendInput) => (seed === undefined ? {} : { seed });

  return {
    async send(input, context) {
      const provider = requireProvider(input.provider);
      checkTarget(provider, input.target);
      const { event, target: clear } = withCredentialsInTarget(input);
      const { request, eventId, eventType } = composeRequest(parts, provider, event, clear);
      const signing = signingOf(provider, input);
      const nowMs = clock.nowMs();
      const { deliveryId, attempt } = history.transaction(() => {
        const plan = signing && keepSigning(parts, request, signing, eventId);
        const target = sealTarget(vault, clear);
        const { deliveryId } = history.deliveries.insertOutgoing({
          deliveryId: newId('whd', nowMs),
          provider: provider.id,
          eventType,
          method: request.method,
          url: target.url,
          rawHeaders: request.rawHeaders,
          body: request.body,
          contentType: findHeader(request.rawHeaders, 'content-type') ?? null,
          createdAtMs: nowMs,
          sendTarget: target,
          retryPolicy: input.retryPolicy ?? defaultPolicy(provider),
          secretRef: plan?.secretRef ?? null,
          scheme: plan?.scheme ?? null,
          eventId,
        });
        return {
          deliveryId,
          attempt: queue.enqueue({ deliveryId, target, reason: 'send', plan: seedOf(input) }),
        };
      });
      await whenEnded(attempt, input.wait, context);
      return deliveryDetail(parts, deliveryId);
    },

    preview(input): RequestPreview {
      const provider = requireProvider(input.provider);
      const composed = composeRequest(parts, provider, input, input.target);
      const { request, ...rest } = previewRequest(parts, composed, input.target, () =>
        signingOf(provider, input),
      );
      return {
        method: request.method,
        url: request.target.url,
        rawHeaders: request.rawHeaders,
        body: bodyPreview(request.body),
        ...rest,
      };
    },

    async replay(input, context) {
      const { deliveryId, resign } = input;
      const delivery = history.deliveries.get(deliveryId);
      // What was recorded is masked where it carried the secret: then the request is made and signed once more.
      const recordedIsMasked = delivery.scheme !== null && carriesSecret(delivery.scheme);
      const wire = recordedIsMasked
        ? { rawHeaders: delivery.rawHeaders, body: history.deliveries.body(deliveryId) }
        : withoutMasks(onWire(history, delivery));
      const { edit: given, target } = credentialsOfEdit(input, wire.rawHeaders);
      const changed = requestEdit(wire.rawHeaders, given);
      const sameBody =
        changed.bodyBase64 === undefined &&
        Buffer.compare(wire.body, history.deliveries.body(deliveryId)) === 0;
      const edit = {
        ...changed,
        ...(sameBody ? {} : { bodyBase64: changed.bodyBase64 ?? Buffer.from(wire.body).toString('base64') }),
      };
      const method = edit.method ?? delivery.summary.method;
      const body = edit.bodyBase64 === undefined ? wire.body : Buffer.from(edit.bodyBase64, 'base64');
      const again =
        recordedIsMasked && delivery.scheme !== null && delivery.secretRef !== null
          ? { scheme: delivery.scheme, secretRef: delivery.secretRef }
          : null;
      const signing = resign ? resigning(parts, delivery, resign, target.url) : again;
      const attempt = history.transaction(() => {
        const request = { method, url: target.url, rawHeaders: edit.rawHeaders ?? [], body };
        const plan = signing && keepSigning(parts, request, signing, null);
        const earlier = delivery.sendTarget === null ? [] : [delivery.sendTarget];
        const sealed = sealTarget(vault, target, earlier);
        return queue.enqueue({ deliveryId, target: sealed, reason: 'replay', plan: { edit, sign: plan } });
      });
      await whenEnded(attempt, input.wait, context);
      return deliveryDetail(parts, deliveryId);
    },
  };
}
