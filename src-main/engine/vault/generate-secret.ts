import { randomBytes, randomUUID } from 'node:crypto';
import type { Provider } from '#core/providers/provider.ts';

/** A fresh secret in a provider's own form. Where only the provider makes them, a random one stands in until it is replaced. */
export function generateSecret({ secret }: Provider): string {
  switch (secret.generate) {
    case 'whsec':
      return `whsec_${randomBytes(24).toString('base64')}`;
    case 'base64-32':
      return secret.prefix + randomBytes(32).toString('base64');
    case 'uuid':
      return secret.prefix + randomUUID();
    case 'user-password':
      return `tacklebox:${randomBytes(18).toString('base64url')}`;
    case 'hex32':
    case 'provider':
      return secret.prefix + randomBytes(32).toString('hex');
  }
}
