import { describe, expect, it } from 'vitest';
import { utf8 } from '#core/bytes/encoding.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import type { SignedRequest } from '#core/http/request.ts';
import { spanAt } from '#core/json/spans.ts';
import { detectProvider } from '#core/providers/detect.ts';
import { answerHandshake } from '#core/providers/handshake.ts';
import { allProviders } from '#core/providers/registry.ts';
import { bodyWithSecret } from '#core/signing/kinds/tokens.ts';
import { formOf } from '#core/signing/schemes/parsed-body.ts';
import { signatureFormat } from '#core/signing/schemes/signature-format.ts';
import { evaluate } from '#core/signing/schemes/signed-content.ts';
import { parseTemplate } from '#core/signing/schemes/template.ts';
import { verify } from '#core/signing/verify/verify.ts';
import { nodeCrypto } from '#main/engine/node-crypto.ts';
import { operationsOf } from './count-operations.ts';
import { check, header, request, scheme } from './support.ts';

const formType: [string, string] = ['Content-Type', 'application/x-www-form-urlencoded'];

/** The cost of twice as much is about twice the cost: a square would be four times. */
function expectLinear(run: (size: number) => unknown, size: number): void {
  run(10);
  const once = operationsOf(() => run(size));
  const twice = operationsOf(() => run(size * 2));
  expect(twice).toBeLessThanOrEqual(once * 2.6);
}

const many = (count: number, make: (at: number) => string, between: string): string =>
  Array.from({ length: count }, (_, at) => make(at)).join(between);

const withSecrets = (size: number, element: string): SignedRequest =>
  request({ body: `{"value":[${many(size, () => element, ',')}]}` });

