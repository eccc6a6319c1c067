import { fromBase64, toBase64, utf8 } from '#core/bytes/encoding.ts';
import type { SignedRequest } from '#core/http/request.ts';
import { memberSeed, seededRandom } from '#core/numbers/seeded-random.ts';
import { sign } from '#core/signing/sign/sign.ts';
import { verify } from '#core/signing/verify/verify.ts';
import { nodeCrypto } from '#main/engine/node-crypto.ts';
import { nowMs, type SnippetCase, type SnippetSubject, url } from './snippet-cases.ts';

/** What the engine says of a case. */
export function engineSays(scheme: SnippetSubject['provider']['scheme'], one: SnippetCase): boolean {
  const request: SignedRequest = {
    method: one.method ?? 'POST',
    url: one.url ?? url,
    rawHeaders: Object.entries(one.headers),
    body: fromBase64(one.bodyBase64) ?? new Uint8Array(0),
  };
  return verify(scheme, request, [one.secret], {
    crypto: nodeCrypto,
    nowMs: one.now === null ? nowMs : one.now * 1000,
  }).ok;
}

interface Chance {
  below(limit: number): number;
  pick<T>(list: readonly T[]): T;
}

function chanceOf(seed: number): Chance {
  const next = seededRandom(seed);
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    below,
    pick: (list) => {
      const chosen = list[below(list.length)];
      if (chosen === undefined) throw new Error('Nothing to choose from.');
      return chosen;
    },
  };
}

const bodies: readonly (Uint8Array | string)[] = [
  '',
  '{}',
  '[]',
  'x',
  '{"a":"Zoë ☕ 🎉/","b":[1,2.50,1e3]}\n',
  '\ufeff{"id":"evt_2"}',
  '{"a":1,"a":2}',
  Uint8Array.from([0, 255, 254, 10, 13, 128]),
];

/** Of a form that is signed field by field. */
const forms = [
  '',
  'b=2&a=1',
  'a=1&a=1&a=0',
  'a',
  '=x',
  '&&a=%C3%A9&',
  'A=+&a=%2B&%61b=',
  'ü=1&z=2&Z=3',
  'a=b=c',
  '10=x&9=y&1=z',
];

const times = (seconds: number): string[] => [
  `${seconds}`,
  `${seconds}000`,
  `+${seconds}`,
  `0${seconds}`,
  `${seconds}.0`,
  `${seconds}.5`,
  `-${seconds}`,
  new Date(seconds * 1000).toISOString(),
  new Date(seconds * 1000).toISOString().replace('.000Z', 'Z'),
  new Date(seconds * 1000).toISOString().replace('.000Z', ''),
  new Date(seconds * 1000).toISOString().replace('.000Z', '+00:00'),
  new Date(seconds * 1000).toISOString().replace('.000Z', '+0000'),
  new Date(seconds * 1000).toISOString().replace('T', ' '),
  new Date(seconds * 1000).toISOString().replace('000Z', '123456Z'),
  new Date(seconds * 1000).toISOString().slice(0, 10),
  new Date(seconds * 1000).toUTCString(),
  `${seconds}e0`,
  '0',
  'x',
];

const signatureBends: readonly ((value: string) => string)[] = [
  (v) => v.toUpperCase(),
  (v) => `${v},`,
  (v) => `,${v}`,
  (v) => `${v},${v}`,
  (v) => `${v}, ${v}`,
  (v) => `${v} ${v}`,
  (v) => `x,${v}`,
  (v) => `x ${v}`,
  (v) => `${v} x`,
  (v) => `${v},x`,
  (v) => `${v}  ${v}`,
  (v) => `${v};${v}`,
  (v) => `${v}&${v}`,
  (v) => v.replaceAll('=', ' = '),
  (v) => v.replaceAll(',', ', '),
  (v) => v.replaceAll(',', ' , '),
  (v) => v.replaceAll(',', ',\t'),
  (v) => v.replace(/=+$/, ''),
  (v) => `${v}=`,
  (v) => `"${v}"`,
  (v) => v.slice(0, -1),
  (v) => v.slice(1),
  (v) => `${v}é`,
  (v) => v.split(',').reverse().join(),
  (v) => `v0=abc,${v}`,
  (v) => `${v},v0=abc`,
  (v) => `v1=abc,${v}`,
  (v) => v.replaceAll('+', '-').replaceAll('/', '_'),
  (v) => v.replace(/^\w+/, (word) => word.toUpperCase()),
  (v) => v.replace(/^\w+[= ]/, ''),
  (v) => `sha256=${v}`,
  () => '',
];

const secretBends: readonly ((secret: string) => string)[] = [
  (s) => `${s}\n`,
  (s) => ` ${s}`,
  (s) => s.toUpperCase(),
  (s) => s.toLowerCase(),
  (s) => `whsec_${s}`,
  (s) => `v1,${s}`,
  (s) => s.replace(/^whsec_/, ''),
  (s) => s.replace(/=+$/, ''),
  (s) => s.replaceAll('+', '-').replaceAll('/', '_'),
  (s) => `${s}=`,
  (s) => s.slice(0, -1),
  (s) => `${s}x`,
  () => '',
  () => ' ',
  () => 'é',
  () => 'whsec_',
];

const shifts = [1, 2, 3, 5, 6, 10, 30, 31, 60, 61, 299, 300, 301, 600, 601, 1800, 1801, 100_000];

