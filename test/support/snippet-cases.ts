import { lossyText, toBase64, utf8 } from '#core/bytes/encoding.ts';
import type { Provider } from '#core/providers/provider.ts';
import { allProviders } from '#core/providers/registry.ts';
import type { Scheme } from '#core/signing/schemes/scheme.ts';
import { sign } from '#core/signing/sign/sign.ts';
import {
  needs,
  needsMethod,
  needsUrl,
  optionalsOf,
  type SnippetPlan,
  snippetPlan,
} from '#core/signing/snippets/plan.ts';
import { tokenPlan } from '#core/signing/snippets/tokens.ts';
import { nodeCrypto } from '#main/engine/node-crypto.ts';

/** One question to a snippet: a request, and whether it is genuine. */
export interface SnippetCase {
  title: string;
  bodyBase64: string;
  /** Names in lower case. */
  headers: Record<string, string>;
  secret: string;
  /** Given to those that sign the address or the method. */
  url: string | null;
  method: string | null;
  /** Unix seconds, for those that look at the time. */
  now: number | null;
  genuine: boolean;
}

export interface SnippetSubject {
  provider: Pick<Provider, 'id' | 'name' | 'scheme'>;
  cases: SnippetCase[];
}

export const nowMs = 1_760_000_000_000;
export const url = 'https://example.com/hooks/in?data.id=ab12&b=2';

const secrets: Record<string, string> = {
  base64: 'uE+o/7Vt4mM9mAfcJnQRS4LQWWEWa+tg6L1Kx0Y/h9o=',
  'whsec-base64': 'whsec_uE+o/7Vt4mM9mAfcJnQRS4LQWWEWa+tg6L1Kx0Y/h9o=',
  hex: '00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff',
};

const json = '{"id":"evt_1","type":"demo.created","note":"Café / ☕"}\n';

/** A body with room for what the scheme writes into it. */
function bodyFor({ signatureAt, timestamp, contents, ...plan }: SnippetPlan): { text: string; type: string } {
  const all = [...contents.flat(), signatureAt, timestamp?.at];
  if (plan.isMultipart)
    return {
      text: '{"event":{"event_time":"1760000000","event_type":"callback_test","event_hash":""}}',
      type: 'application/json',
    };
  if (all.some((piece) => piece?.kind === 'sortedFormParams' || piece?.kind === 'plivoUrl'))
    return { text: 'To=%2B491&Body=Hello+World&a=2&a=1&a=2&z=', type: 'application/x-www-form-urlencoded' };
  if (all.some((piece) => piece?.kind === 'form'))
    return {
      text: 'bt_signature=&bt_payload=PG5vdGlmaWNhdGlvbj4%3D',
      type: 'application/x-www-form-urlencoded',
    };
  const text = all.some((piece) => piece?.kind === 'json')
    ? '{"webhookTimestamp":0,"signature":{"timestamp":"0","token":"abcdef","signature":""}}'
    : json;
  return { text, type: 'application/json' };
}

/** The case with what is signed changed by one bit: in the body, or in the address where the body is not signed. */
function flipped(plan: SnippetPlan, good: SnippetCase, body: string): SnippetCase {
  const title = 'one bit flipped';
  const covered = (['body', 'bodyHash', 'json', 'form', 'sortedFormParams', 'plivoUrl'] as const).some(
    (kind) => needs(plan, kind),
  );
  if (!covered) return { ...good, title, url: good.url?.replace('ab12', 'ab13') ?? null };
  const at = ['abcdef', 'PG5vd', 'webhook', 'evt_1', 'Hello', 'callback']
    .map((text) => body.indexOf(text))
    .find((found) => found >= 0);
  const bytes = utf8(body);
  const index = (at ?? 9) + 1;
  bytes[index] = (bytes[index] ?? 0) ^ 1;
  return { ...good, title, bodyBase64: toBase64(bytes) };
}

