import { bodyHmac } from './body-hmac.ts';
import { forms } from './forms.ts';
import { publicKeys } from './public-keys.ts';
import { standardWebhooks } from './standard-webhooks.ts';
import { timestampedHmac } from './timestamped-hmac.ts';
import { tokens } from './tokens.ts';

/** Every provider whose own library can be asked. */
export const sdkAdapters = [
  ...bodyHmac,
  ...timestampedHmac,
  ...standardWebhooks,
  ...forms,
  ...publicKeys,
  ...tokens,
];
