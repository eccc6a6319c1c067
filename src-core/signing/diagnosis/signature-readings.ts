import { type Bytes, toBase64, toHex } from '../../bytes/encoding.ts';
import { queryOf, type SignedRequest } from '../../http/request.ts';
import { encodeSignature } from '../schemes/encodings.ts';
import { locateAll } from '../schemes/locate.ts';
import type { HmacScheme } from '../schemes/scheme.ts';
import { compiled } from '../verify/envelope.ts';
import { type Decoded, decodings, zeroless } from './signature-decoding.ts';
import { layers } from './signature-unwrapping.ts';

/** One way to read what the request carries as the signature. */
export interface Reading {
  id: string;
  /** Ends of the sentence "The signature is right, but …"; none where it is written as the scheme says. */
  oddities: readonly string[];
  /** Where it was found, unless that is its own place. */
  elsewhere?: string;
}

interface Found extends Reading {
  bytes: Bytes;
}

/** A text that may hold the signature, with what is odd about how it came to be. */
interface Node {
  text: string;
  oddities: readonly string[];
}

const maxNodes = 120;
const maxDepth = 4;
const maxText = 8192;

/** Texts inside `text`, layer by layer, the fewest layers first. */
function unwrapped(text: string): Node[] {
  const nodes: Node[] = [{ text: text.slice(0, maxText), oddities: [] }];
  const seen = new Set([text]);
  for (let at = 0; at < nodes.length && nodes.length < maxNodes; at++) {
    const node = nodes[at];
    if (!node || node.oddities.length >= maxDepth) break;
    for (const { text: inside, oddity } of layers.flatMap((layer) => layer(node.text))) {
      if (seen.has(inside) || inside.length > maxText) continue;
      seen.add(inside);
      nodes.push({ text: inside, oddities: [...node.oddities, oddity] });
    }
  }
  return nodes;
}

const token = /[A-Za-z0-9+/_-]{16,}={0,2}/g;

/** What stands before and after the signature, against what the format puts there. */
function surroundings(before: string, after: string, format: string): string[] {
  const at = format.indexOf('{signature}');
  const [prefix, suffix] = [format.slice(0, at), format.slice(at + '{signature}'.length)];
  const oddities: string[] = [];
  if (prefix.includes('{')) {
    const form = new RegExp(
      `^${prefix
        .split(/\{\w+\}/)
        .map((literal) => literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
        .join('[^,;\\s]+')}$`,
    );
    if (!form.test(before))
      oddities.push(`\`${before}\` stands before it, where the form is \`${prefix.replace(/[{}]/g, '')}\``);
  } else if (before !== prefix) {
    if (before === '') oddities.push(`\`${prefix}\` is missing before it`);
    else if (prefix === '') oddities.push(`\`${before}\` stands before it, where nothing belongs`);
    else if (before === prefix + prefix) oddities.push(`\`${prefix}\` stands before it twice`);
    else if (before.toLowerCase() === prefix.toLowerCase()) {
      oddities.push(
        `\`${before}\` stands before it, where \`${prefix}\` belongs: upper and lower case count`,
      );
    } else oddities.push(`\`${before}\` stands before it in place of the prefix \`${prefix}\``);
  }
  if (after !== suffix && !suffix.includes('{'))
    oddities.push(`\`${after.slice(0, 60)}\` follows it, where nothing belongs`);
  return oddities;
}

const cut = (text: string) => (text.length > 60 ? text.slice(0, 57) : text);

/** Tokens of a text and, where they aren't all of it, what is odd about what stands around them. */
function* tokensOf(node: Node, format: string): Generator<Node> {
  yield { text: node.text, oddities: [...node.oddities, ...surroundings('', '', format)] };
  let count = 0;
  for (const match of node.text.matchAll(token)) {
    if (++count > 24) return;
    const whole = match[0];
    const starts = [0];
    // `v1abc=` and `sha256_…` run into the token.
    for (const mark of whole.matchAll(/(?:^|[^A-Za-z0-9])(?=[A-Za-z0-9+/]{16})/g))
      starts.push(mark.index + mark[0].length);
    for (const start of new Set(starts)) {
      const before = node.text.slice(0, match.index + start);
      const after = node.text.slice(match.index + whole.length);
      yield {
        text: whole.slice(start),
        oddities: [...node.oddities, ...surroundings(cut(before), after, format)],
      };
    }
  }
}

