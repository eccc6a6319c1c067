import { afterAll, describe, expect, test } from 'vitest';
import type { SignedRequest } from '#core/http/request.ts';
import { composeEvent } from '#core/providers/compose.ts';
import { answerHandshake } from '#core/providers/handshake.ts';
import type { Provider } from '#core/providers/provider.ts';
import { allProviders } from '#core/providers/registry.ts';
import type { Scheme } from '#core/signing/schemes/scheme.ts';
import { nodeCrypto } from '#main/engine/node-crypto.ts';
import { check, request, signedRequest } from '../core/signing/support.ts';
import { secretOf, vectors } from '../core/signing/vectors.ts';
import { isInstalled, type Refusal, type SdkAdapter } from './adapters/adapter.ts';
import { sdkAdapters } from './adapters/index.ts';
import { asking } from './ask.ts';
import { withFlippedBit, withLaterTime, withOtherId, withoutSignature } from './bend.ts';
import { keysFor } from './keys.ts';
import { Matrix } from './matrix.ts';

const matrix = new Matrix();
const nowMs = Date.now();
const daySeconds = 86_400;

function schemeOf(provider: Provider, alternative: string | undefined): Scheme {
  const found = provider.alternatives.find(({ id }) => id === alternative);
  return alternative === undefined ? provider.scheme : (found?.scheme ?? { kind: 'none' });
}

interface Signer {
  scheme: Scheme;
  signing: string;
  /** What the signature stands in front of. */
  adapter: SdkAdapter | undefined;
}

/** A delivery as Tacklebox sends it. */
function delivery(provider: Provider, { scheme, signing, adapter }: Signer, atMs: number): SignedRequest {
  const bodyText =
    adapter?.payload ?? (provider.events.length === 0 ? '{"id":"evt_1","type":"demo.created"}' : undefined);
  const { body, headers, eventId } = composeEvent(provider, {
    nowMs: atMs,
    random: nodeCrypto.randomBytes,
    ...(bodyText !== undefined && { bodyText }),
  });
  const original = {
    method: 'POST',
    url: adapter?.url ?? 'https://example.com/hooks?a=1',
    rawHeaders: headers,
    body,
  };
  return signedRequest(scheme, original, signing, {
    nowMs: atMs,
    id: eventId,
    refreshBody: true,
    ...(adapter?.fields && { fields: adapter.fields }),
  });
}

/** How long ago a stale delivery was signed. */
function staleSeconds(scheme: Scheme): number {
  if ('timestamp' in scheme) return (scheme.timestamp?.toleranceSeconds ?? daySeconds) + 60;
  return scheme.kind === 'jwt' ? (scheme.toleranceSeconds ?? daySeconds) + 60 : 0;
}

type Bent = Partial<Record<Refusal, SignedRequest>>;

function bent(provider: Provider, signer: Signer, genuine: SignedRequest): Bent {
  const { scheme, adapter } = signer;
  const all: Record<Refusal, SignedRequest | null> = {
    body: coversBody(scheme) ? withFlippedBit(genuine, adapter?.covers) : null,
    secret: genuine,
    timestamp: withLaterTime(scheme, genuine),
    id: withOtherId(scheme, genuine),
    stale: staleSeconds(scheme) > 0 ? delivery(provider, signer, nowMs - staleSeconds(scheme) * 1000) : null,
    missing: withoutSignature(scheme, genuine),
  };
  const stated: Bent = {};
  for (const kind of Object.keys(all) as Refusal[]) {
    const one = all[kind];
    if (one) stated[kind] = one;
  }
  return stated;
}

