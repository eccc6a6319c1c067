import { TackleboxError } from '../../errors/tacklebox-error.ts';
import { tokens } from './template.ts';
import type { FieldValues } from './terms.ts';

/** One signature out of a header's (or field's) value, with what stands beside it. */
export interface Candidate {
  signature: string;
  timestamp?: string;
  keyId?: string;
  /** Values of the scheme's fields that stand beside it, by name. */
  fields?: FieldValues;
}

type FormatPart = 'signature' | 'timestamp' | 'keyId' | `field:${string}`;
type FormatNode = { literal: string } | { part: FormatPart };

/** Reads and prints the form around a signature. */
export interface SignatureFormat {
  read(value: string): Candidate[];
  print(values: Candidate): string;
  /** Names of the scheme's fields that it holds. */
  readonly fields: readonly string[];
}

const formatParts = ['signature', 'timestamp', 'keyId'] as const;

const isFieldPart = (part: string): part is `field:${string}` => /^field:\w+$/.test(part);

const partNamed = (name: string | undefined): FormatPart | undefined =>
  name !== undefined && isFieldPart(name) ? name : formatParts.find((known) => known === name);

type Values = Partial<Record<FormatPart, string>>;

/** What was read, with the fields apart. */
function candidateOf(signature: string, { timestamp, keyId, ...rest }: Values): Candidate {
  const fields = Object.entries(rest).flatMap(([part, value]): [string, string][] =>
    part.startsWith('field:') && value !== undefined ? [[part.slice(6), value]] : [],
  );
  return {
    signature,
    ...(timestamp === undefined ? {} : { timestamp }),
    ...(keyId === undefined ? {} : { keyId }),
    ...(fields.length === 0 ? {} : { fields: Object.fromEntries(fields) }),
  };
}

const printed = (part: FormatPart, { fields, ...values }: Candidate): string =>
  (part.startsWith('field:') ? fields?.[part.slice(6)] : values[part as 'signature']) ?? '';

/** Longer than any provider's by far. */
const maxFormatCharacters = 1000;

function parseNodes(format: string): FormatNode[] {
  if (format.length > maxFormatCharacters) {
    throw new TackleboxError(
      'scheme_invalid',
      `The signature's format has more than ${maxFormatCharacters} characters.`,
    );
  }
  return [...tokens(format)].map((token) => {
    if ('literal' in token) return token;
    const part = partNamed(token.part);
    if (part) return { part };
    throw new TackleboxError(
      'scheme_invalid',
      `The signature's format ${JSON.stringify(format)} has an unknown part {${token.part}}; known are {signature}, {timestamp}, {keyId}, {field:name}.`,
    );
  });
}

/** An authentication scheme's word, such as `Bearer `, which HTTP compares in any case. */
const startsWithLiteral = (value: string, literal: string): boolean =>
  literal.endsWith(' ')
    ? value.slice(0, literal.length).toLowerCase() === literal.toLowerCase()
    : value.startsWith(literal);

/** Reads `value` by literals and parts in their order; each part ends where the next literal begins. */
function readInOrder(nodes: readonly FormatNode[], value: string): Candidate | null {
  const found: Values = {};
  let at = 0;
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i];
    if (!node) break;
    if ('literal' in node) {
      if (!startsWithLiteral(value.slice(at), node.literal)) return null;
      at += node.literal.length;
      continue;
    }
    const next = nodes[i + 1];
    const end = next && 'literal' in next ? value.indexOf(next.literal, at) : value.length;
    if (end < 0) return null;
    found[node.part] = value.slice(at, end);
    at = end;
  }
  const { signature } = found;
  return at === value.length && signature ? candidateOf(signature, found) : null;
}