/** The case with its signature gone, or empty. */
function unsigned({ signatureAt }: SnippetPlan, good: SnippetCase, body: string): SnippetCase[] {
  if (signatureAt.kind !== 'header') {
    const bare = body
      .replace(/("(?:signature|event_hash)":)"[0-9a-f]+"/, '$1""')
      .replace(/bt_signature=[^&]*/, 'bt_signature=');
    return [{ ...good, title: 'an empty signature', bodyBase64: toBase64(utf8(bare)) }];
  }
  const signatureHeader = signatureAt.name.replace(/\*$/, '1');
  const others = Object.entries(good.headers).filter(([name]) => name !== signatureHeader);
  return [
    { ...good, title: 'no signature', headers: Object.fromEntries(others) },
    { ...good, title: 'an empty signature', headers: { ...good.headers, [signatureHeader]: '' } },
  ];
}

/** Texts that hold no key, by what decodes them. The empty text holds none in any format. */
const brokenSecrets: Record<string, string[]> = {
  base64: ['!!!!', '=', '====', 'A', 'ééé'],
  'whsec-base64': ['whsec_', 'v1,whsec_', 'whsec_!!!!', 'whsec_====', 'whsec_A', 'v1,whsec_ééé'],
  hex: ['zz', 'xyz', '0', 'é'],
};

/** Signs as someone does who knows no secret but guesses that the verifier's came out empty. */
const emptyKeyCrypto = (key: SnippetPlan['key']): typeof nodeCrypto => ({
  ...nodeCrypto,
  hmac: (name, _, data) => {
    const empty = new Uint8Array(0);
    return nodeCrypto.hmac(name, key === 'sha1-of-utf8' ? nodeCrypto.hash('sha1', empty) : empty, data);
  },
});

const hostileTimes = ['', 'abc', '9'.repeat(400), '-9223372036854775808', '1e999', 'NaN', '١٢٣', '0x10', '-'];
const hostileSignatures = [
  'é☕',
  ',',
  '=',
  ' ',
  '&',
  '|',
  ';',
  ',,',
  't=,v1=',
  'v1,',
  '%',
  '!!!!',
  '\u0000',
  'x'.repeat(100_000),
];
const hostileBodies = [
  '[]',
  '"x"',
  '1',
  'null',
  '{',
  '\u0000',
  '{"signature":1}',
  '{"signature":"x"}',
  '{"signature":[]}',
  '{"signature":{"timestamp":[],"token":{"toString":1},"signature":{"toString":1}}}',
  '['.repeat(100_000),
  'bt_signature[]=x&bt_payload[]=y',
  'bt_signature=%&bt_payload=%zz',
  '%',
  '&',
  '=',
];

/** Requests that no sender makes: the answer is no, and no exception. */
function hostile(plan: SnippetPlan, good: SnippetCase): SnippetCase[] {
  const { signatureAt, reading, timestamp } = plan;
  const cases: SnippetCase[] = hostileBodies
    .filter(() => (['body', 'json', 'form'] as const).some((kind) => needs(plan, kind)))
    .map((body) => ({ ...good, title: `the body ${body.slice(0, 70)}`, bodyBase64: toBase64(utf8(body)) }));
  if (cases.length > 0) cases.push({ ...good, title: 'a body that is no UTF-8', bodyBase64: '//79/w==' });
  if (signatureAt.kind === 'header') {
    const name = signatureAt.name.replace(/\*$/, '1');
    const value = good.headers[name] ?? '';
    const withHeader = (title: string, text: string) =>
      cases.push({ ...good, title, headers: { ...good.headers, [name]: text } });
    cases.push({ ...good, title: 'no headers', headers: { x: 'y' } });
    for (const text of hostileSignatures)
      withHeader(`the signature ${JSON.stringify(text).slice(0, 20)}`, text);
    if (reading.how === 'pairs' && reading.timestampKey !== null) {
      withHeader('a second time before', `${reading.timestampKey}=1${reading.separator}${value}`);
      for (const time of hostileTimes) {
        const text = value.replace(
          /((?:^|[,;&]\s*)\w+=)\d{10,13}(?=[,;&]|$)/,
          (_, key: string) => key + time,
        );
        withHeader(`the time ${time.slice(0, 30)}`, text);
      }
    }
  }
  const at = timestamp?.at;
  if (at?.kind === 'header' && needs(plan, 'timestamp')) {
    for (const time of hostileTimes)
      cases.push({
        ...good,
        title: `the time ${time.slice(0, 30)}`,
        headers: { ...good.headers, [at.name]: time },
      });
  }
  if (good.url !== null) {
    for (const text of ['/', 'http://[', 'https://example.com/?%zz=%ff&data.id=%', '::'])
      cases.push({ ...good, title: `the address ${text}`, url: text });
  }
  return cases;
}

