import type { History } from '../history/open-history.ts';

/** The vault's reference of the secret that an endpoint signs with at `nowMs`; null where it has none. */
export function currentSecretRef(
  { secrets }: Pick<History, 'secrets'>,
  webhookId: string,
  nowMs: number,
): string | null {
  const accepted = secrets
    .ofEndpoint(webhookId)
    .find(({ retiresAtMs }) => retiresAtMs === null || retiresAtMs > nowMs);
  return accepted?.secretRef ?? null;
}
