import { toBase64, utf8 } from '#core/bytes/encoding.ts';
import type { Provider } from '#core/providers/provider.ts';
import { allProviders } from '#core/providers/registry.ts';
import { sign } from '#core/signing/sign.ts';
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
const body = utf8('{"id":"evt_1","type":"demo.created","note":"Café / ☕"}\n');

const secrets: Record<string, string> = {
  base64: toBase64(utf8('a secret of some thirty-two bytes')),
  'whsec-base64': `whsec_${toBase64(utf8('a secret of some thirty-two bytes'))}`,
  hex: '00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff',
};

/** A good request as the provider would sign it, and bad ones, each bent in one way. */
function casesOf(provider: Provider, plan: SnippetPlan): SnippetCase[] {
  const secret = secrets[plan.key] ?? 'tacklebox-test-secret ✓';
  const otherSecret =
    plan.key in secrets
      ? secret.replace(/[0-9A-Za-z](?=[0-9A-Za-z=]{4}$)/, (c) => (c === 'A' ? 'B' : 'A'))
      : `${secret}x`;
  const request = {
    method: 'POST',
    url,
    rawHeaders: [
      ['Content-Type', 'application/json'],
      ['X-Request-Id', 'req-1'],
    ] as [string, string][],
    body,
  };
  const signed = sign(provider.scheme, request, secret, { crypto: nodeCrypto, nowMs, id: 'msg_1' });
  const headers = Object.fromEntries(
    [...request.rawHeaders, ...signed.headers].map(([name, value]) => [name.toLowerCase(), value]),
  );
  const tolerance = plan.timestamp?.toleranceSeconds ?? null;
  const good: SnippetCase = {
    title: 'genuine',
    bodyBase64: toBase64(signed.body),
    headers,
    secret,
    url: needsUrl(plan) ? signed.url : null,
    method: needs(plan, 'method') ? 'POST' : null,
    now: tolerance === null ? null : nowMs / 1000 + 1,
    genuine: true,
  };
  const signatureHeader = plan.signatureHeader.replace(/\*$/, '1');
  const flipped = Uint8Array.from(signed.body);
  flipped[10] = (flipped[10] ?? 0) ^ 1;
  const bad: SnippetCase[] = [
    { ...good, title: 'one bit of the body flipped', bodyBase64: toBase64(flipped) },
    { ...good, title: 'another secret', secret: otherSecret },
    {
      ...good,
      title: 'no signature',
      headers: Object.fromEntries(Object.entries(headers).filter(([name]) => name !== signatureHeader)),
    },
    { ...good, title: 'an empty signature', headers: { ...headers, [signatureHeader]: '' } },
  ];
  if (tolerance !== null) bad.push({ ...good, title: 'too old', now: nowMs / 1000 + tolerance + 2 });
  return [good, ...bad.map((one) => ({ ...one, genuine: false }))];
}

/** Every provider that a snippet can be written for, with its cases. */
export const snippetSubjects: SnippetSubject[] = allProviders.flatMap((provider) => {
  const plan = snippetPlan(provider.scheme);
  return plan ? [{ provider, plan, cases: casesOf(provider, plan) }] : [];
});
