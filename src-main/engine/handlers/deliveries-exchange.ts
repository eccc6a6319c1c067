import type { Contract, Handlers } from '#core/contract/index.ts';
import type { AttemptOutcome } from '#core/delivery/attempt.ts';
import { unreachable } from '#core/errors/tacklebox-error.ts';
import { curlText } from '#core/http/text/curl.ts';
import { type HarExchange, harEntry, harLog } from '#core/http/text/har.ts';
import { httpText } from '#core/http/text/raw-http.ts';
import type { WireCopy } from '#core/http/wire-copy.ts';
import { urlOfTarget } from '#core/http/wire-target.ts';
import type { EngineParts } from '../engine.ts';
import type { StoredDelivery } from '../history/deliveries/deliveries-repo.ts';
import { type ExportFormat, exportDeliveries, jsonLines } from '../history/exchange/export-deliveries.ts';
import { importDeliveries } from '../history/exchange/import-deliveries.ts';
import { onWire } from '../requests/wire-request.ts';

type Exchanges = Pick<Handlers<Contract['deliveries']>, 'copyAs' | 'export' | 'import'>;

/** A caught delivery's address is made of the receiver's and its own target; a sent one's is its target's. */
function urlOf({ receiver }: Pick<EngineParts, 'receiver'>, { summary }: StoredDelivery): string {
  if (summary.direction === 'out') return summary.target;
  const status = receiver.status();
  return urlOfTarget(summary.target, status.url ?? `http://${status.host}:${status.port}`);
}

function harAnswer(parts: EngineParts, delivery: StoredDelivery): Omit<HarExchange, 'request'> {
  const { summary, answer, receivedAtMs } = delivery;
  const own = {
    answer: answer && {
      ...answer,
      status: answer.status ?? 0,
      statusText: '',
      httpVersion: '1.1',
      body: Buffer.from(answer.body),
    },
    startedAtMs: receivedAtMs,
    durationMs: answer?.durationMs ?? null,
    phases: null,
  };
  if (summary.direction === 'in') return own;
  const attempt = parts.history.attempts.of(summary.deliveryId).findLast(({ outcome }) => outcome !== null);
  if (!attempt?.outcome) return own;
  return {
    answer: answerOf(attempt.outcome, parts.history.attempts.responseBody(attempt.attemptId)),
    startedAtMs: Date.parse(attempt.startedAt ?? attempt.scheduledAt),
    durationMs: attempt.durationMs,
    phases: attempt.phases,
    ...(attempt.outcome.kind === 'failed' ? { comment: attempt.outcome.message } : {}),
  };
}

function answerOf(outcome: AttemptOutcome, body: Uint8Array): HarExchange['answer'] {
  return outcome.kind === 'responded' ? { ...outcome, body } : null;
}

/** What stands around an archive's entries. */
function harFrame(version: string): { before: string; after: string } {
  const [before = '', after = ''] = JSON.stringify(harLog(version, [])).split('[]');
  return { before: `${before}[\n`, after: `\n]${after}\n` };
}

/** Deliveries on their way to other tools and back. */
export function deliveryExchanges(parts: EngineParts): Exchanges {
  const { history } = parts;

  /** As it was caught; one of our own as it last went out, signature included. */
  function wireCopy(delivery: StoredDelivery): WireCopy {
    return {
      method: delivery.summary.method,
      url: urlOf(parts, delivery),
      ...(delivery.summary.direction === 'in' ? { target: delivery.summary.target } : {}),
      httpVersion: delivery.httpVersion,
      ...onWire(history, delivery),
    };
  }

  const harText = (delivery: StoredDelivery): string =>
    JSON.stringify(harEntry({ request: wireCopy(delivery), ...harAnswer(parts, delivery) }));

  const formats = {
    jsonl: jsonLines(history),
    har: { ...harFrame(parts.version), between: ',\n', each: harText },
    curl: {
      before: '',
      between: '\n\n',
      after: '\n',
      each: (delivery: StoredDelivery) => curlText(wireCopy(delivery)),
    },
  } satisfies Record<string, ExportFormat>;

  return {
    export: ({ file, format, filter = {} }, { signal }) =>
      exportDeliveries(
        history,
        { path: parts.files.take(file), filter, nowMs: parts.clock.nowMs(), format: formats[format] },
        signal,
      ),

    import: ({ file, format }, { signal }) =>
      importDeliveries(history, { path: parts.files.take(file), format }, signal, (count) => {
        parts.events.emit({ type: 'delivery.imported', count });
      }),

    copyAs({ deliveryId, format }) {
      const delivery = history.deliveries.get(deliveryId);
      const request = wireCopy(delivery);
      switch (format) {
        case 'curl':
          return { text: curlText(request) };
        case 'http':
          return { text: httpText(request) };
        case 'har':
          return { text: JSON.stringify(harEntry({ request, ...harAnswer(parts, delivery) }), null, 2) };
        default:
          return unreachable(format);
      }
    },
  };
}
