import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8 } from '#core/bytes/encoding.ts';
import {
  changed,
  check,
  github,
  header,
  json,
  request,
  scheme,
  signedRequest,
  standardWebhooks,
  stripe,
  vectorNowMs,
  without,
} from './support.ts';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

/** Flips one bit of a byte. */
const flipped = (bytes: Uint8Array, at: number, bit: number) =>
  bytes.map((byte, index) => (index === at ? byte ^ (1 << bit) : byte));

describe('a signature made here', () => {
  it('holds for any body and any secret', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.string({ minLength: 1 }), (body, key) => {
        for (const by of [github, stripe]) {
          expect(check(by, signedRequest(by, request({ body }), key), [key]).code).toBe('genuine');
        }
      }),
    );
  });

  it('is refused when one bit of the body, the secret, the timestamp or the id is flipped', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), fc.nat(), fc.nat(7), (body, at, bit) => {
        const good = signedRequest(standardWebhooks, request({ body }), secret);
        const bent = { ...good, body: flipped(body, at % body.length, bit) };
        expect(check(standardWebhooks, bent, [secret]).code).toBe('no_matching_signature');
      }),
    );
    const good = signedRequest(standardWebhooks, request(), secret);
    const later = changed(good, 'webhook-timestamp', (value) => String(Number(value) ^ 1));
    const otherId = changed(good, 'webhook-id', (value) => `${value}x`);
    const otherSecret = secret.replace('M', 'N');
    expect(check(standardWebhooks, later, [secret]).code).toBe('no_matching_signature');
    expect(check(standardWebhooks, otherId, [secret]).code).toBe('no_matching_signature');
    expect(check(standardWebhooks, good, [otherSecret]).code).toBe('no_matching_signature');
  });

  it.each([
    ['empty', new Uint8Array()],
    ['binary', Uint8Array.of(0, 255, 254, 0, 128)],
    ['10 MB', new Uint8Array(10_000_000).fill(0x61)],
  ])('covers a body that is %s', (_, body) => {
    const good = signedRequest(github, request({ body }), secret);
    const verdict = check(github, good, [secret]);
    expect(verdict.code).toBe('genuine');
    expect(verdict.signedContent?.[0]?.bytes).toBe(body.length);
    expect(JSON.stringify(verdict).length).toBeLessThan(6000);
    const longer = { ...good, body: new Uint8Array([...good.body.subarray(0, 1000), 1]) };
    expect(check(github, longer, [secret]).ok).toBe(false);
  });

  it('holds whatever the case of the header names', () => {
    const good = signedRequest(standardWebhooks, request(), secret);
    const shouted = {
      ...good,
      rawHeaders: good.rawHeaders.map(([name, value]): [string, string] => [name.toUpperCase(), value]),
    };
    expect(check(standardWebhooks, shouted, [secret]).ok).toBe(true);
  });
});

describe('a timestamp', () => {
  const at = (seconds: number) =>
    check(
      standardWebhooks,
      signedRequest(standardWebhooks, request(), secret),
      [secret],
      vectorNowMs + seconds * 1000,
    );

  it.each([
    [300, 'genuine'],
    [301, 'timestamp_too_old'],
    [-300, 'genuine'],
    [-301, 'timestamp_in_future'],
  ])('that is %i seconds old is judged to the second', (seconds, code) => {
    expect(at(seconds)).toMatchObject({ code, ageSeconds: seconds });
  });

  it('from the future passes where the provider looks at the past alone', () => {
    const good = signedRequest(stripe, request(), secret);
    expect(check(stripe, good, [secret], vectorNowMs - 86_400_000).code).toBe('genuine');
  });

  it('says that the signature itself matches when only the age is wrong', () => {
    expect(at(4000).summary).toContain('The signature matches');
    expect(at(4000).steps.find(({ id }) => id === 'timestamp')).toMatchObject({ ok: false });
  });

  it('yields to a signature that does not match', () => {
    const good = signedRequest(standardWebhooks, request(), secret);
    expect(check(standardWebhooks, good, ['b3RoZXI='], vectorNowMs + 9_000_000).code).toBe(
      'no_matching_signature',
    );
  });

  it.each(['', 'yesterday', '1e400', '99999999999999999999', '１７６０００００００'])(
    'of %j is malformed',
    (text) => {
      const bent = changed(
        signedRequest(standardWebhooks, request(), secret),
        'webhook-timestamp',
        () => text,
      );
      expect(check(standardWebhooks, bent, [secret]).code).toBe('timestamp_malformed');
    },
  );
});

