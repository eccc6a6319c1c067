import { z } from 'zod';

/** Chains of a few certificates are some kilobytes. */
const maxPemCharacters = 200_000;

const pem = (label: RegExp, what: string) =>
  z
    .string()
    .max(maxPemCharacters)
    .refine((text) => label.test(text), {
      error: `${what} as PEM: it begins with a line of -----BEGIN …-----`,
    });

const certificates = pem(/-----BEGIN (TRUSTED |X509 )?CERTIFICATE-----/, 'certificates');

/** With what a TLS connection to a host is made, besides what this machine trusts anyway. */
export const TlsIdentity = z.strictObject({
  /** Certificates of authorities to trust there too, as PEM, one after another. */
  authorities: certificates.optional(),
  /** The client certificate to offer (mTLS), as PEM; those of its issuers may follow it. */
  certificate: certificates.optional(),
  /** The client certificate's private key, as PEM. Kept in the vault and shown as a mask from then on. */
  key: z.string().min(1).max(maxPemCharacters).optional(),
  /** Of an encrypted key. Kept in the vault and shown as a mask. */
  passphrase: z.string().min(1).max(4096).optional(),
});
export type TlsIdentity = z.infer<typeof TlsIdentity>;
