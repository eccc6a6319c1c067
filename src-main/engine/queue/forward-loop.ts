import type { Forward } from '#core/delivery/endpoint.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import type { EngineParts } from '../engine.ts';
import type { EndpointRow } from '../history/endpoints-repo.ts';
import { ownEndpoint } from '../requests/own-endpoint.ts';
import { isThisMachine, leadsToThisMachine } from '../requests/this-machine.ts';

/** The hosts of routes that lead to this machine by DNS alone, asked for before anything is changed. */
export async function hostsOfThisMachine({ routes }: Forward): Promise<Set<string>> {
  const hosts = [...new Set(routes.map(({ target }) => new URL(target.url).hostname))];
  const ours = await Promise.all(hosts.map(leadsToThisMachine));
  return new Set(hosts.filter((_, index) => ours[index]));
}

/**
 * Throws target_invalid where deliveries of this endpoint would come back to it, straight or by way of others of ours:
 * one caught request would be forwarded without end.
 */
export function rejectForwardLoop(
  parts: Pick<EngineParts, 'history' | 'receiver'>,
  endpoint: EndpointRow,
  forward: Forward,
  ourHosts: ReadonlySet<string>,
): void {
  const seen = new Set<string>();
  const open: { through: string[]; forward: Forward | null }[] = [{ through: [endpoint.name], forward }];
  for (let next = open.pop(); next; next = open.pop()) {
    for (const { target } of next.forward?.routes ?? []) {
      const reached = ownEndpoint(parts, target.url, (host) => ourHosts.has(host) || isThisMachine(host));
      if (!reached) continue;
      const through = [...next.through, reached.name];
      if (reached.webhookId === endpoint.webhookId) {
        throw new TackleboxError(
          'target_invalid',
          `This would forward in a circle: ${through.join(' → ')}. Choose a target that does not lead back here.`,
        );
      }
      if (!seen.has(reached.webhookId)) open.push({ through, forward: reached.forward });
      seen.add(reached.webhookId);
    }
  }
}
