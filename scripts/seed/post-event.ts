import { request } from 'node:http';
import type { Json } from '#core/json/value.ts';
import { composeEvent } from '#core/providers/compose.ts';
import { deliveryIdOf } from '#core/providers/event-facts.ts';
import type { Provider } from '#core/providers/provider.ts';
import { requireProvider } from '#core/providers/require-provider.ts';
import { sign } from '#core/signing/sign/sign.ts';
import { nodeCrypto } from '#main/engine/node-crypto.ts';

export interface SeedEvent {
  provider: string;
  eventType?: string;
  payload?: Json;
  /** As the provider numbers it: the same id twice is a duplicate. */
  id?: string;
  /** How the request is bent after it was signed. */
  bend?: 'trailing-newline' | 'wrong-secret' | 'old-timestamp' | 'unsigned' | 'changed-byte';
}

/** Samples always carry the same id: a fresh one of the same form makes each its own delivery. */
function withFreshId(
  provider: Provider,
  body: Uint8Array,
  random: (count: number) => Uint8Array,
): Uint8Array {
  const id = deliveryIdOf(provider, { method: 'POST', url: '/', rawHeaders: [], body });
  if (id === undefined) return body;
  const digits = [...random(id.length)];
  const fresh = id.replace(/\d/g, (_, at: number) => String((digits[at] ?? 0) % 10));
  return Buffer.from(Buffer.from(body).toString('utf8').replaceAll(id, fresh));
}

const minutesTooOld = 12;

/** Posts an event to an endpoint as its provider would, signed with the endpoint's secret. Answers the status. */
export async function postEvent(
  url: string,
  secret: string,
  event: SeedEvent,
  nowMs: number,
  random: (count: number) => Uint8Array,
): Promise<number> {
  const provider = requireProvider(event.provider);
  const { bend } = event;
  const signedAtMs = bend === 'old-timestamp' ? nowMs - minutesTooOld * 60_000 : nowMs;
  const composed = composeEvent(provider, { ...event, nowMs: signedAtMs, random });
  let body = event.id === undefined ? withFreshId(provider, composed.body, random) : composed.body;
  let headers = composed.headers;
  let target = url;
  if (bend !== 'unsigned' && provider.scheme.kind !== 'none') {
    const key = bend === 'wrong-secret' ? `${secret.slice(0, -2)}AA` : secret;
    const message = { method: 'POST', url, rawHeaders: headers, body };
    const signed = sign(provider.scheme, message, key, {
      crypto: nodeCrypto,
      nowMs: signedAtMs,
      id: composed.eventId,
    });
    headers = [...headers, ...signed.headers];
    ({ body, url: target } = signed);
  }
  if (bend === 'trailing-newline') body = Buffer.concat([body, Buffer.from('\n')]);
  if (bend === 'changed-byte') body = Buffer.from(Buffer.from(body).toString().replace('"', '" '));
  return new Promise((resolve, reject) => {
    const outgoing = request(target, {
      method: 'POST',
      headers: ['Host', new URL(url).host, ...headers.flat(), 'Content-Length', String(body.length)],
      agent: false,
    });
    outgoing.on('error', reject);
    outgoing.on('response', (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
    });
    outgoing.end(body);
  });
}
