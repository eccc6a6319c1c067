import { z } from 'zod';
import vectorsJson from '../../fixtures/vectors.json' with { type: 'json' };

/** Signatures made by the providers' own libraries (`oracle`), or by their published formula. */
const Vector = z.object({
  provider: z.string(),
  name: z.string(),
  secret: z.string().optional(),
  publicKey: z.string().optional(),
  certificatePem: z.string().optional(),
  timestamp: z.string().optional(),
  id: z.string().optional(),
  method: z.string(),
  url: z.string().optional(),
  body: z.string(),
  headers: z.record(z.string(), z.string()),
  claims: z.record(z.string(), z.unknown()).optional(),
  oracle: z.string(),
});
export type Vector = z.infer<typeof Vector>;

export const vectors: readonly Vector[] = z.array(Vector).parse(vectorsJson);

/** What verifies a vector: its secret, or the public key where there is none. */
export const secretOf = ({ secret, publicKey, certificatePem }: Vector): string =>
  secret ?? publicKey ?? certificatePem ?? '';