/** A request signed with odd things in it. */
function signedOddly({ provider }: SnippetSubject, good: SnippetCase, chance: Chance): SnippetCase | null {
  const { scheme } = provider;
  const inBody = /"json"|"form"|\{json|plivoUrl/.test(JSON.stringify(scheme));
  const isForm = /x-www-form/.test(good.headers['content-type'] ?? '');
  const given = chance.pick(isForm ? forms : bodies);
  const body =
    inBody || chance.below(2) === 0
      ? fromBase64(good.bodyBase64)
      : typeof given === 'string'
        ? utf8(given)
        : given;
  const timestamp = chance.below(2) === 0 ? chance.pick(times(nowMs / 1000)) : undefined;
  const id = chance.pick(['msg_1', 'msg_1', 'a b', '0', 'é']);
  const address = chance.pick([
    url,
    url,
    'https://example.com',
    'https://example.com:8443/a%2Fb?data.id=AB%2812%29&b',
    'http://example.com/hooks?data.id=a+b&data.id=c',
  ]);
  const method = chance.pick(['POST', 'POST', 'PUT', 'GET']);
  const rawHeaders = Object.entries(good.headers).filter(
    ([name]) => name === 'content-type' || name === 'x-request-id',
  );
  try {
    const signed = sign(scheme, { method, url: address, rawHeaders, body: body ?? utf8('') }, good.secret, {
      crypto: nodeCrypto,
      nowMs,
      id,
      fields: { publicKey: 'key' },
      refreshBody: timestamp === undefined,
      ...(timestamp === undefined ? {} : { timestamp }),
    });
    const headers = [...rawHeaders, ...signed.headers].map(([name, value]) => [name.toLowerCase(), value]);
    return {
      ...good,
      title: `signed at ${timestamp} with the id ${id} for ${method} ${address}`,
      bodyBase64: toBase64(signed.body),
      headers: { x: 'y', ...Object.fromEntries(headers) },
      url: good.url === null ? null : signed.url,
      method: good.method === null ? null : method,
    };
  } catch {
    return null;
  }
}

const bends: readonly ((
  one: SnippetCase,
  chance: Chance,
  signatureName: string | null,
) => SnippetCase | null)[] = [
  (one, chance, name) => {
    const value = name === null ? undefined : one.headers[name];
    if (name === null || value === undefined) return null;
    const at = chance.below(signatureBends.length);
    const bent = signatureBends[at]?.(value) ?? '';
    return {
      ...one,
      title: `${one.title}; signature ${bent}`,
      headers: { ...one.headers, [name]: bent.replace(/^[ \t]+|[ \t]+$/g, '') },
    };
  },
  (one, chance) => {
    const names = Object.keys(one.headers).filter((name) => name !== 'x');
    if (names.length === 0) return null;
    const name = chance.pick(names);
    const rest = Object.fromEntries(Object.entries(one.headers).filter(([other]) => other !== name));
    const isEmpty = chance.below(2) === 0;
    return {
      ...one,
      title: `${one.title}; ${name} ${isEmpty ? 'empty' : 'gone'}`,
      headers: isEmpty ? { ...rest, [name]: '' } : { x: 'y', ...rest },
    };
  },
  (one, chance) => {
    const secret = chance.pick(secretBends)(one.secret);
    return { ...one, title: `${one.title}; secret ${JSON.stringify(secret)}`, secret };
  },
  (one, chance) => {
    if (one.now === null) return null;
    const shift = chance.pick(shifts) * chance.pick([1, -1]);
    return { ...one, title: `${one.title}; ${shift} s later`, now: nowMs / 1000 + shift };
  },
  (one, chance) => {
    const body = Buffer.from(one.bodyBase64, 'base64');
    const bent = chance.pick([
      Buffer.concat([body, Buffer.from('\n')]),
      body.subarray(0, -1),
      Buffer.concat([Buffer.from('\ufeff'), body]),
      Buffer.from(body.toString().replaceAll(':', ': ')),
      Buffer.from([0xff, ...body]),
    ]);
    return { ...one, title: `${one.title}; body bent`, bodyBase64: toBase64(new Uint8Array(bent)) };
  },
  (one, chance) =>
    one.url === null
      ? null
      : {
          ...one,
          title: `${one.title}; url bent`,
          url: chance.pick([
            one.url.replace('https:', 'http:'),
            `${one.url}&x=1`,
            one.url.replace('.com', '.com:443'),
            '/hooks/in?data.id=ab12&b=2',
            one.url.replace('%2F', '/'),
          ]),
        },
];

/** Cases by chance, from a seed: genuine ones, damaged ones, and such as are signed with odd things in them. */
export function casesByChance(subject: SnippetSubject, count: number, seed: number): SnippetCase[] {
  const good = subject.cases[0];
  if (!good) return [];
  const { scheme } = subject.provider;
  const name =
    'signature' in scheme && scheme.signature.at.in === 'header'
      ? scheme.signature.at.name.toLowerCase().replace(/\*$/, '1')
      : null;
  return Array.from({ length: count }, (_, member) => {
    const chance = chanceOf(memberSeed(seed, member));
    let one = chance.below(3) === 0 ? good : (signedOddly(subject, good, chance) ?? good);
    for (let times = chance.below(3); times > 0; times--) one = chance.pick(bends)(one, chance, name) ?? one;
    return { ...one, genuine: engineSays(scheme, one) };
  });
}
