import type { Attempt } from '#core/delivery/attempt.ts';
import type { Delivery, DeliverySummary, RejectedRequest, VerdictMark } from '#core/delivery/delivery.ts';
import { bytes, faint, paint } from './output.ts';
import { verdictText } from './show-verdict.ts';

const marks: Record<VerdictMark, string> = {
  verified: paint('green', 'verified'),
  failed: paint('red', 'failed'),
  unverified: faint('unverified'),
  handshake: paint('blue', 'handshake'),
};

export function statusText(status: number | null): string {
  if (status === null) return faint('–');
  return paint(status < 400 ? 'green' : 'red', String(status));
}

const ms = (value: number | null) => (value === null ? '' : `${Math.round(value)} ms`);

/** A row of a list or a line of a tail. Times are UTC, as the ids and the logs of other machines are. */
export function deliveryRow(delivery: DeliverySummary): string[] {
  return [
    faint(delivery.receivedAt.slice(0, 19).replace('T', ' ')),
    delivery.deliveryId,
    delivery.direction,
    delivery.provider,
    delivery.eventType ?? faint('–'),
    marks[delivery.verdict],
    statusText(delivery.status),
    delivery.state,
    bytes(delivery.bodyBytes),
    ms(delivery.durationMs),
  ];
}

export function rejectedRow(rejected: RejectedRequest): string[] {
  return [
    faint(rejected.receivedAt.slice(0, 19).replace('T', ' ')),
    paint('red', 'rejected'),
    statusText(rejected.status),
    rejected.reason,
    `${rejected.method} ${rejected.target}`,
    rejected.explanation,
  ];
}

export function attemptText({ number, reason, outcome, durationMs, state }: Attempt): string {
  const head = `attempt ${number} (${reason})`;
  if (outcome === null) return `${head}: ${state}`;
  if (outcome.kind === 'failed') return `${head}: ${paint('red', outcome.message)}`;
  return `${head}: ${statusText(outcome.status)} ${outcome.statusText} in ${ms(durationMs)}`;
}

/** All of a delivery that fits a terminal; the body is cut as the preview is. */
export function deliveryText(delivery: Delivery): string {
  const { request, verdictDetail, answer, attemptList } = delivery;
  const { body } = request;
  const lines = [
    deliveryRow(delivery).join('  '),
    '',
    paint('bold', `${request.method} ${request.target} HTTP/${request.httpVersion}`),
    ...request.rawHeaders.map(([name, value]) => `${faint(`${name}:`)} ${value}`),
    '',
    body.encoding === 'utf8' ? body.data : faint(`${bytes(body.totalBytes)} that are not text; see --body`),
  ];
  if (body.truncated) lines.push(faint(`… cut; the whole has ${bytes(body.totalBytes)}, see --body`));
  if (verdictDetail) lines.push('', verdictText(verdictDetail));
  if (answer) lines.push('', `answered ${statusText(answer.status)} in ${ms(answer.durationMs)}`);
  for (const attempt of attemptList) lines.push(attemptText(attempt));
  return lines.join('\n');
}
