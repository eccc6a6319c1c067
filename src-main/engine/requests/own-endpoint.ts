import type { EngineParts } from '../engine.ts';
import type { EndpointRow } from '../history/endpoints-repo.ts';

const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]']);

export const isLoopback = (hostname: string): boolean =>
  loopbackNames.has(hostname) || /^127\.\d+\.\d+\.\d+$/.test(hostname) || hostname.endsWith('.localhost');

/** The endpoint of ours that an address leads to, whichever of this machine's names it uses; undefined for any other. */
export function ownEndpoint(
  { history, receiver }: Pick<EngineParts, 'history' | 'receiver'>,
  address: string,
): EndpointRow | undefined {
  const base = receiver.status().url;
  if (base === null) return undefined;
  const [ours, url] = [new URL(base), new URL(address)];
  const sameHost = url.hostname === ours.hostname || (isLoopback(url.hostname) && url.port === ours.port);
  const webhookId = /\/(whk_[0-9A-Za-z]+)/.exec(url.pathname)?.[1];
  return sameHost && url.port === ours.port && webhookId !== undefined
    ? history.endpoints.find(webhookId)
    : undefined;
}
