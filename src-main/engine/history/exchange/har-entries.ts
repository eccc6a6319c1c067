import { createHash } from 'node:crypto';
import { z } from 'zod';
import { fromBase64 } from '#core/bytes/encoding.ts';
import { idRandomBytes, newId } from '#core/delivery/ids.ts';
import { findHeader } from '#core/http/request.ts';
import { HarRequest, harBody, harHeaders } from '#core/http/text/parse-har.ts';
import { targetOfUrl } from '#core/http/wire-target.ts';
import { isoTime, isTime } from '../database/unreadable-row.ts';
import type { StoredDelivery } from '../deliveries/deliveries-repo.ts';

/** Ten years: what claims to have taken longer is no duration. */
const longestAnswerMs = 315_360_000_000;

/** What is read of a HAR entry; browsers and proxies write much more. */
const Entry = z.object({
  startedDateTime: z.string(),
  time: z.number().max(longestAnswerMs).default(0).catch(0),
  request: HarRequest,
  response: z
    .object({
      status: z.number().int(),
      headers: HarRequest.shape.headers,
      content: z.object({ text: z.string().optional(), encoding: z.string().optional() }).optional(),
    })
    .optional(),
});

function answerOf({ response, time }: z.infer<typeof Entry>): StoredDelivery['answer'] {
  // HAR writes 0 for "there was no answer".
  if (!response || response.status < 100) return null;
  const { text = '', encoding } = response.content ?? {};
  const decoded = encoding === 'base64' ? fromBase64(text) : null;
  return {
    status: response.status,
    rawHeaders: harHeaders(response.headers),
    body: decoded ? Buffer.from(decoded).toString('utf8') : text,
    durationMs: Math.max(0, time),
  };
}

/**
 * A HAR entry as a delivery that was caught. Its id is made of its time and its text, so that the same file read twice
 * gives each delivery once. Throws a ZodError or a SyntaxError for text that isn't an entry.
 */
export function fromHarEntry(text: string): { delivery: StoredDelivery; body: Uint8Array } {
  const entry = Entry.parse(JSON.parse(text));
  const { method, url, httpVersion, headers } = entry.request;
  const body = harBody(entry.request);
  const rawHeaders = harHeaders(headers);
  const answer = answerOf(entry);
  const target = entry.request._target ?? targetOfUrl(url);
  const parsedMs = Date.parse(entry.startedDateTime);
  const receivedAtMs = isTime(parsedMs) ? Math.max(0, parsedMs) : 0;
  const digest = createHash('sha256').update(text).digest().subarray(0, idRandomBytes);
  return {
    body,
    delivery: {
      summary: {
        deliveryId: newId('whd', receivedAtMs, digest),
        direction: 'in',
        webhookId: null,
        provider: 'generic',
        eventType: null,
        providerDeliveryId: null,
        method,
        target,
        contentType: findHeader(rawHeaders, 'content-type') ?? null,
        bodyBytes: body.length,
        verdict: 'unverified',
        state: 'received',
        status: answer?.status ?? null,
        durationMs: answer?.durationMs ?? null,
        attempts: 0,
        receivedAt: isoTime(receivedAtMs),
        pinned: false,
        duplicateOf: null,
        looksLike: null,
      },
      target,
      httpVersion: httpVersion.replace(/^HTTP\//i, ''),
      rawHeaders,
      remoteAddress: null,
      receivedAtMs,
      verdictDetail: null,
      answer,
      sendTarget: null,
      retryPolicy: null,
      secretRef: null,
      scheme: null,
      eventId: null,
    },
  };
}