/** `t={timestamp},v1={signature}`: the keys by part and what stands between the pairs; null for another form. */
function keyedPairs(format: string): { keyOf: Map<string, FormatPart>; between: string } | null {
  const between = format.includes(';') ? ';' : ',';
  const keyOf = new Map<string, FormatPart>();
  const pairs = format.split(between);
  for (const pair of pairs) {
    const match = /^\s*([\w-]+)=\{(signature|timestamp|keyId|field:\w+)\}$/.exec(pair);
    const part = partNamed(match?.[2]);
    if (!match?.[1] || !part) return null;
    keyOf.set(match[1], part);
  }
  return pairs.length > 1 ? { keyOf, between } : null;
}

/** Every signature among key=value pairs; unknown keys (Stripe's v0) are passed over, a value may hold `=`. */
function readPairs(value: string, keyOf: Map<string, FormatPart>, between: string): Candidate[] {
  const shared: Values = {};
  const signatures: string[] = [];
  for (const pair of value.split(between)) {
    const equals = pair.indexOf('=');
    const part = equals < 0 ? undefined : keyOf.get(pair.slice(0, equals).trim());
    const text = pair.slice(equals + 1).trim();
    if (part === 'signature') {
      if (text !== '') signatures.push(text);
    } else if (part) {
      shared[part] ??= text;
    }
  }
  return signatures.map((signature) => candidateOf(signature, shared));
}

/** `{timestamp},{signature}` with the separator in it (Recurly): leading parts once, then signatures to the end. */
function readPositional(value: string, format: string, separator: string): Candidate[] {
  const forms = format.split(separator).map((form) => parseNodes(form.trim()));
  const last = forms.at(-1) ?? [];
  const leading: Values = {};
  const signatures: string[] = [];
  value.split(separator).forEach((item, index) => {
    const isLeading = index < forms.length - 1;
    const nodes = isLeading ? forms[index] : last;
    const [only] = nodes ?? [];
    if (isLeading && only && 'part' in only) leading[only.part] = item.trim();
    const read = isLeading ? null : readInOrder(last, item.trim());
    if (read) signatures.push(read.signature);
  });
  return signatures.map((signature) => candidateOf(signature, leading));
}

/** A bound on the signatures of a request: a hostile one can't make the check slow. Providers send one for each secret. */
export const maxCandidates = 64;

function makeFormat(format: string, separator: string | undefined): SignatureFormat {
  const nodes = parseNodes(format);
  if (!nodes.some((node) => 'part' in node && node.part === 'signature')) {
    throw new TackleboxError(
      'scheme_invalid',
      `The signature's format ${JSON.stringify(format)} has no {signature}.`,
    );
  }
  const pairs = keyedPairs(format);
  const groupBy = separator !== undefined && separator !== pairs?.between ? separator : undefined;
  const readOne = (item: string): Candidate[] => {
    if (pairs) return readPairs(item, pairs.keyOf, pairs.between);
    const candidate = readInOrder(nodes, item.trim());
    return candidate ? [candidate] : [];
  };
  const read = (value: string): Candidate[] => {
    if (!pairs && groupBy !== undefined && format.includes(groupBy)) {
      return readPositional(value, format, groupBy);
    }
    return groupBy === undefined ? readOne(value) : value.split(groupBy).flatMap(readOne);
  };
  return {
    read: (value) => read(value).slice(0, maxCandidates),
    print: (values) =>
      nodes.map((node) => ('literal' in node ? node.literal : printed(node.part, values))).join(''),
    fields: nodes.flatMap((node) => ('part' in node && isFieldPart(node.part) ? [node.part.slice(6)] : [])),
  };
}

const cache = new Map<string, SignatureFormat>();
const cacheLimit = 500;

/** The reader and printer of a format, made once. Throws scheme_invalid for a format without {signature}. */
export function signatureFormat(format: string, separator?: string): SignatureFormat {
  const key = `${separator ?? ''}\n${format}`;
  const cached = cache.get(key);
  if (cached) return cached;
  const made = makeFormat(format, separator);
  if (cache.size >= cacheLimit) cache.clear();
  cache.set(key, made);
  return made;
}
