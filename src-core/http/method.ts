import { z } from 'zod';

/** A method that can be sent: a token (RFC 9110, 5.6.2), in its case. CONNECT asks a proxy for a tunnel, and carries no event. */
export const HttpMethod = z
  .string()
  .max(40, 'an HTTP method of at most 40 characters')
  .regex(/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/, "an HTTP method: letters, digits and !#$%&'*+-.^_`|~ only")
  .refine(
    (method) => method.toUpperCase() !== 'CONNECT',
    'a method that carries an event: CONNECT asks a proxy for a tunnel',
  );
