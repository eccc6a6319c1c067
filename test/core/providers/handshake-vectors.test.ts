import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { utf8 } from '#core/bytes/encoding.ts';
import { answerHandshake } from '#core/providers/handshake.ts';
import { providerById } from '#core/providers/registry.ts';
import { nodeCrypto } from '#main/engine/node-crypto.ts';
import fixture from '../../fixtures/handshake-vectors.json' with { type: 'json' };
import { check, vectorNowMs } from '../signing/support.ts';

/** Answers of the providers' own libraries (`oracle`), or of their published formula. */
const Vector = z.object({
  provider: z.string(),
  secret: z.string().optional(),
  config: z.record(z.string(), z.string()),
  request: z.object({
    method: z.string(),
    url: z.string().default('https://example.com/hook'),
    headers: z.record(z.string(), z.string()).default({}),
    body: z.string().default(''),
  }),
  response: z.object({ status: z.number(), contentType: z.string(), body: z.string() }),
  oracle: z.string(),
});
const vectors = z.array(Vector).parse(fixture);

describe('handshakes answered by other hands', () => {
  it.each(vectors.map((vector) => [vector.provider, vector] as const))('%s', (id, vector) => {
    const provider = providerById(id);
    if (!provider) throw new Error(id);
    const { method, url, headers, body } = vector.request;
    const request = { method, url, rawHeaders: Object.entries(headers), body: utf8(body) };
    const isSigned = Object.keys(headers).length > 0;
    const signatureOk = isSigned
      ? check(provider.scheme, request, [vector.secret ?? ''], vectorNowMs).ok
      : null;
    const answer = answerHandshake(provider, request, {
      ...(vector.secret === undefined ? {} : { secret: vector.secret }),
      config: vector.config,
      endpointUrl: url.split('?')[0],
      crypto: nodeCrypto,
      signatureOk,
    });
    expect(answer).toMatchObject({ status: vector.response.status, body: vector.response.body });
    expect(answer?.headers).toContainEqual(['Content-Type', vector.response.contentType]);
  });
});