/** Whether any bit of the body is signed: schemes of fields and tokens sign none, or not all. */
function coversBody(scheme: Scheme): boolean {
  if (scheme.kind === 'hmac' || scheme.kind === 'asymmetric')
    return /\{body|sortedFormParams|plivoUrl|form:|json/.test(scheme.signedContent);
  return scheme.kind === 'strategy' || (scheme.kind === 'jwt' && scheme.digests.length > 0);
}

const isGenuine = (scheme: Scheme, from: SignedRequest, secret: string): boolean =>
  check(scheme, from, [secret], nowMs).ok;

/** Refused by age alone, and so accepted where neither side looks at it. */
const looksAtAge = (scheme: Scheme): boolean =>
  'timestamp' in scheme ? Boolean(scheme.timestamp?.toleranceSeconds) : scheme.kind === 'jwt';

describe.each(sdkAdapters.map((adapter) => [adapter.package, adapter.provider, adapter] as const))(
  '%s (%s)',
  (name, id, adapter) => {
    const there = isInstalled(name);
    const reason = there ? '' : ' (skipped: not installed; npm run test:conformance does it)';
    const provider = allProviders.find((one) => one.id === id);
    if (!provider) throw new Error(`No provider ${id}`);
    const scheme = schemeOf(provider, adapter.alternative);
    const signer: Signer = { scheme, signing: adapter.signingSecret ?? adapter.secret, adapter };
    const other = adapter.otherSecret ?? `${adapter.secret.slice(0, -4)}0000`;
    const known = (kind: Refusal) => adapter.differs?.[kind];

    test.skipIf(!there)(`takes what Tacklebox signs, and refuses what it refuses${reason}`, async () => {
      // Paddle's own library allows five seconds, fewer than this file may run.
      const genuine = delivery(provider, signer, Date.now());
      expect(await adapter.accepts(genuine, adapter.secret)).toBe(true);
      matrix.set(id, 'sign', '✓');
      for (const [kind, from] of Object.entries(bent(provider, signer, genuine)) as [
        Refusal,
        SignedRequest,
      ][]) {
        const secret = kind === 'secret' ? other : adapter.secret;
        const theirs = await adapter.accepts(from, secret);
        const ours = isGenuine(
          scheme,
          from,
          adapter.signingSecret && kind !== 'secret' ? adapter.secret : secret,
        );
        const accepted = { ours, theirs };
        if (known(kind)) {
          expect.soft(accepted, `${kind}: ${known(kind)}`).not.toEqual({ ours: false, theirs: false });
          matrix.set(id, kind, ours ? '=' : '~', known(kind));
        } else if (kind === 'stale' && !ours) {
          expect.soft(accepted, kind).toEqual({ ours: false, theirs: false });
          matrix.set(id, kind, '✓');
        } else {
          expect.soft(accepted, kind).toEqual({ ours: kind === 'stale', theirs: kind === 'stale' });
          matrix.set(
            id,
            kind,
            kind === 'stale' ? '=' : '✓',
            kind === 'stale' ? 'Neither looks at the age.' : undefined,
          );
        }
      }
    });

    const signs = adapter.signs;
    if (!signs) return;
    test.skipIf(!there)(`signs what Tacklebox takes${reason}`, async () => {
      const { body, headers, eventId } = composeEvent(provider, {
        nowMs,
        random: nodeCrypto.randomBytes,
        ...(adapter.payload !== undefined && { bodyText: adapter.payload }),
      });
      const url = adapter.url ?? 'https://example.com/hooks?a=1';
      const made = await signs(
        { body: new TextDecoder().decode(body), url, id: eventId, nowMs },
        adapter.secret,
      );
      const from = request({
        url,
        headers: [...headers, ...Object.entries(made.headers ?? {})],
        body: made.body ?? body,
      });
      const verdict = check(scheme, from, [adapter.secret], nowMs);
      expect(verdict).toMatchObject({ code: 'genuine' });
      expect(check(scheme, from, [other], nowMs).ok).toBe(false);
      matrix.set(id, 'verify', '✓');
    });
  },
);

describe.each(allProviders.map((provider) => [provider.id, provider] as const))('%s', (id, provider) => {
  const { scheme } = provider;

  test('takes its own signature, and refuses it bent', () => {
    if (scheme.kind === 'none') {
      matrix.note(id, 'It signs nothing.');
      return;
    }
    const keys = keysFor(scheme);
    const adapter = sdkAdapters.find((one) => one.provider === id && one.alternative === undefined);
    const signer: Signer = {
      scheme,
      signing: keys.signing,
      adapter: adapter && { ...adapter, secret: keys.verifying },
    };
    const genuine = delivery(provider, signer, nowMs);
    expect(isGenuine(scheme, genuine, keys.verifying)).toBe(true);
    for (const [kind, from] of Object.entries(bent(provider, signer, genuine)) as [
      Refusal,
      SignedRequest,
    ][]) {
      const ok = isGenuine(scheme, from, kind === 'secret' ? keys.other : keys.verifying);
      const expected = kind === 'stale' && (scheme.kind === 'jwt' ? ok : !looksAtAge(scheme));
      const differs = kind === 'body' && adapter?.differs?.body !== undefined && ok;
      if (!differs) expect.soft(ok, kind).toBe(expected);
      matrix.set(id, kind, ok ? '=' : '✓');
    }
  });

  const own = vectors.filter((vector) => vector.provider === id);
  const takesVectors = () => {
    for (const vector of own) {
      const from = request({
        method: vector.method,
        headers: vector.headers,
        body: vector.body,
        ...(vector.url !== undefined && { url: vector.url }),
      });
      const schemes = [scheme, ...provider.alternatives.map((one) => one.scheme)];
      expect(schemes.some((by) => check(by, from, [secretOf(vector)]).ok)).toBe(true);
    }
    matrix.set(id, 'vector', '✓');
  };
  if (own.length > 0) test('takes signatures published or made by other hands', takesVectors);

  const answersHandshakes = () => {
    for (const rule of provider.handshakes) {
      const from = asking(rule);
      const config = new Proxy<Record<string, string>>({}, { get: () => 'agreed' });
      const answer = answerHandshake(provider, from, {
        secret: 'secret',
        config,
        endpointUrl: 'https://example.com/hooks',
        crypto: nodeCrypto,
        signatureOk: true,
      });
      expect(answer, rule.id).toMatchObject({ ruleId: rule.id, status: rule.respond.status });
      expect(answer?.body ?? '', rule.id).not.toMatch(/\{(json|query|form|header|config)[:}]/);
      if (!rule.signed) continue;
      const refused = answerHandshake(provider, from, {
        crypto: nodeCrypto,
        signatureOk: false,
      });
      expect(refused?.status, rule.id).toBe(401);
    }
    matrix.set(id, 'handshake', '✓');
  };
  if (provider.handshakes.length > 0) test('has its handshakes answered by its rule', answersHandshakes);
});

test('leaves no cell empty for which there is a fact', () => {
  expect(matrix.gaps()).toEqual([]);
});

afterAll(() => {
  console.log(matrix.print());
});
