import { toBase64, utf8 } from '#core/bytes/encoding.ts';
import { type SignedRequest, withHeader } from '#core/http/request.ts';
import { diagnose } from '#core/signing/diagnosis/diagnose.ts';
import { Scheme } from '#core/signing/schemes/scheme.ts';
import { sign } from '#core/signing/sign/sign.ts';
import { nodeCrypto } from '#main/engine/node-crypto.ts';

/**
 * How long it takes to find out why a signature fails, by the size of the body. Yardstick: parsing and printing the body
 * once and signing that, which is the least that any one reprinted form costs.
 */
const sizes = { '1 KB': 1024, '1 MB': 1_048_576 };
const rounds = 5;
const nowMs = 1_760_000_000_000;
const secret = 'whsec_benchmarkBenchmark0123';

const scheme = Scheme.parse({
  kind: 'hmac',
  signedContent: '{timestamp}.{body}',
  signature: { at: { in: 'header', name: 'Stripe-Signature' }, format: 't={timestamp},v1={signature}' },
  timestamp: { at: { in: 'signature' }, toleranceSeconds: 300 },
});

/** A list of records as APIs send them, with some text beyond ASCII, in about so many bytes. */
function bodyOf(bytes: number): string {
  const record = (index: number) => ({
    id: `evt_${index}`,
    amount: index * 1.5,
    note: 'Café / order',
    paid: true,
  });
  const count = Math.max(1, Math.round(bytes / (JSON.stringify(record(1000)).length + 1)));
  return JSON.stringify({ type: 'list', data: Array.from({ length: count }, (_, index) => record(index)) });
}

interface Case {
  name: string;
  cause: string;
  signed: string;
  received: string;
  secrets: string[];
}

function casesOf(body: string): Case[] {
  const pretty = JSON.stringify(JSON.parse(body), null, 2);
  const same = { signed: body, received: body, secrets: [secret] };
  return [
    { ...same, name: 'newline added', cause: 'body-newline-added', received: `${body}\n` },
    { ...same, name: 'newline removed', cause: 'body-newline-removed', signed: `${body}\n` },
    { ...same, name: 'secret with newline', cause: 'secret-newline', secrets: [`${secret}\n`] },
    { ...same, name: 'secret without prefix', cause: 'secret-prefix-stripped', secrets: [secret.slice(6)] },
    { ...same, name: 'laid out anew', cause: 'body-reprinted-compact', received: pretty },
    { ...same, name: 'made compact', cause: 'body-reprinted-2-spaces', signed: pretty },
    { ...same, name: 'base64 of the body', cause: 'body-base64', received: toBase64(utf8(body)) },
    {
      ...same,
      name: 'two at once',
      cause: 'body-newline-added+secret-newline',
      received: `${body}\n`,
      secrets: [`${secret}\n`],
    },
  ];
}

const clock = () => performance.now();

function signedBy(text: string): SignedRequest {
  const request: SignedRequest = { method: 'POST', url: '/', rawHeaders: [], body: utf8(text) };
  const { headers } = sign(scheme, request, secret, { crypto: nodeCrypto, nowMs });
  return {
    ...request,
    rawHeaders: headers.reduce((all, [name, value]) => withHeader(all, name, value), request.rawHeaders),
  };
}

function timeOf(one: Case): number[] {
  const request = { ...signedBy(one.signed), body: utf8(one.received) };
  return Array.from({ length: rounds }, () => {
    // A fresh copy, so that no form of the body is known from the round before.
    const fresh = { ...request, body: request.body.slice() };
    const { causes, elapsedMs } = diagnose(scheme, fresh, one.secrets, { crypto: nodeCrypto, nowMs, clock });
    if (causes[0]?.id !== one.cause) throw new Error(`${one.name}: found ${causes[0]?.id}, not ${one.cause}`);
    return elapsedMs;
  });
}

function yardstickMs(body: string): number {
  const times = Array.from({ length: rounds }, () => {
    const start = clock();
    nodeCrypto.hmac('sha256', utf8(secret), utf8(JSON.stringify(JSON.parse(body))));
    return clock() - start;
  });
  return median(times);
}

const median = (times: readonly number[]): number => [...times].sort((a, b) => a - b)[times.length >> 1] ?? 0;
const rounded = (ms: number) => Math.round(ms * 100) / 100;

for (const one of casesOf(bodyOf(1024))) timeOf(one);
const rows: Record<string, number | string>[] = [];
const figures: Record<string, { medianMs: number; worstMs: number; ratio: number }> = {};
for (const [size, bytes] of Object.entries(sizes)) {
  const body = bodyOf(bytes);
  const medians = casesOf(body).map((one) => {
    const times = timeOf(one);
    rows.push({
      size,
      case: one.name,
      'median ms': rounded(median(times)),
      'worst ms': rounded(Math.max(...times)),
    });
    return median(times);
  });
  const yardstick = yardstickMs(body);
  figures[size] = {
    medianMs: rounded(median(medians)),
    worstMs: rounded(Math.max(...medians)),
    ratio: rounded(median(medians) / yardstick),
  };
}
console.table(rows);
console.log(JSON.stringify({ bench: 'autopsy', ratio: figures['1 MB']?.ratio, sizes: figures }));