const isPrefixOddity = (oddity: string) => oddity.includes('before it') || oddity.includes('follows it');

function idOf(oddities: readonly string[], decoded: Decoded): string {
  if (oddities.length === 0 || (decoded.oddities.length > 0 && oddities.length === decoded.oddities.length))
    return decoded.id;
  return oddities.every(isPrefixOddity)
    ? 'signature-form'
    : decoded.oddities.length > 0 &&
        oddities.every((one) => isPrefixOddity(one) || decoded.oddities.includes(one))
      ? 'signature-form'
      : 'signature-text';
}

function readingsOf(value: string, scheme: HmacScheme, read: readonly string[]): Found[] {
  const { format } = scheme.signature;
  const plain = read.flatMap((text) =>
    [{ text, oddities: [] as readonly string[] }, ...unwrapped(text).slice(1)].flatMap((node) =>
      decodings(node.text, scheme.encoding).map((decoded) => ({ node, decoded })),
    ),
  );
  const formless = unwrapped(value).flatMap((node) =>
    [...tokensOf(node, format)].flatMap((inside) =>
      decodings(inside.text, scheme.encoding).map((decoded) => ({ node: inside, decoded })),
    ),
  );
  return [...plain, ...formless].map(({ node, decoded }) => {
    const oddities = [...node.oddities, ...decoded.oddities];
    return { id: idOf(oddities, decoded), oddities, bytes: decoded.bytes };
  });
}

/** Headers that carry digests of other things. */
const neverSignatures = new Set([
  'etag',
  'cookie',
  'content-md5',
  'digest',
  'traceparent',
  'content-type',
  'user-agent',
]);

function* otherPlaces(
  scheme: HmacScheme,
  request: SignedRequest,
): Generator<{ place: string; value: string }> {
  const { at } = scheme.signature;
  const own = at.in === 'header' ? [at.name, ...(at.alsoNamed ?? [])].map((name) => name.toLowerCase()) : [];
  for (const [name, value] of request.rawHeaders.slice(0, 100)) {
    const lower = name.toLowerCase();
    if (own.includes(lower) || neverSignatures.has(lower) || value.length > 1000) continue;
    if (/[A-Za-z0-9+/_-]{27,}/.test(value)) yield { place: `header ${name}`, value };
  }
  for (const [name, value] of new URLSearchParams(queryOf(request).slice(0, maxText))) {
    if (/^[\w+/=-]{27,200}$/.test(value)) yield { place: `query parameter ${name}`, value };
  }
}

const first4 = (bytes: Bytes) =>
  ((bytes[0] ?? 0) << 24) | ((bytes[1] ?? 0) << 16) | ((bytes[2] ?? 0) << 8) | (bytes[3] ?? 0);

const startsWith = (whole: Bytes, start: Bytes) => {
  for (let i = 0; i < start.length; i++) if (whole[i] !== start[i]) return false;
  return start.length <= whole.length;
};

/** All that the request may carry as its signature, read once, so that comparing costs next to nothing. */
export class SignatureReadings {
  private readonly byStart = new Map<number, Found[]>();
  private readonly texts: Node[] = [];
  private readonly scheme: HmacScheme;

  constructor(scheme: HmacScheme, request: SignedRequest) {
    this.scheme = scheme;
    const { format } = compiled(scheme);
    const seen = new Set<string>();
    for (const value of locateAll(scheme.signature.at, request).slice(0, 16)) {
      const read = format.read(value).map(({ signature }) => signature);
      for (const one of readingsOf(value, scheme, read)) this.add(one);
      for (const node of unwrapped(value)) {
        for (const inside of tokensOf(node, scheme.signature.format)) {
          if (seen.has(inside.text) || this.texts.length >= 60) continue;
          seen.add(inside.text);
          this.texts.push(read.includes(inside.text) ? { text: inside.text, oddities: [] } : inside);
        }
      }
    }
    for (const { place, value } of otherPlaces(scheme, request)) {
      for (const found of readingsOf(value, scheme, [value])) this.add({ ...found, elsewhere: place });
    }
  }

