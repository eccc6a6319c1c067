import type { EngineParts } from '../engine.ts';
import type { EndpointRow } from '../history/endpoints-repo.ts';
import { isThisMachine } from './this-machine.ts';

/**
 * The endpoint of ours that an address leads to, whichever of this machine's names it uses; undefined for any other.
 *
 * @param isOurs whether a host is this machine, where more is known of it than its name says
 */
export function ownEndpoint(
  { history, receiver }: Pick<EngineParts, 'history' | 'receiver'>,
  address: string,
  isOurs: (host: string) => boolean = isThisMachine,
): EndpointRow | undefined {
  const url = new URL(address);
  const { url: plain, tlsUrl } = receiver.status();
  const base = url.protocol === 'https:' ? tlsUrl : plain;
  if (!base) return undefined;
  const ours = new URL(base);
  if (url.port !== ours.port || !(url.hostname === ours.hostname || isOurs(url.hostname))) return undefined;
  const webhookId = /\/(whk_[0-9A-Za-z]+)/.exec(url.pathname)?.[1];
  return webhookId === undefined ? undefined : history.endpoints.find(webhookId);
}
