import type { Contract, Handlers } from '#core/contract/index.ts';
import type { AttemptOutcome } from '#core/delivery/attempt.ts';
import { deliveryMarkdown } from '#core/delivery/delivery-markdown.ts';
import { requestCode } from '#core/http/text/code/index.ts';
import { curlText } from '#core/http/text/curl.ts';
import { type HarExchange, harEntry, harLog } from '#core/http/text/har.ts';
import { httpText } from '#core/http/text/raw-http.ts';
import type { WireCopy } from '#core/http/wire-copy.ts';
import { urlOfTarget } from '#core/http/wire-target.ts';
import type { EngineParts } from '../engine.ts';
import type { StoredDelivery } from '../history/deliveries/deliveries-repo.ts';
import { type ExportFormat, exportDeliveries } from '../history/exchange/export-deliveries.ts';
import { importDeliveries } from '../history/exchange/import-deliveries.ts';
import { toLine } from '../history/exchange/json-lines.ts';
import { allShown, type Shown, shownOf } from '../masks/shown-request.ts';
import { onWire } from '../requests/wire-request.ts';
import { explainedDelivery } from './explained-delivery.ts';

type Exchanges = Pick<Handlers<Contract['deliveries']>, 'copyAs' | 'export' | 'import'>;

/** A caught delivery's address is made of the receiver's and its own target; a sent one's is its target's. */
function urlOf({ receiver }: Pick<EngineParts, 'receiver'>, { summary, target }: StoredDelivery): string {
  if (summary.direction === 'out') return target;
  const status = receiver.status();
  return urlOfTarget(target, status.url ?? `http://${status.host}:${status.port}`);
}

function harAnswer(parts: EngineParts, delivery: StoredDelivery, shown: Shown): Omit<HarExchange, 'request'> {
  const { summary, receivedAtMs } = delivery;
  const answer = shown.answer(delivery.answer);
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
  const last = parts.history.attempts.of(summary.deliveryId).findLast(({ outcome }) => outcome !== null);
  const attempt = last && shown.attempt(last);
  if (!attempt?.outcome) return own;
  const body = shown.body(parts.history.attempts.responseBody(attempt.attemptId));
  return {
    answer: answerOf(attempt.outcome, body),
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

  const shownTo = (reveal: boolean, delivery: StoredDelivery): Shown =>
    reveal ? allShown : shownOf(parts, delivery);

  /** As it was caught; one of our own as it last went out, signature included. */
  function wireCopy(stored: StoredDelivery, shown: Shown): WireCopy {
    const { rawHeaders, body } = onWire(history, stored);
    const delivery = { ...stored, target: shown.target(stored.target) };
    return {
      method: delivery.summary.method,
      url: urlOf(parts, delivery),
      ...(delivery.summary.direction === 'in' ? { target: delivery.target } : {}),
      httpVersion: delivery.httpVersion,
      rawHeaders: shown.headers(rawHeaders),
      body: shown.body(body),
    };
  }

  function lineOf(delivery: StoredDelivery, shown: Shown): string {
    const body = shown.body(history.deliveries.body(delivery.summary.deliveryId));
    const line = {
      ...delivery,
      target: shown.target(delivery.target),
      rawHeaders: shown.headers(delivery.rawHeaders),
      verdictDetail: shown.verdict(delivery.verdictDetail),
      answer: shown.answer(delivery.answer),
    };
    return toLine(line, body);
  }

  const harOf = (delivery: StoredDelivery, shown: Shown) =>
    harEntry({ request: wireCopy(delivery, shown), ...harAnswer(parts, delivery, shown) });

  const frames = {
    jsonl: { before: '', between: '\n', after: '\n', each: lineOf },
    har: {
      ...harFrame(parts.version),
      between: ',\n',
      each: (delivery: StoredDelivery, shown: Shown) => JSON.stringify(harOf(delivery, shown)),
    },
    curl: {
      before: '',
      between: '\n\n',
      after: '\n',
      each: (delivery: StoredDelivery, shown: Shown) => curlText(wireCopy(delivery, shown)),
    },
  };

  function formatOf(name: keyof typeof frames, reveal: boolean): ExportFormat {
    const { each, ...frame } = frames[name];
    return { ...frame, each: (delivery) => each(delivery, shownTo(reveal, delivery)) };
  }

  return {
    export: ({ file, format, reveal, filter = {} }, { signal }) =>
      exportDeliveries(
        history,
        {
          path: parts.files.take(file),
          filter,
          nowMs: parts.clock.nowMs(),
          format: formatOf(format, reveal),
        },
        signal,
      ),

    import: ({ file, format }, { signal }) =>
      importDeliveries(history, { path: parts.files.take(file), format }, signal, (count) => {
        parts.events.emit({ type: 'delivery.imported', count });
      }),

    async copyAs({ deliveryId, format, reveal }, { signal }) {
      if (format === 'markdown') {
        return { text: deliveryMarkdown(await explainedDelivery(parts, { deliveryId, reveal }, { signal })) };
      }
      const delivery = history.deliveries.get(deliveryId);
      const shown = shownTo(reveal, delivery);
      const request = wireCopy(delivery, shown);
      switch (format) {
        case 'curl':
          return { text: curlText(request) };
        case 'http':
          return { text: httpText(request) };
        case 'har':
          return { text: JSON.stringify(harOf(delivery, shown), null, 2) };
        default:
          return { text: requestCode[format](request) };
      }
    },
  };
}