/** While secrets rotate, the signature that fits stands after or before one that doesn't. */
function rotated({ signatureAt: at, reading }: SnippetPlan, good: SnippetCase): SnippetCase[] {
  if (reading.how !== 'list' || at.kind !== 'header') return [];
  const value = good.headers[at.name] ?? '';
  const old = `${reading.prefix}${'0'.repeat(64)}`;
  const blank = reading.separator === ',' ? ' ' : '';
  return [`${old}${reading.separator}${value}`, `${value}${reading.separator}${blank}${old}`].map((text) => ({
    ...good,
    title: `two signatures: ${text.slice(0, 10)}`,
    headers: { ...good.headers, [at.name]: text },
  }));
}

/** The request with headers by the other names that the provider gives them. */
function otherNames({ signatureAt, timestamp, idAt }: SnippetPlan, good: SnippetCase): SnippetCase[] {
  const other = new Map<string, string>();
  for (const at of [signatureAt, timestamp?.at, idAt]) {
    if (at?.kind === 'header' && at.alsoNamed?.[0]) other.set(at.name, at.alsoNamed[0]);
  }
  if (other.size === 0) return [];
  const headers = Object.entries(good.headers).map(([name, value]) => [other.get(name) ?? name, value]);
  return [{ ...good, title: 'headers by their other names', headers: Object.fromEntries(headers) }];
}

/** A good request as the provider would sign it, and bad ones, each bent in one way. */
function casesOf(provider: SnippetSubject['provider'], plan: SnippetPlan): SnippetCase[] {
  const secret = secrets[plan.key] ?? 'tacklebox-test-secret ✓';
  const otherSecret =
    plan.key in secrets
      ? secret.replace(/[0-9A-Za-z](?=[0-9A-Za-z+/]{8}=?$)/, (c) => (c === 'A' ? 'B' : 'A'))
      : `${secret}x`;
  const { text, type } = bodyFor(plan);
  const rawHeaders: [string, string][] = [
    ['Content-Type', type],
    ['X-Request-Id', 'req-1'],
  ];
  const request = { method: 'POST', url, rawHeaders, body: utf8(text) };
  const signedBy = (scheme: Scheme, crypto: typeof nodeCrypto, asked = request) => {
    const { body, headers, url } = sign(scheme, asked, secret, {
      crypto,
      nowMs,
      id: 'msg_1',
      fields: { publicKey: 'key' },
      refreshBody: true,
    });
    const all = [...asked.rawHeaders, ...headers].map(([name, value]) => [name.toLowerCase(), value]);
    return {
      bodyBase64: toBase64(body),
      headers: Object.fromEntries(all),
      url: needsUrl(plan) ? url : null,
      body: lossyText(body),
    };
  };
  const { body, ...signed } = signedBy(provider.scheme, nodeCrypto);
  const tolerance = plan.timestamp?.toleranceSeconds ?? null;
  const good: SnippetCase = {
    title: 'genuine',
    ...signed,
    secret,
    method: needsMethod(plan) ? 'POST' : null,
    now: tolerance === null ? null : nowMs / 1000 + 1,
    genuine: true,
  };
  const keyless =
    provider.scheme.kind === 'hmac'
      ? { ...provider.scheme, signedContent: provider.scheme.signedContent.replace('{secret}', '') }
      : provider.scheme;
  const { body: _, ...forged } = signedBy(keyless, emptyKeyCrypto(plan.key));
  const forgeries = ['', ...(brokenSecrets[plan.key] ?? [])].map((broken) => ({
    ...good,
    ...forged,
    title: `signed with the empty key, the secret being ${JSON.stringify(broken)}`,
    secret: broken,
  }));
  const bad = [
    ...forgeries,
    ...hostile(plan, good),
    flipped(plan, good, body),
    { ...good, title: 'another secret', secret: otherSecret },
    ...unsigned(plan, good, body),
  ];
  if (tolerance !== null) bad.push({ ...good, title: 'too old', now: nowMs / 1000 + tolerance + 2 });
  const alike =
    plan.key === 'whsec-base64'
      ? [
          { ...good, title: 'the secret behind v1,whsec_', secret: secret.replace('whsec_', 'v1,whsec_') },
          { ...good, title: 'the secret without its prefix', secret: secret.replace('whsec_', '') },
        ]
      : [];
  for (const { part } of optionalsOf(plan)) {
    const asked =
      part.kind === 'header'
        ? { ...request, rawHeaders: rawHeaders.filter(([name]) => name.toLowerCase() !== part.name) }
        : { ...request, url: url.replace('data.id=ab12&', '') };
    const { body: _, ...without } = signedBy(provider.scheme, nodeCrypto, asked);
    alike.push({ ...good, ...without, title: `an optional ${part.kind} left out` });
  }
  return [
    good,
    ...alike,
    ...rotated(plan, good),
    ...otherNames(plan, good),
    ...bad.map((one) => ({ ...one, genuine: false })),
  ];
}

