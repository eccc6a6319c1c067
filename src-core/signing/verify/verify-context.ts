import type { Crypto } from '../../bytes/crypto.ts';
import type { FieldValues } from '../schemes/terms.ts';

/** What a check needs besides the scheme, the request and the secrets. */
export interface VerifyContext {
  crypto: Crypto;
  nowMs: number;
  /** Values for the scheme's fields; they win over those that it came with. */
  fields?: FieldValues | undefined;
}
