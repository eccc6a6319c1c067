import { describe, expect, it } from 'vitest';
import { utf8 } from '#core/bytes/encoding.ts';
import type { Attempt } from '#core/delivery/attempt.ts';
import { AttemptErrorCode } from '#core/delivery/attempt.ts';
import { attemptErrors, explainOutcome } from '#core/delivery/explain-attempt.ts';
import { timelineOf } from '#core/delivery/timeline.ts';
import { harEntry } from '#core/http/text/har.ts';
import { httpText } from '#core/http/text/raw-http.ts';

const request = {
  method: 'POST',
  url: 'https://h.test/a?x=1&x=2',
  httpVersion: '1.1',
  rawHeaders: [['Content-Type', 'application/octet-stream']] as [string, string][],
  body: new Uint8Array([0xff, 0]),
};

describe('a HAR entry', () => {
  it('gives each phase its length, and -1 to those that were not', () => {
    const { timings, time } = harEntry({
      request,
      answer: null,
      startedAtMs: 0,
      durationMs: 30,
      phases: { dnsMs: null, connectMs: 5, tlsMs: 12, sentMs: 13, firstByteMs: 25, downloadMs: 30 },
    });
    expect(timings).toEqual({ blocked: -1, dns: -1, connect: 12, ssl: 7, send: 1, wait: 12, receive: 5 });
    expect(time).toBe(30);
  });

  it('keeps bytes that are no text as base64, and says so', () => {
    const answer = { status: 200, statusText: 'OK', httpVersion: '1.1', rawHeaders: [], body: request.body };
    const entry = harEntry({ request, answer, startedAtMs: 0, durationMs: 1, phases: null });
    expect(entry.request.postData).toEqual({
      mimeType: 'application/octet-stream',
      text: '/wA=',
      _encoding: 'base64',
    });
    expect(entry.response.content).toMatchObject({ size: 2, text: '/wA=', encoding: 'base64' });
    expect(entry.request.queryString).toEqual([
      { name: 'x', value: '1' },
      { name: 'x', value: '2' },
    ]);
  });
});

it('raw HTTP shows text as it is and says where bytes are none', () => {
  expect(httpText({ ...request, body: utf8('hé') })).toBe(
    'POST /a?x=1&x=2 HTTP/1.1\r\nContent-Type: application/octet-stream\r\n\r\nhé',
  );
  expect(httpText(request)).toContain('[2 bytes that are no text, in base64]\r\n/wA=');
});

it('every failure has a label, a meaning and an advice of its own', () => {
  const codes = AttemptErrorCode.options;
  expect(Object.keys(attemptErrors).toSorted()).toEqual([...codes].toSorted());
  expect(new Set(codes.map((code) => attemptErrors[code].meaning)).size).toBe(codes.length);
});

describe('a timeline', () => {
  const attempt = (number: number, more: Partial<Attempt>): Attempt => ({
    attemptId: `att_${number}`,
    deliveryId: 'whd_1',
    number,
    reason: 'send',
    state: 'failed',
    url: 'http://h/',
    scheduledAt: new Date(number * 1000).toISOString(),
    startedAt: new Date(number * 1000).toISOString(),
    durationMs: 100,
    request: null,
    phases: null,
    outcome: { kind: 'failed', code: 'refused', message: 'Nothing listens.', bytesReceived: 0 },
    sequel: null,
    keptBy: null,
    ...more,
  });
  const facts = { direction: 'out' as const, receivedAtMs: 0, verdict: 'unverified' as const, answer: null };

  it('ends in a dead letter with the reason of the last failure', () => {
    const entries = timelineOf({
      ...facts,
      state: 'dead_letter',
      attempts: [attempt(1, {}), attempt(2, {})],
    });
    expect(entries.map(({ kind }) => kind)).toEqual(['composed', 'attempt', 'attempt', 'dead_letter']);
    expect(entries.at(-1)).toMatchObject({ at: '1970-01-01T00:00:02.100Z', reason: 'Nothing listens.' });
  });

  it('says when the next attempt comes, unless it waits for its target or for a person', () => {
    const next = attempt(2, { state: 'scheduled', startedAt: null, durationMs: null, outcome: null });
    const last = (state: 'retrying' | 'retained' | 'held') =>
      timelineOf({ ...facts, state, attempts: [attempt(1, {}), next] }).at(-1);
    expect(last('retrying')).toMatchObject({ kind: 'next_attempt', number: 2 });
    expect(last('retained')).toMatchObject({ kind: 'retained', reason: 'Nothing listens.' });
    expect(last('held')).toMatchObject({ kind: 'held' });
  });
});

it('an outcome is told in a sentence', () => {
  expect(
    explainOutcome({
      kind: 'responded',
      status: 503,
      statusText: 'Busy',
      httpVersion: '1.1',
      rawHeaders: [],
      body: { encoding: 'utf8', data: '', totalBytes: 0, offsetBytes: 0, truncated: false },
    }),
  ).toBe('The target answered 503 Busy.');
});
