import { fromBase64, utf8Text } from '#core/bytes/encoding.ts';
import type { Delivery } from '#core/delivery/delivery.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { hopHeaders } from '#core/http/onward-headers.ts';
import { engine } from '#renderer/platform/client.ts';
import { useDirectory } from '#renderer/platform/directory-store.ts';
import { loadProvider } from '#renderer/webhook/use-provider.ts';
import { Draft } from './draft.ts';
import { signedHeaders } from './signed-headers.ts';

/** The most of a body that is taken into the editor, as much as one call serves. */
const maxEditedBytes = 8_388_608;

async function bodyText(delivery: Delivery): Promise<string> {
  const { deliveryId, bodyBytes } = delivery;
  if (bodyBytes > maxEditedBytes) {
    throw new TackleboxError(
      'body_too_large',
      `The body of ${deliveryId} is larger than ${maxEditedBytes} bytes. Replay sends it as it is.`,
    );
  }
  const body = delivery.request.body.truncated
    ? await engine.deliveries.body({ deliveryId, lengthBytes: maxEditedBytes, reveal: true })
    : delivery.request.body;
  if (body.encoding === 'utf8') return body.data;
  const text = utf8Text(fromBase64(body.data) ?? new Uint8Array());
  if (text !== null) return text;
  throw new TackleboxError(
    'invalid_input',
    `The body of ${deliveryId} is no text, so it can't be edited. Replay sends it as it is.`,
  );
}

/** Where it went, or where it would go on to: the forward target, else our own address that caught it. */
function targetOf(delivery: Delivery): string {
  if (delivery.sendTarget) return delivery.sendTarget.url;
  const endpoint = useDirectory
    .getState()
    .endpoints?.find(({ webhookId }) => webhookId === delivery.webhookId);
  return endpoint?.forward?.routes[0]?.target.url ?? endpoint?.url ?? '';
}

/** A draft that begins with a delivery's request. It is signed anew, so the old signature's headers are left out. */
export async function draftFromDelivery(deliveryId: string): Promise<Draft> {
  const delivery = await engine.deliveries.get({ deliveryId, reveal: true });
  const provider = await loadProvider(delivery.provider);
  const dropped = new Set([...hopHeaders(delivery.request.rawHeaders), ...signedHeaders(provider.scheme)]);
  for (const name of ['host', 'content-length']) dropped.add(name);
  const method = Draft.shape.method.safeParse(delivery.method);
  return Draft.parse({
    provider: delivery.provider,
    eventType: delivery.eventType ?? '',
    payload: await bodyText(delivery),
    compact: false,
    live: false,
    headers: delivery.request.rawHeaders.filter(([name]) => !dropped.has(name.toLowerCase())),
    ...(method.success ? { method: method.data } : {}),
    url: targetOf(delivery),
    secretOf: delivery.webhookId,
    from: deliveryId,
  });
}