/** A request that carries the secret itself, and such as carry something else in its place. */
function tokenCases(scheme: Scheme): SnippetCase[] {
  const secret = scheme.kind === 'basic' ? 'user:påss' : 'tacklebox-test-secret ✓';
  const request = { method: 'POST', url, rawHeaders: [], body: utf8('{"payload":{},"value":[{},{"id":2}]}') };
  const { body, headers } = sign(scheme, request, secret, { crypto: nodeCrypto, nowMs, id: 'msg_1' });
  const text = lossyText(body);
  const good: SnippetCase = {
    title: 'genuine',
    bodyBase64: toBase64(body),
    headers: { x: 'y', ...Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value])) },
    secret,
    url: null,
    method: null,
    now: null,
    genuine: true,
  };
  const bad: SnippetCase[] = ['', `${secret}x`, secret.slice(1)].map((other) => ({
    ...good,
    title: `the secret ${JSON.stringify(other)}`,
    secret: other,
  }));
  for (const [name, value] of headers) {
    bad.push({ ...good, title: 'no header', headers: { x: 'y' } });
    for (const other of [
      '',
      ' ',
      'é☕',
      'Bearer',
      'Bearer ',
      'Basic ',
      'Basic !!!!',
      `${value}x`,
      value.slice(0, -1),
      `x${value}`,
    ]) {
      const others = { ...good.headers, [name.toLowerCase()]: other };
      bad.push({ ...good, title: `the header ${other}`, headers: others });
      bad.push({ ...good, title: `no secret and the header ${other}`, secret: '', headers: others });
    }
  }
  if (headers.length === 0) {
    const quotedSecret = JSON.stringify(secret);
    const bodies = ['""', '1', 'null', '{}', '{"toString":1}', 'true', `[${quotedSecret}]`].map((other) =>
      text.replace(quotedSecret, other),
    );
    for (const other of [...bodies, ...hostileBodies])
      for (const known of [secret, ''])
        bad.push({
          ...good,
          title: `the body ${other.slice(0, 60)}`,
          secret: known,
          bodyBase64: toBase64(utf8(other)),
        });
  }
  const anyCase = headers.flatMap(([name, value]) =>
    /^(Basic|Bearer) /.test(value)
      ? [
          {
            ...good,
            title: 'the word in capitals',
            headers: { [name.toLowerCase()]: value.replace(/^\w+/, (word) => word.toUpperCase()) },
          },
        ]
      : [],
  );
  return [good, ...anyCase, ...bad.map((one) => ({ ...one, genuine: false }))];
}

/** The plain kinds besides, whichever the catalog has. */
const plainTokens: SnippetSubject['provider'][] = [
  {
    id: 'own-key',
    name: 'API key',
    scheme: { kind: 'static-token', header: 'X-API-Key', format: '{secret}' },
  },
  {
    id: 'own-bearer',
    name: 'Bearer',
    scheme: { kind: 'static-token', header: 'Authorization', format: 'Bearer {secret}' },
  },
  { id: 'own-basic', name: 'Basic', scheme: { kind: 'basic' } },
];

/** Every provider that a snippet can be written for, with its cases. */
export const snippetSubjects: SnippetSubject[] = [...allProviders, ...plainTokens].flatMap((provider) => {
  const plan = snippetPlan(provider.scheme);
  if (plan) return [{ provider, cases: casesOf(provider, plan) }];
  return tokenPlan(provider.scheme) ? [{ provider, cases: tokenCases(provider.scheme) }] : [];
});
