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
import { explainCaught } from '../requests/diagnose-request.ts';
import { deliveryDetail, detailPreviewBytes } from './delivery-detail.ts';

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

    async get({ deliveryId, diagnose, searchId }, { signal }) {
      const delivery = deliveryDetail(parts, deliveryId);
      if (!diagnose) return delivery;
      const { webhookId, request, verdictDetail } = delivery;
      const caught = { ...request, webhookId, receivedAtMs: Date.parse(delivery.receivedAt) };
      const body = () => history.deliveries.body(deliveryId);
      return {
        ...delivery,
        verdictDetail: await explainCaught(parts, verdictDetail, caught, body, { signal, searchId }),
      };
    },

    body({ deliveryId, attemptId, offsetBytes, lengthBytes }) {
      if (attemptId !== undefined) {
        const response = responseOf(deliveryId, attemptId);
        const range = response.subarray(offsetBytes, offsetBytes + lengthBytes);
        return bodyPreview(range, lengthBytes, offsetBytes, response.length);
      }
      const { bodyBytes } = history.deliveries.get(deliveryId).summary;
      const range = history.deliveries.bodyRange(deliveryId, offsetBytes, lengthBytes);
      return bodyPreview(range, lengthBytes, offsetBytes, bodyBytes);
    },

    rejected: ({ webhookId, ...paging }) => history.rejected.list({ webhookId }, paging),

    async getRejected({ rejectedId }, { signal }) {
      const { request, body, verdictDetail } = history.rejected.get(rejectedId);
      const isWhole = body.length === request.bodyBytes;
      const caught = { ...request, receivedAtMs: Date.parse(request.receivedAt) };
      return {
        ...request,
        body: bodyPreview(body, detailPreviewBytes, 0, request.bodyBytes),
        verdictDetail: isWhole
          ? await explainCaught(parts, verdictDetail, caught, () => body, { signal })
          : verdictDetail,
      };
    },

    search: ({ limit, after, ...filter }, { signal }) =>
      history.deliveries.search(filter, { limit, after }, clock.nowMs(), signal),

    diff({ left, right }) {
      const [a, b] = [deliveryDetail(parts, left), deliveryDetail(parts, right)];
      const [leftBody, rightBody] = [history.deliveries.body(left), history.deliveries.body(right)];
      const [leftJson, rightJson] = [jsonOf(leftBody), jsonOf(rightBody)];
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
