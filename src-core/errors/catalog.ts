/**
 * The closed list of expected errors. The kind decides how an interface shows one (a field's message,
 * a toast, a bug report) and which HTTP status carries it; the code is what scripts match on.
 */
export type ErrorKind =
  | 'invalid'
  | 'unauthorized'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'too_large'
  | 'unavailable'
  | 'cancelled'
  | 'bug';

export const httpStatusByKind: Record<ErrorKind, number> = {
  invalid: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  cancelled: 499,
  unavailable: 503,
  bug: 500,
};

export const errorCatalog = {
  invalid_input: 'invalid',
  invalid_json: 'invalid',
  unknown_method: 'not_found',
  unauthorized: 'unauthorized',
  forbidden_origin: 'forbidden',
  forbidden_host: 'forbidden',
  endpoint_not_found: 'not_found',
  delivery_not_found: 'not_found',
  attempt_not_found: 'not_found',
  rejected_not_found: 'not_found',
  body_missing: 'not_found',
  provider_not_found: 'not_found',
  event_type_not_found: 'not_found',
  run_not_found: 'not_found',
  no_history: 'not_found',
  receiver_port_taken: 'conflict',
  interface_port_taken: 'conflict',
  data_folder_in_use: 'conflict',
  data_folder_unwritable: 'unavailable',
  database_newer: 'conflict',
  database_corrupt: 'unavailable',
  database_full: 'unavailable',
  secret_missing: 'invalid',
  secret_malformed: 'invalid',
  secret_undecryptable: 'unavailable',
  scheme_invalid: 'invalid',
  scheme_cannot_sign: 'invalid',
  target_invalid: 'invalid',
  target_not_ours: 'forbidden',
  observer_failed: 'unavailable',
  policy_invalid: 'invalid',
  scenario_invalid: 'invalid',
  not_subscribed: 'conflict',
  not_on_platform: 'conflict',
  queue_state: 'conflict',
  body_too_large: 'too_large',
  not_available_here: 'unavailable',
  cancelled: 'cancelled',
  internal: 'bug',
} as const satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof errorCatalog;
