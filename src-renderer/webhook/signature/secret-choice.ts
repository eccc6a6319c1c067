import type { Endpoint } from '#core/delivery/endpoint.ts';

/** Whose secret signs: nothing named, an endpoint's that the vault keeps, or one that is typed. */
export type SecretChoice =
  | { by: 'default' }
  | { by: 'endpoint'; webhookId: string }
  | { by: 'typed'; secret: string };

/** A choice as calls take it: by reference wherever it can be. */
export function secretInput(choice: SecretChoice): { secret?: string; secretOf?: string } {
  if (choice.by === 'endpoint') return { secretOf: choice.webhookId };
  return choice.by === 'typed' && choice.secret !== '' ? { secret: choice.secret } : {};
}

/** Endpoints whose secret can sign, those of this provider first. */
export const endpointsWithSecret = (
  endpoints: readonly Endpoint[] | null,
  provider: string | null,
): readonly Endpoint[] =>
  (endpoints ?? [])
    .filter(({ secretFingerprints }) => secretFingerprints.length > 0)
    .toSorted((a, b) => Number(b.provider === provider) - Number(a.provider === provider));
