import { describe, expect, it } from 'vitest';
import type { EndpointRow } from '#main/engine/history/endpoints-repo.ts';
import { newId } from '#main/engine/history/ids.ts';
import type { NewRejected } from '#main/engine/history/rejected-repo.ts';
import { keptRejected } from '#main/engine/history/rejected-repo.ts';
import { temporaryFolder, testHistory, webhookId } from './support.ts';

const now = Date.UTC(2026, 10, 21, 10);

const endpoint = (given: Partial<EndpointRow> = {}): EndpointRow => ({
  webhookId,
  name: 'Orders',
  provider: 'stripe',
  active: true,
  createdBy: 'agent',
  createdAtMs: now,
  updatedAtMs: now,
  scheme: { kind: 'basic' },
  enforce: 'when-signed',
  answer: { kind: 'fixed', status: 202, headers: [['X-A', 'b']], body: 'ok', delayMs: 5 },
  answerSetAtMs: now,
  forward: null,
  access: { allowFrom: ['10.0.0.0/8'] },
  handshake: {},
  tag: 'github',
  auth: 'bearer',
  dropRepeats: true,
  subscription: { eventTypes: ['a.*'], platform: 'x' },
  ...given,
});

const newRejected = (given: Partial<NewRejected> = {}): NewRejected => ({
  rejectedId: newId('rej', now),
  reason: 'signature_invalid',
  explanation: 'The signature does not match.',
  status: 401,
  webhookId,
  provider: 'stripe',
  method: 'POST',
  target: '/v1/hooks/x',
  httpVersion: '1.1',
  rawHeaders: [['a', 'b']],
  body: Buffer.from('{}'),
  bodyBytes: 2,
  remoteAddress: '127.0.0.1',
  receivedAtMs: now,
  verdictDetail: null,
  ...given,
});

describe('endpoints', () => {
  it('come back as they were kept, newest first', () => {
    const history = testHistory();
    const first = endpoint();
    const second = endpoint({ webhookId: 'whk_SECOND', scheme: null, createdAtMs: now + 1 });
    history.endpoints.insert(first);
    history.endpoints.insert(second);
    expect(history.endpoints.list()).toEqual([second, first]);
    const changed = { ...first, active: false, name: 'Invoices' };
    history.endpoints.update(changed);
    expect(history.endpoints.get(webhookId)).toEqual(changed);
    expect(() => history.endpoints.get('whk_NONE')).toThrow(
      expect.objectContaining({ code: 'endpoint_not_found' }),
    );
    expect(() => history.endpoints.update(endpoint({ webhookId: 'whk_NONE' }))).toThrow(
      expect.objectContaining({ code: 'endpoint_not_found' }),
    );
  });
});

describe('secrets', () => {
  it('retire the current ones and leave those that retired before', () => {
    const history = testHistory();
    const secret = (secretRef: string, createdAtMs: number) => ({
      secretRef,
      webhookId,
      sealed: Buffer.from([1, 2, 0]),
      fingerprint: 'abcdef',
      createdAtMs,
      retiresAtMs: null,
    });
    history.secrets.insert(secret('sec_1', 1));
    history.secrets.retire(webhookId, 10);
    history.secrets.insert(secret('sec_2', 2));
    history.secrets.retire(webhookId, 20);
    history.secrets.insert(secret('sec_3', 3));
    const retires = history.secrets
      .ofEndpoint(webhookId)
      .map(({ secretRef, retiresAtMs }) => [secretRef, retiresAtMs]);
    expect(retires).toEqual([
      ['sec_3', null],
      ['sec_2', 20],
      ['sec_1', 10],
    ]);
    expect(history.secrets.find('sec_1')?.sealed.equals(Buffer.from([1, 2, 0]))).toBe(true);
    expect(history.secrets.find('sec_9')).toBeUndefined();
  });
});

describe('settings', () => {
  it('are small JSON values that survive a restart', async () => {
    const dataDir = temporaryFolder();
    const history = testHistory({ dataDir });
    history.settings.set('theme', { dark: [true, null] });
    await history.close();
    const reopened = testHistory({ dataDir });
    expect(reopened.settings.get('theme')).toEqual({ dark: [true, null] });
    expect(reopened.settings.get('none')).toBeUndefined();
  });
});

describe('rejected requests', () => {
  it('are listed at once, newest first, by endpoint and by page', () => {
    const history = testHistory();
    const ids = Array.from({ length: 5 }, (_, i) => {
      const request = newRejected({ webhookId: i % 2 ? 'whk_OTHER' : webhookId });
      history.rejected.record(request);
      return request.rejectedId;
    }).reverse();
    const page = history.rejected.list({}, { limit: 3 });
    expect(page.items.map((item) => item.rejectedId)).toEqual(ids.slice(0, 3));
    const rest = history.rejected.list({}, { limit: 3, after: page.next ?? undefined });
    expect([rest.items.map((item) => item.rejectedId), rest.next]).toEqual([ids.slice(3), null]);
    expect(history.rejected.list({ webhookId }, { limit: 9 }).items).toHaveLength(3);
    expect(history.counts().rejected).toBe(5);
  });

  it('keep their body up to a bound, and its whole size', () => {
    const history = testHistory();
    const request = newRejected({ body: Buffer.alloc(100_000, 'a'), bodyBytes: 5_000_000 });
    history.rejected.record(request);
    const found = history.rejected.get(request.rejectedId);
    expect([found.body.length, found.request.bodyBytes]).toEqual([65_536, 5_000_000]);
    expect(() => history.rejected.get('rej_NONE')).toThrow(
      expect.objectContaining({ code: 'rejected_not_found' }),
    );
  });

  it('give way to newer ones beyond a bound', () => {
    const history = testHistory();
    const first = newRejected();
    history.rejected.record(first);
    for (let i = 0; i < keptRejected + 4; i++) history.rejected.record(newRejected());
    history.rejected.flush();
    expect(history.counts().rejected).toBe(keptRejected);
    expect(() => history.rejected.get(first.rejectedId)).toThrow();
  });
});
