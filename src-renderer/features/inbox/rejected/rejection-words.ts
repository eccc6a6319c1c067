import type { RejectionReason } from '#core/delivery/delivery.ts';

/** A reason in the row; its explanation is a sentence of the engine's. */
export const rejectionWords: Record<RejectionReason, string> = {
  unknown_endpoint: 'Unknown endpoint',
  inactive_endpoint: 'Endpoint is off',
  signature_missing: 'No signature',
  signature_invalid: 'Wrong signature',
  body_too_large: 'Body too large',
  headers_too_large: 'Headers too large',
  too_busy: 'Too much at once',
  address_not_allowed: 'Address not allowed',
  forward_loop: 'Forwarded in a circle',
  malformed_http: 'Not HTTP',
  timed_out: 'Timed out',
  aborted: 'Cut off',
  storage_failed: 'Could not be kept',
};
