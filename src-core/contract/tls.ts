import { z } from 'zod';
import { TlsIdentity } from '../http/tls-identity.ts';
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

/** What is told of a certificate. */
export const CertificateSummary = z.object({
  subject: z.string(),
  issuer: z.string(),
  /** SHA-256, in pairs of hex digits. */
  fingerprint: z.string(),
  notAfter: IsoTime,
});

/** What is trusted at a host besides what this machine trusts anyway, and the client certificate that is offered there. */
export const TlsHost = z.object({
  host: z.string(),
  authorities: z.array(CertificateSummary),
  certificate: CertificateSummary.nullable(),
  /** Whether its private key is kept; it is never served. */
  hasKey: z.boolean(),
});
export type TlsHost = z.infer<typeof TlsHost>;

const HostPattern = z
  .string()
  .trim()
  .toLowerCase()
  .max(300)
  .regex(
    /^(\*|(\*\.)?[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?(:\d{1,5})?|\[[0-9a-f:.]+\](:\d{1,5})?)$/,
    'a host such as api.example.com, api.example.com:8443, *.example.com, or * for all',
  );

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
  hosts: call(
    'What requests that are sent trust and offer at which hosts, besides what this machine trusts anyway.',
    z.strictObject({}),
    z.object({ items: z.array(TlsHost) }),
  ),
  setHost: call(
    'Trust authorities at a host, and offer it a client certificate (mTLS). What there was for the host is replaced; the key is kept in the vault and never served.',
    TlsIdentity.extend({ host: HostPattern }),
    TlsHost,
  ),
  removeHost: call(
    'End what was set for a host.',
    z.strictObject({ host: HostPattern }),
    z.object({ removed: z.boolean() }),
  ),
};
