import type { AttemptOutcome } from '#core/delivery/attempt.ts';
import { maskHeaders, maskText, secretForms } from '#core/http/mask.ts';
import type { FinishedAttempt } from '../history/attempts/attempt-rows.ts';

const asterisk = 0x2a;

/** Bytes without the secrets, as long as they were: offsets, and what is well-formed, stay so. */
export function maskBytes(bytes: Uint8Array, secrets: readonly string[]): Uint8Array {
  let masked: Buffer | null = null;
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const form of secretForms(secrets)) {
    const sought = Buffer.from(form, 'utf8');
    for (let at = whole.indexOf(sought); at >= 0; at = whole.indexOf(sought, at + sought.length)) {
      masked ??= Buffer.from(whole);
      masked.fill(asterisk, at, at + sought.length);
    }
  }
  return masked ?? bytes;
}

function maskOutcome(outcome: AttemptOutcome, secrets: readonly string[]): AttemptOutcome {
  if (outcome.kind === 'failed') return { ...outcome, message: maskText(outcome.message, secrets) };
  const { body, redirects } = outcome;
  const data =
    body.encoding === 'utf8'
      ? Buffer.from(maskBytes(Buffer.from(body.data), secrets)).toString()
      : Buffer.from(maskBytes(Buffer.from(body.data, 'base64'), secrets)).toString('base64');
  return {
    ...outcome,
    statusText: maskText(outcome.statusText, secrets),
    rawHeaders: maskHeaders(outcome.rawHeaders, secrets),
    body: { ...body, data },
    ...(redirects
      ? { redirects: redirects.map((one) => ({ ...one, location: maskText(one.location, secrets) })) }
      : {}),
  };
}

/** An attempt as it is kept: no secret of what was sent, nor of an answer that says it back. */
export function maskAttempt(finished: FinishedAttempt, secrets: readonly string[]): FinishedAttempt {
  if (secrets.length === 0) return finished;
  const { request, outcome, responseBody } = finished;
  return {
    ...finished,
    request: {
      ...request,
      target: maskText(request.target, secrets),
      rawHeaders: maskHeaders(request.rawHeaders, secrets),
      body: maskBytes(request.body, secrets),
    },
    outcome: maskOutcome(outcome, secrets),
    responseBody: maskBytes(responseBody, secrets),
  };
}