describe('what a hostile request costs grows with its size, not faster', () => {
  const hostile: [what: string, make: (size: number) => SignedRequest][] = [
    [
      'fields of a form',
      (size) => request({ headers: [formType], body: many(size, (at) => `f${at}=1`, '&') }),
    ],
    [
      'equal fields of a form',
      (size) => request({ headers: [formType], body: many(size, () => 'f=1', '&') }),
    ],
    [
      'fields of a query',
      (size) => request({ url: `https://a.example/?${many(size, (at) => `q${at}=1`, '&')}` }),
    ],
    [
      'parts of a multipart form',
      (size) =>
        request({
          headers: { 'Content-Type': 'multipart/form-data; boundary=b' },
          body: `${many(size, (at) => `--b\r\nContent-Disposition: form-data; name="f${at}"\r\n\r\n1\r\n`, '')}--b--`,
        }),
    ],
    ['headers', (size) => request({ headers: Array.from({ length: size }, (_, at) => [`X-H${at}`, '1']) })],
    ['signatures in one header', (size) => request({ headers: [['X-Sig', many(size, () => 'v1=00', ',')]] })],
    ['members of an object', (size) => request({ body: `{${many(size, (at) => `"k${at}":${at}`, ',')}}` })],
    ['nested lists', (size) => request({ body: '['.repeat(size) + ']'.repeat(size) })],
    ['elements with a number for a secret', (size) => withSecrets(size, '{"clientState":1}')],
    ['elements without a secret', (size) => withSecrets(size, '{}')],
    [
      'notification items',
      (size) => request({ body: `{"notificationItems":[${many(size, () => '{}', ',')}]}` }),
    ],
    ['invalid UTF-8', (size) => request({ headers: [formType], body: new Uint8Array(size).fill(0xff) })],
  ];
  const schemes = allProviders.flatMap((provider) => [
    provider.scheme,
    ...provider.alternatives.map((one) => one.scheme),
  ]);

  it.each(hostile)('by every provider’s scheme: %s', (_, make) => {
    for (const by of schemes) expectLinear((size) => check(by, make(size), ['secret']), 300);
  });

  it.each(hostile)('when guessing the provider, and at handshakes: %s', (_, make) => {
    expectLinear((size) => detectProvider(make(size)), 300);
    for (const provider of allProviders) {
      const context = { crypto: nodeCrypto, signatureOk: true };
      expectLinear((size) => answerHandshake(provider, make(size), context), 100);
    }
  });

  it('reads sorted form fields in one pass', () => {
    const template = parseTemplate('{url}{sortedFormParams}');
    const asked = { getAll: 0 };
    const from = request({ headers: [formType], body: many(50_000, (at) => `field${at}=1`, '&') });
    const form = formOf(from);
    const { getAll } = form;
    form.getAll = (name) => {
      asked.getAll++;
      return getAll.call(form, name);
    };
    const { pieces } = evaluate(template, { crypto: nodeCrypto, request: from });
    expect(pieces).toHaveLength(2);
    expect(asked.getAll).toBe(0);
  });

  it('writes the secret into a long list in one pass', () => {
    const pointer = '/value/*/clientState';
    expectLinear(
      (size) => bodyWithSecret({ kind: 'payload-field', pointer }, withSecrets(size, '{"id":1}'), 's'),
      500,
    );
    expect(bodyWithSecret({ kind: 'payload-field', pointer }, withSecrets(2, '{"id":1}'), 's')).toBe(
      '{"value":[{"id":1,"clientState":"s"},{"id":1,"clientState":"s"}]}',
    );
  });

  it('finds a place in JSON by one walk over it', () => {
    expectLinear((size) => spanAt(`{"a":{${many(size, (at) => `"k${at}":[1]`, ',')}},"b":2}`, '/a/k1'), 500);
  });

  it('reads no more signatures than a provider could send', () => {
    const by = scheme({
      kind: 'hmac',
      signedContent: '{timestamp}.{body}',
      signature: { at: header('X-Sig'), format: 't={timestamp},v1={signature}', separator: ' ' },
      timestamp: { at: { in: 'signature' } },
    });
    let digests = 0;
    const crypto: typeof nodeCrypto = {
      ...nodeCrypto,
      hmac: (...given) => {
        digests++;
        return nodeCrypto.hmac(...given);
      },
    };
    const headers: [string, string][] = Array.from({ length: 50 }, (_, row) => [
      'X-Sig',
      many(100, (at) => `t=${row * 100 + at},v1=00`, ' '),
    ]);
    expect(verify(by, request({ headers }), ['secret'], { crypto, nowMs: 0 }).ok).toBe(false);
    expect(digests).toBeLessThanOrEqual(8);
  });
});

describe('what a hostile template costs is bounded before it is read', () => {
  const hostile = [
    ['words without end', `{${'lower:'.repeat(100_000)}body}`],
    ['nine words', `{${'lower:'.repeat(9)}body}`],
    ['braces without end', '{lower:'.repeat(100_000)],
    ['bodies without end', '{body}'.repeat(101)],
    ['one long part', `{${'x'.repeat(7000)}}`],
  ] as const;

  it.each(hostile)('%s', (_, template) => {
    let error: unknown;
    const cost = operationsOf(() => {
      try {
        parseTemplate(template);
      } catch (thrown) {
        error = thrown;
      }
    });
    expect(error).toBeInstanceOf(TackleboxError);
    expect(String((error as Error).message).length).toBeLessThan(600);
    expect(cost).toBeLessThan(100_000);
  });

  it('and so is a format’s', () => {
    expect(() => signatureFormat(`${'{keyId}'.repeat(5000)}{signature}`)).toThrow(TackleboxError);
  });
});

it('takes nothing out of a body that is not UTF-8, and says so', () => {
  const body = Uint8Array.of(...utf8('{"workspaceSecret":"s'), 0xff, ...utf8('"}'));
  const by = scheme({ kind: 'payload-field', pointer: '/workspaceSecret' });
  const verdict = check(by, request({ body }), ['s']);
  expect(verdict).toMatchObject({ ok: false, code: 'signature_malformed' });
  expect(verdict.summary).toContain('not valid UTF-8');
});
