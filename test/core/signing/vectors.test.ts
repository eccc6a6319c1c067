import { describe, expect, it } from 'vitest';
import { providerById } from '#core/providers/registry.ts';
import type { Scheme } from '#core/signing/schemes/scheme.ts';
import { sign } from '#core/signing/sign/sign.ts';
import { nodeCrypto } from '#main/engine/node-crypto.ts';
import { applied, check, request, vectorNowMs, without } from './support.ts';
import { secretOf, type Vector, vectors } from './vectors.ts';

const schemesOf = (vector: Vector): Scheme[] => {
  const provider = providerById(vector.provider);
  return provider ? [provider.scheme, ...provider.alternatives.map((one) => one.scheme)] : [];
};

const requestOf = (vector: Vector) =>
  request({
    method: vector.method,
    headers: vector.headers,
    body: vector.body,
    ...(vector.url === undefined ? {} : { url: vector.url }),
  });

const title = (vector: Vector) => `${vector.provider}: ${vector.name} (${vector.oracle})`;
const known = vectors.filter((vector) => schemesOf(vector).length > 0);

describe('signatures made by other hands', () => {
  it.each(known.map((vector) => [title(vector), vector] as const))('are found genuine: %s', (_, vector) => {
    const from = requestOf(vector);
    const verdicts = schemesOf(vector).map((by) => check(by, from, [secretOf(vector)]));
    expect(verdicts.find((verdict) => verdict.ok) ?? verdicts[0]).toMatchObject({ ok: true });
  });

  it.each(known.map((vector) => [title(vector), vector] as const))(
    'are refused with another secret: %s',
    (_, vector) => {
      const other =
        vector.secret === undefined
          ? []
          : [secretOf(vector).replace(/..$/, (end) => (end === '00' ? '11' : '00')), 'another'];
      for (const by of schemesOf(vector)) expect(check(by, requestOf(vector), other).ok).toBe(false);
    },
  );

  /** Signing has one form where verifying may know several: these sign the other one. */
  const signsOtherwise = new Set(['signature over the escaped form while the body is plain UTF-8']);

  it.each(
    known
      .filter(
        (vector) =>
          vector.secret !== undefined && vector.name === 'published' && !signsOtherwise.has(vector.name),
      )
      .map((vector) => [title(vector), vector] as const),
  )('come out the same when signed here: %s', (_, vector) => {
    const by = schemesOf(vector)[0];
    if (!by) return;
    const from = requestOf(vector);
    const signatureHeader = by.kind === 'hmac' && by.signature.at.in === 'header' ? by.signature.at.name : '';
    const bare = without(from, signatureHeader);
    const signed = sign(by, bare, secretOf(vector), {
      crypto: nodeCrypto,
      nowMs: vectorNowMs,
      ...(vector.timestamp === undefined ? {} : { timestamp: vector.timestamp }),
      ...(vector.id === undefined ? {} : { id: vector.id }),
      ...(vector.claims === undefined ? {} : { claims: vector.claims }),
      fields: { publicKey: vector.publicKey ?? 'tacklebox' },
    });
    const again = applied(bare, signed);
    const lower = (headers: [string, string][]) =>
      Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value]));
    expect(lower(again.rawHeaders)).toMatchObject(lower(from.rawHeaders));
    expect(again.body).toEqual(from.body);
  });
});
