import type { Forward } from '#core/delivery/endpoint.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import type { EngineParts } from '../engine.ts';
import type { EndpointRow } from '../history/endpoints-repo.ts';
import { ownEndpoint } from '../requests/own-endpoint.ts';

/**
 * Throws target_invalid where deliveries of this endpoint would come back to it, straight or by way of others of ours:
 * one caught request would be forwarded without end.
 */
export function refuseForwardLoop(
  parts: Pick<EngineParts, 'history' | 'receiver'>,
  endpoint: EndpointRow,
  forward: Forward,
): void {
  const seen = new Set<string>();
  const open: { through: string[]; forward: Forward | null }[] = [{ through: [endpoint.name], forward }];
  for (let next = open.pop(); next; next = open.pop()) {
    for (const { target } of next.forward?.routes ?? []) {
      const reached = ownEndpoint(parts, target.url);
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
