import { utf8Text } from '#core/bytes/encoding.ts';
import type { Contract, Handlers } from '#core/contract/index.ts';
import { bodyPreview } from '#core/delivery/body-preview.ts';
import { isSearched } from '#core/delivery/filter/delivery-filter.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { headerDiff } from '#core/http/header-diff.ts';
import { jsonDiff } from '#core/json/diff.ts';
import { nestsDeeperThan } from '#core/json/nesting.ts';
import { Json } from '#core/json/value.ts';
import type { EngineParts } from '../engine.ts';
import { allShown, shownFor, shownOf, shownRange, shownRejected } from '../masks/shown-request.ts';
import { explainCaught } from '../requests/diagnose-request.ts';
import { deliveryDetail, detailPreviewBytes } from './delivery-detail.ts';
import { explainedDelivery } from './explained-delivery.ts';

type Reads = Pick<
  Handlers<Contract['deliveries']>,
  'list' | 'outline' | 'values' | 'get' | 'body' | 'rejected' | 'getRejected' | 'search' | 'diff'
>;

/** Bodies beyond this are compared as bytes only: parsing them would hold the engine up. */
const maxDiffBytes = 8_388_608;

/** What is answered is printed recursively: deeper values could not be told. */
const maxDiffDepth = 500;

function jsonOf(body: Uint8Array): Json | undefined {
  const text = body.length > maxDiffBytes ? null : utf8Text(body);
  if (text === null || nestsDeeperThan(text, maxDiffDepth)) return undefined;
  try {
    const parsed: unknown = JSON.parse(text);
    return Json.parse(parsed);
  } catch {
    return undefined;
  }
}

/** Looking at deliveries: nothing here changes anything. */
export function deliveryReads(parts: EngineParts): Reads {
  const { history, clock } = parts;

  function responseOf(deliveryId: string, attemptId: string): Uint8Array {
    const attempt = history.attempts.find(attemptId);
    if (attempt?.deliveryId === deliveryId) return history.attempts.responseBody(attemptId);
    throw new TackleboxError('attempt_not_found', `${deliveryId} has no attempt ${attemptId}.`);
  }

  const shownJson = (deliveryId: string, body: Uint8Array): Json | undefined =>
    jsonOf(shownOf(parts, history.deliveries.get(deliveryId)).body(body));

  return {
    async list({ limit, after, ...filter }, { signal }) {
      const paging = { limit, after };
      if (!isSearched(filter)) return history.deliveries.list(filter, paging, clock.nowMs());
      const { items, next } = await history.deliveries.search(filter, paging, clock.nowMs(), signal);
      return { items: items.map(({ delivery }) => delivery), next };
    },

    async outline({ everyRows, after, ...filter }, { signal }) {
      if (isSearched(filter)) {
        const message =
          'an outline is made of rows alone; leave out words and what looks into headers and bodies';
        throw new TackleboxError('invalid_input', `where: ${message}`, {
          details: { issues: [{ path: 'where', message }] },
        });
      }
      const nowMs = clock.nowMs();
      const count = history.deliveries.count(filter, nowMs);
      const cursors = await history.deliveries.outline(filter, { everyRows, after }, nowMs, signal);
      return { cursors, count };
    },

    values: () => history.deliveries.values(),

    get: ({ deliveryId, diagnose, searchId, reveal }, { signal }) =>
      diagnose
        ? explainedDelivery(parts, { deliveryId, reveal }, { signal, searchId })
        : deliveryDetail(parts, deliveryId, reveal),

    body({ deliveryId, attemptId, offsetBytes, lengthBytes, reveal }) {
      const stored = history.deliveries.get(deliveryId);
      const shown = reveal ? allShown : shownOf(parts, stored);
      if (attemptId !== undefined) {
        const response = shown.body(responseOf(deliveryId, attemptId));
        const range = response.subarray(offsetBytes, offsetBytes + lengthBytes);
        return bodyPreview(range, lengthBytes, offsetBytes, response.length);
      }
      const read = (offset: number, length: number) =>
        history.deliveries.bodyRange(deliveryId, offset, length);
      const range = shownRange(shown, read, offsetBytes, lengthBytes);
      return bodyPreview(range, lengthBytes, offsetBytes, stored.summary.bodyBytes);
    },

    rejected({ webhookId, ...paging }) {
      const { items, next } = history.rejected.list({ webhookId }, paging);
      return { items: items.map((request) => shownRejected(parts, request)), next };
    },

    async getRejected({ rejectedId, reveal }, { signal }) {
      const { request, body, verdictDetail } = history.rejected.get(rejectedId);
      const isWhole = body.length === request.bodyBytes;
      const caught = { ...request, receivedAtMs: Date.parse(request.receivedAt) };
      const shown = reveal ? allShown : shownFor(parts, request);
      const target = shown.target(request.target);
      const rawHeaders = shown.headers(request.rawHeaders);
      const shownBody = shown.body(body);
      const explained = isWhole
        ? await explainCaught(parts, verdictDetail, caught, () => body, { signal })
        : verdictDetail;
      return {
        ...request,
        target,
        rawHeaders,
        masked:
          target !== request.target ||
          Buffer.compare(shownBody, body) !== 0 ||
          rawHeaders.some(([, value], at) => value !== request.rawHeaders[at]?.[1]),
        body: bodyPreview(shownBody, detailPreviewBytes, 0, request.bodyBytes),
        verdictDetail: shown.verdict(explained),
      };
    },

    async search({ limit, after, ...filter }, { signal }) {
      const found = await history.deliveries.search(filter, { limit, after }, clock.nowMs(), signal);
      const items = found.items.map(({ delivery, snippet }) => ({
        delivery,
        snippet: snippet && shownFor(parts, delivery).text(snippet),
      }));
      return { ...found, items };
    },

    diff({ left, right }) {
      const [a, b] = [deliveryDetail(parts, left), deliveryDetail(parts, right)];
      const [leftBody, rightBody] = [history.deliveries.body(left), history.deliveries.body(right)];
      const [leftJson, rightJson] = [shownJson(left, leftBody), shownJson(right, rightBody)];
      return {
        left: a,
        right: b,
        headers: headerDiff(a.request.rawHeaders, b.request.rawHeaders),
        json: leftJson === undefined || rightJson === undefined ? null : jsonDiff(leftJson, rightJson),
        sameBytes: leftBody.equals(rightBody),
      };
    },
  };
}
