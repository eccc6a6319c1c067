import type { VerdictMark } from '#core/delivery/delivery.ts';
import type { Verdict } from '#core/signing/verify/verdict.ts';
import { toJson, toJsonOrNull } from '../database/json-column.ts';
import type { NewCapture } from '../deliveries/deliveries-repo.ts';
import { verdictColumn } from '../deliveries/verdict-column.ts';

/** A request whose answer depends on nothing that its content says: what that is can be found out after the answer. */
export type NewArrival = Omit<NewCapture, 'eventType' | 'providerDeliveryId' | 'looksLike' | 'state'>;

/** A row of `journal`, in the order of its columns. Only this folder writes it, so its words are the domain's. */
export interface JournalRow {
  key: number;
  delivery_id: string;
  webhook_id: string;
  provider: string;
  method: string;
  target: string;
  http_version: string;
  remote_address: string | null;
  received_at_ms: number;
  content_type: string | null;
  verdict: VerdictMark;
  verdict_detail: string | null;
  status: number | null;
  duration_ms: number | null;
  answer: string | null;
  raw_headers: string;
  body_bytes: number;
  body_file: string | null;
  body: Buffer | null;
}

export const journalColumns = [
  'key',
  'delivery_id',
  'webhook_id',
  'provider',
  'method',
  'target',
  'http_version',
  'remote_address',
  'received_at_ms',
  'content_type',
  'verdict',
  'verdict_detail',
  'status',
  'duration_ms',
  'answer',
  'raw_headers',
  'body_bytes',
  'body_file',
  'body',
] as const satisfies (keyof JournalRow)[];

/** Texts of verdicts that many requests share, which are frozen (receiver/check-signature.ts). */
const sharedTexts = new WeakMap<Verdict, string>();

function verdictText(verdict: Verdict): string {
  let text = sharedTexts.get(verdict);
  if (text !== undefined) return text;
  text = verdictColumn(verdict);
  if (Object.isFrozen(verdict)) sharedTexts.set(verdict, text);
  return text;
}

/** What is bound for a row, in the order of {@link journalColumns}. */
export const journalValues = (key: number, arrival: NewArrival, bodyFile: string | null) => [
  key,
  arrival.deliveryId,
  arrival.webhookId,
  arrival.provider,
  arrival.method,
  arrival.target,
  arrival.httpVersion,
  arrival.remoteAddress,
  Math.floor(arrival.receivedAtMs),
  arrival.contentType,
  arrival.verdict,
  arrival.verdictDetail && verdictText(arrival.verdictDetail),
  arrival.answer?.status ?? null,
  arrival.answer?.durationMs ?? null,
  toJsonOrNull(arrival.answer),
  toJson(arrival.rawHeaders),
  arrival.body.length,
  bodyFile,
  bodyFile === null ? arrival.body : null,
];