describe('several signatures', () => {
  const good = signedRequest(standardWebhooks, request(), secret);
  const other = 'v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=';

  it('hold when any of them does, in any place', () => {
    for (const list of [(own: string) => `${other} ${own}`, (own: string) => `v1a,zzz ${own} ${other}`]) {
      expect(check(standardWebhooks, changed(good, 'webhook-signature', list), [secret]).ok).toBe(true);
    }
  });

  it('hold with any of the secrets, and the verdict tells which', () => {
    const current = check(standardWebhooks, good, ['b3RoZXI=', secret]);
    expect(current).toMatchObject({
      ok: true,
      secretFingerprint: check(standardWebhooks, good, [secret]).secretFingerprint,
    });
  });

  it('are read in pairs of their own timestamps', () => {
    const persona = scheme({
      kind: 'hmac',
      signedContent: '{timestamp}.{body}',
      signature: { at: header('Persona-Signature'), format: 't={timestamp},v1={signature}', separator: ' ' },
      timestamp: { at: { in: 'signature' } },
    });
    const first = signedRequest(persona, request(), 'new', { timestamp: '1760000000' });
    const second = signedRequest(persona, request(), 'old', { timestamp: '1760000009' });
    const both = changed(first, 'Persona-Signature', (value) => `${value} ${second.rawHeaders[0]?.[1]}`);
    expect(check(persona, both, ['old']).ok).toBe(true);
    expect(check(persona, both, ['new']).ok).toBe(true);
  });

  it('stay cheap when a hostile header lists thousands', () => {
    const bent = changed(good, 'webhook-signature', () => `${other} `.repeat(5000));
    expect(check(standardWebhooks, bent, [secret]).code).toBe('no_matching_signature');
  });
});

describe('what is missing or malformed has its own code', () => {
  const good = signedRequest(standardWebhooks, request(), secret);

  it.each([
    ['signature_missing', without(good, 'webhook-signature')],
    ['timestamp_missing', without(good, 'webhook-timestamp')],
    ['id_missing', without(good, 'webhook-id')],
    ['signature_malformed', changed(good, 'webhook-signature', () => 'v2;nonsense')],
    ['signature_malformed', changed(good, 'webhook-signature', () => 'v1,***')],
    ['signature_malformed', changed(good, 'webhook-signature', () => '')],
  ])('%s', (code, from) => {
    expect(check(standardWebhooks, from, [secret])).toMatchObject({ ok: false, code });
  });

  it('secret_missing, secret_malformed', () => {
    expect(check(standardWebhooks, good, []).code).toBe('secret_missing');
    expect(check(standardWebhooks, good, ['whsec_***']).code).toBe('secret_malformed');
    expect(check(github, signedRequest(github, request(), secret), ['']).code).toBe('secret_malformed');
  });

  it('part_missing names the part', () => {
    const by = scheme({ kind: 'hmac', signedContent: '{json:/no/such}', signature: { at: header('X-S') } });
    const verdict = check(by, request({ headers: { 'X-S': 'aa' } }), [secret]);
    expect(verdict).toMatchObject({ code: 'part_missing' });
    expect(verdict.summary).toContain('{json:/no/such}');
  });
});

describe('a verdict', () => {
  it('shows the content piece by piece, with its separators', () => {
    const verdict = check(
      standardWebhooks,
      signedRequest(standardWebhooks, request({ body: 'x' }), secret, { id: 'msg_1' }),
      [secret],
    );
    expect(verdict.signedContent?.map(({ source, text }) => [source, text])).toEqual([
      ['id', 'msg_1'],
      ['literal', '.'],
      ['timestamp', '1760000000'],
      ['literal', '.'],
      ['body', 'x'],
    ]);
  });

  it('never holds the secret, not even where the secret is part of the content', () => {
    const cloudinary = scheme({
      kind: 'hmac',
      hash: 'sha1',
      construction: 'plain-hash',
      signedContent: '{body}{secret}{lower:secret}',
      signature: { at: header('X-Cld-Signature') },
    });
    const key = 'a-very-secret-value';
    for (const by of [cloudinary, github, stripe]) {
      const good = signedRequest(by, request(), key);
      const bent = { ...good, body: utf8('other') };
      expect(JSON.stringify([check(by, good, [key]), check(by, bent, [key])])).not.toContain(key);
    }
  });

  it('does not compare a signature of another case or padding as equal', () => {
    const good = signedRequest(github, request(), secret);
    const upper = changed(good, 'X-Hub-Signature-256', (value) => `sha256=${value.slice(7).toUpperCase()}`);
    expect(check(github, upper, [secret]).code).toBe('no_matching_signature');
  });
});

describe('a signature inside the body', () => {
  const mailgun = scheme({
    kind: 'hmac',
    signedContent: '{timestamp}{nonce}',
    signature: { at: json('/signature/signature') },
    timestamp: { at: json('/signature/timestamp') },
    nonce: json('/signature/token'),
  });

  it('is put there without changing anything else of the text', () => {
    const body = '{ "signature": {},\n  "big": 12345678901234567890, "f": 1.0 }';
    const good = signedRequest(mailgun, request({ body }), secret);
    const text = new TextDecoder().decode(good.body);
    expect(text.startsWith('{ "signature": {"timestamp":"1760000000","token":"')).toBe(true);
    expect(text.endsWith('},\n  "big": 12345678901234567890, "f": 1.0 }')).toBe(true);
    expect(check(mailgun, good, [secret]).ok).toBe(true);
  });

  it('keeps the timestamp that is there, unless a fresh one is asked for', () => {
    const body = '{"signature":{"timestamp":"1750000000","token":"t"}}';
    const textOf = (refreshBody: boolean) =>
      new TextDecoder().decode(signedRequest(mailgun, request({ body }), secret, { refreshBody }).body);
    expect(textOf(false)).toContain('1750000000');
    expect(textOf(true)).toContain('1760000000');
  });
});
