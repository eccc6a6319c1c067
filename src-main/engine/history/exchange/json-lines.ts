import { z } from 'zod';
import { fromBase64, toBase64, utf8, utf8Text } from '#core/bytes/encoding.ts';
import { GivenAnswer } from '#core/delivery/answer.ts';
import { Target } from '#core/delivery/attempt.ts';
import { DeliverySummary } from '#core/delivery/delivery.ts';
import { RawHeaders } from '#core/http/headers.ts';
import { RetryPolicy } from '#core/retry/policy.ts';
import { Scheme } from '#core/signing/schemes/scheme.ts';
import { Verdict } from '#core/signing/verify/verdict.ts';
import { isTime } from '../database/unreadable-row.ts';
import type { StoredDelivery } from '../deliveries/deliveries-repo.ts';

/** One line of an export: a delivery, whole but for its attempts and secrets. */
const Line = z.object({
  format: z.literal('tacklebox-delivery-1'),
  summary: DeliverySummary,
  httpVersion: z.string(),
  rawHeaders: RawHeaders,
  remoteAddress: z.string().nullable(),
  receivedAtMs: z.number().refine(isTime, 'a time in the years 1 to 9999, in milliseconds'),
  verdictDetail: Verdict.nullable(),
  answer: GivenAnswer.nullable(),
  sendTarget: Target.nullable(),
  retryPolicy: RetryPolicy.nullable(),
  scheme: Scheme.nullable(),
  eventId: z.string().nullable(),
  /** One of the two, by whether the body is text. */
  body: z.string().optional(),
  bodyBase64: z.base64().optional(),
});

/** Escapes can make a text six times as long, and no string may be longer than about 500 MB: base64 grows by a third. */
const longestTextBytes = 67_108_864;

/** A delivery and its body as a line of JSON, without the line's end. */
export function toLine(delivery: StoredDelivery, body: Uint8Array): string {
  const { secretRef: _secretRef, target, summary, ...rest } = delivery;
  const text = body.length <= longestTextBytes ? utf8Text(body) : null;
  const line: z.input<typeof Line> = {
    format: 'tacklebox-delivery-1',
    ...rest,
    summary: { ...summary, target },
    ...(text === null ? { bodyBase64: toBase64(body) } : { body: text }),
  };
  return JSON.stringify(line);
}

/** Throws a ZodError or a SyntaxError for a line that isn't one. */
export function fromLine(text: string): { delivery: StoredDelivery; body: Uint8Array } {
  const { format: _format, body, bodyBase64, ...rest } = Line.parse(JSON.parse(text));
  return {
    delivery: { ...rest, target: rest.summary.target, secretRef: null },
    body: bodyBase64 === undefined ? utf8(body ?? '') : (fromBase64(bodyBase64) ?? new Uint8Array()),
  };
}
