import { lossyText, toBase64, utf8 } from '#core/bytes/encoding.ts';
import type { Provider } from '#core/providers/provider.ts';
import { allProviders } from '#core/providers/registry.ts';
import { sign } from '#core/signing/sign/sign.ts';
import { needs, needsUrl, type SnippetPlan, snippetPlan } from '#core/signing/snippets/plan.ts';
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
  provider: Provider;
  plan: SnippetPlan;
  cases: SnippetCase[];
}

const nowMs = 1_760_000_000_000;
const url = 'https://example.com/hooks/in?data.id=ab12&b=2';

const secrets: Record<string, string> = {
  base64: toBase64(utf8('a secret of some thirty-two bytes')),
  'whsec-base64': `whsec_${toBase64(utf8('a secret of some thirty-two bytes'))}`,
  hex: '00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff',
};

const json = '{"id":"evt_1","type":"demo.created","note":"Café / ☕"}\n';

/** A body with room for what the scheme writes into it. */
function bodyFor({ signatureAt, timestamp, pieces }: SnippetPlan): { text: string; type: string } {
  const all = [...pieces, signatureAt, timestamp?.at];
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
  const covered = ['body', 'json', 'form'].some((kind) => plan.pieces.some((piece) => piece.kind === kind));
  if (!covered) return { ...good, title, url: good.url?.replace('ab12', 'ab13') ?? null };
  const at = ['abcdef', 'PG5vd', 'webhook', 'evt_1']
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
      .replace(/("signature":)"[0-9a-f]+"/, '$1""')
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

/** A good request as the provider would sign it, and bad ones, each bent in one way. */
function casesOf(provider: Provider, plan: SnippetPlan): SnippetCase[] {
  const secret = secrets[plan.key] ?? 'tacklebox-test-secret ✓';
  const otherSecret =
    plan.key in secrets
      ? secret.replace(/[0-9A-Za-z](?=[0-9A-Za-z=]{4}$)/, (c) => (c === 'A' ? 'B' : 'A'))
      : `${secret}x`;
  const { text, type } = bodyFor(plan);
  const rawHeaders: [string, string][] = [
    ['Content-Type', type],
    ['X-Request-Id', 'req-1'],
  ];
  const request = { method: 'POST', url, rawHeaders, body: utf8(text) };
  const signed = sign(provider.scheme, request, secret, {
    crypto: nodeCrypto,
    nowMs,
    id: 'msg_1',
    fields: { publicKey: 'key' },
    refreshBody: true,
  });
  const tolerance = plan.timestamp?.toleranceSeconds ?? null;
  const good: SnippetCase = {
    title: 'genuine',
    bodyBase64: toBase64(signed.body),
    headers: Object.fromEntries(
      [...rawHeaders, ...signed.headers].map(([name, value]) => [name.toLowerCase(), value]),
    ),
    secret,
    url: needsUrl(plan) ? signed.url : null,
    method: needs(plan, 'method') ? 'POST' : null,
    now: tolerance === null ? null : nowMs / 1000 + 1,
    genuine: true,
  };
  const body = lossyText(signed.body);
  const bad = [
    flipped(plan, good, body),
    { ...good, title: 'another secret', secret: otherSecret },
    ...unsigned(plan, good, body),
  ];
  if (tolerance !== null) bad.push({ ...good, title: 'too old', now: nowMs / 1000 + tolerance + 2 });
  return [good, ...bad.map((one) => ({ ...one, genuine: false }))];
}

/** Every provider that a snippet can be written for, with its cases. */
export const snippetSubjects: SnippetSubject[] = allProviders.flatMap((provider) => {
  const plan = snippetPlan(provider.scheme);
  return plan ? [{ provider, plan, cases: casesOf(provider, plan) }] : [];
});
