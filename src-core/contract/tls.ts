import { z } from 'zod';
import { IsoTime } from '../numbers/iso-time.ts';
import { call } from './define.ts';

export const TlsInfo = z.object({
  /** Whether the receiver serves HTTPS. */
  enabled: z.boolean(),
  /** Base address for endpoints over HTTPS; null where it does not listen. */
  url: z.string().nullable(),
  problem: z.string().nullable(),
  /** The authority's certificate, as PEM: what clients are told to trust. Its key never leaves the vault. */
  certificate: z.string(),
  /** SHA-256, in pairs of hex digits. */
  fingerprint: z.string(),
  notAfter: IsoTime,
  /** The names and addresses that its certificates may hold for. */
  names: z.array(z.string()),
  instructions: z.array(z.object({ system: z.string(), steps: z.string() })),
});
export type TlsInfo = z.infer<typeof TlsInfo>;

export const tls = {
  info: call(
    'The certificate authority made here, how to trust it, and whether the receiver serves HTTPS.',
    z.strictObject({}),
    TlsInfo,
  ),
  rotate: call(
    'Replace the certificate authority; what trusted the old one has to be told of the new one.',
    z.strictObject({}),
    TlsInfo,
  ),
};