  private add(found: Found): void {
    const start = first4(found.bytes);
    const list = this.byStart.get(start);
    if (!list) this.byStart.set(start, [found]);
    else if (list.length < 60) list.push(found);
  }

  /** The plainest reading by which the request carries this digest, whole or cut short. */
  match(digest: Bytes): Reading | null {
    const list = this.byStart.get(first4(digest));
    if (!list) return null;
    const holding = list.filter(({ bytes }) => startsWith(digest, bytes));
    const [best] = holding.sort(
      (a, b) =>
        b.bytes.length - a.bytes.length ||
        Number(a.elsewhere !== undefined) - Number(b.elsewhere !== undefined) ||
        a.oddities.length - b.oddities.length,
    );
    if (!best || best.bytes.length === digest.length) return best ?? null;
    const follows = best.oddities.find((oddity) => oddity.includes('follows it'));
    if (follows !== undefined)
      return {
        ...best,
        id: 'signature-text',
        oddities: [
          ...best.oddities,
          `only ${best.bytes.length} of its ${digest.length} bytes can be read: what follows them is no part of the encoding`,
        ],
      };
    const shown = `it was cut short: ${best.bytes.length} of its ${digest.length} bytes are there`;
    return {
      ...best,
      id: 'signature-cut-short',
      oddities: [...best.oddities.filter((oddity) => !/padding/.test(oddity)), shown],
    };
  }

  /** The same by the text, for what no decoding reads: characters lost, zeros lost, more around it. Slower. */
  matchText(digest: Bytes): Reading | null {
    const { encoding } = this.scheme;
    const expected = encodeSignature(digest, encoding);
    const forms = new Set([expected, toHex(digest), toBase64(digest)]);
    for (const { text, oddities } of this.texts) {
      const lower = text.toLowerCase();
      if (zeroless(digest).includes(lower)) {
        return {
          id: 'signature-text',
          oddities: [...oddities, 'zeros are missing in its hex: each byte needs two digits'],
        };
      }
      for (const form of forms) {
        const odd = damage(text, form);
        if (odd !== null) return { id: odd.id, oddities: [...oddities, odd.oddity] };
      }
    }
    return null;
  }
}

/** Characters that agree so far are no accident. */
const leastAgreeing = 20;

/** How `text` became of `expected`: a part of it, more than it, or a slip or two. Null where it didn't. */
function damage(text: string, expected: string): { id: string; oddity: string } | null {
  if (text === expected || text.length < leastAgreeing) return null;
  const at = expected.indexOf(text);
  if (at === 0)
    return {
      id: 'signature-cut-short',
      oddity: `it was cut short: the last ${expected.length - text.length} of its ${expected.length} characters are missing at the end`,
    };
  if (at > 0) {
    const [front, back] = [at, expected.length - at - text.length];
    return {
      id: 'signature-cut-short',
      oddity:
        back === 0
          ? `it was cut short: its first ${front === 1 ? 'character is' : `${front} characters are`} missing`
          : 'only a part out of its middle is there: it was cut short',
    };
  }
  const inside = text.indexOf(expected);
  if (inside >= 0)
    return {
      id: 'signature-form',
      oddity:
        inside === 0
          ? `\`${text.slice(expected.length, expected.length + 40)}\` follows it`
          : `\`${text.slice(0, Math.min(inside, 40))}\` stands before it`,
    };
  if (Math.abs(text.length - expected.length) > 3) return null;
  let front = 0;
  while (front < text.length && text[front] === expected[front]) front++;
  let back = 0;
  while (
    back < Math.min(text.length, expected.length) - front &&
    text.at(-1 - back) === expected.at(-1 - back)
  )
    back++;
  const wrong = Math.max(text.length, expected.length) - front - back;
  if (wrong > 3 || front + back < leastAgreeing) return null;
  return {
    id: 'signature-text',
    oddity: `${wrong === 1 ? 'one character of it is' : `${wrong} characters of it are`} wrong, missing or too many, at place ${front + 1}`,
  };
}
