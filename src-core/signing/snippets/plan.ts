import type { HashName } from '../../bytes/crypto.ts';
import type { KeyFormat, Locator, Scheme, SignatureEncoding } from '../schemes/scheme.ts';

/** `alsoNamed`: read in this order where the header `name` is absent. */
export interface HeaderPiece {
  kind: 'header';
  name: string;
  alsoNamed?: string[];
}

/** Parts of a template without an argument that snippets know. `bodyHash`: the SHA-256 of the body as hex digits. */
type PlainPiece = (typeof plainPieces)[number] | 'bodyHash';
const plainPieces = [
  'body',
  'bodyEscaped',
  'timestamp',
  'id',
  'url',
  'urlWithPort',
  'urlWithoutPort',
  'hubspotUrl',
  'plivoUrl',
  'contentfulPath',
  'pathQuery',
  'method',
  'secret',
  'sortedFormParams',
] as const;

/** A stretch of the signed content, as a snippet has to put it together. */
export type Piece =
  | { kind: 'literal'; text: string }
  | { kind: PlainPiece }
  /**
   * `lowerQuery`: a query parameter in lower case. `form`: a field of a form that is the body. `signedHeaders`: the headers
   * that the header of this name lists.
   */
  | { kind: 'query' | 'lowerQuery' | 'form' | 'signedHeaders'; name: string }
  | HeaderPiece
  /** Left out with the text around it where the part is empty. `index` names its variable. */
  | { kind: 'optional'; index: number; before: string; part: Piece; after: string }
  /** A field of the JSON body, by its path. */
  | { kind: 'json'; path: string[] };

/** Where a single value stands. */
export type Source = HeaderPiece | { kind: 'form'; name: string } | { kind: 'json'; path: string[] };

/** How the signatures (and perhaps the timestamp) come out of the header's value. */
export type Reading =
  | { how: 'whole' }
  /** `X-Signature-1`, `X-Signature-2`, …: a signature in each header whose name begins so. */
  | { how: 'numbered'; prefix: string }
  | { how: 'prefix'; prefix: string }
  /** `t=…,v1=…`: pairs apart by `separator`, key and value by `=`. Grouped ones stand several times, apart by a blank. */
  | {
      how: 'pairs';
      separator: string;
      signatureKey: string;
      timestampKey: string | null;
      isGrouped: boolean;
    }
  /** `v1,… v1,…`: signatures apart by a blank or a comma, each behind a prefix. */
  | { how: 'list'; prefix: string; separator: ' ' | ',' }
  /** `key|…&key|…`: signatures apart by `separator`, each behind a key's name and a bar. */
  | { how: 'keyed'; separator: string }
  /** `…,…`: the timestamp, then signatures, apart by `separator`. */
  | { how: 'fields'; separator: string };

/** Hashes that every language has at hand. */
type SnippetHash = Extract<HashName, 'md5' | 'sha1' | 'sha256' | 'sha384' | 'sha512'>;
const snippetHashes: readonly SnippetHash[] = ['md5', 'sha1', 'sha256', 'sha384', 'sha512'];

/** What a verifier of one HMAC scheme has to do, whatever the language. */
export interface SnippetPlan {
  hash: SnippetHash;
  construction: 'hmac' | 'plain-hash';
  key: Exclude<KeyFormat, 'sha256-of-utf8' | 'sha256-hex-of-utf8'>;
  encoding: SignatureEncoding;
  /** What may be signed: any of these holds. */
  contents: Piece[][];
  /** Whether the JSON may stand in a field of a multipart form (Dropbox Sign). */
  isMultipart: boolean;
  /** The query parameter with a SHA-256 of the body, which bodies that are no forms must have (Twilio). */
  bodyDigestIn: string | null;
  /** The names of headers in lower case. */
  signatureAt: Source;
  reading: Reading;
  timestamp: {
    /** Null: beside the signature. */
    at: Source | null;
    unit: 'unix-seconds' | 'unix-ms' | 'iso8601';
    toleranceSeconds: number | null;
    /** How far ahead of now it may be; null: that is not looked at. */
    futureSeconds: number | null;
    /** Whether parts of a second are cut off before ages are compared. */
    inWholeSeconds: boolean;
  } | null;
  /** Header of the event's id, lower case. */
  idAt: HeaderPiece | null;
}

const headerAt = (at: { name: string; alsoNamed?: string[] | undefined }): HeaderPiece => ({
  kind: 'header',
  name: at.name.toLowerCase(),
  ...(at.alsoNamed ? { alsoNamed: at.alsoNamed.map((name) => name.toLowerCase()) } : {}),
});

/** Where a locator points, as a snippet reads it; null for what stands in the query. */
function sourceOf(at: Locator): Source | null {
  switch (at.in) {
    case 'header':
      return headerAt(at);
    case 'form':
      return { kind: 'form', name: at.name };
    case 'json':
      return { kind: 'json', path: at.pointer.split('/').slice(1) };
    case 'query':
      return null;
  }
}

/** One part with the text around it as an optional stretch; null for a stretch of another form. */
function optionalOf(stretch: Piece[], index: number): Piece | null {
  const at = stretch.findIndex(({ kind }) => kind !== 'literal');
  const part = stretch[at];
  const others = stretch.filter((_, place) => place !== at);
  if (!part || part.kind === 'body' || others.some(({ kind }) => kind !== 'literal')) return null;
  const text = (pieces: Piece[]) =>
    pieces.map((piece) => (piece.kind === 'literal' ? piece.text : '')).join('');
  return { kind: 'optional', index, before: text(others.slice(0, at)), part, after: text(others.slice(at)) };
}

/** Reads a template into pieces; null where a part is beyond a short snippet. */
function piecesOf(template: string, nonce: Source | null, firstOptional: number): Piece[] | null {
  const pieces: Piece[] = [];
  let literal = '';
  let optionalFrom = 0;
  let optionals = firstOptional;
  const flush = () => {
    if (literal !== '') pieces.push({ kind: 'literal', text: literal });
    literal = '';
  };
  for (let at = 0; at < template.length; at++) {
    const character = template.charAt(at);
    if (character === '\\') {
      at++;
      literal += template.charAt(at) === 'n' ? '\n' : template.charAt(at);
    } else if (character === '{') {
      const end = template.indexOf('}', at);
      const part = template.slice(at + 1, end);
      at = end;
      if (part === 'optional') {
        flush();
        optionalFrom = pieces.length;
        continue;
      }
      if (part === 'end') {
        flush();
        const optional = optionalOf(pieces.splice(optionalFrom), optionals + 1);
        if (!optional) return null;
        pieces.push(optional);
        optionals++;
        continue;
      }
      const [source = '', name = ''] = part.split(/:(.*)/s);
      flush();
      const plain = plainPieces.find((known) => known === part);
      if (plain) pieces.push({ kind: plain });
      else if (part === 'nonce' && nonce) pieces.push(nonce);
      else if (part === 'hash-hex:sha256:body') pieces.push({ kind: 'bodyHash' });
      else if (source === 'json') pieces.push({ kind: 'json', path: name.split('/').slice(1) });
      else if (part.startsWith('lower:query:')) pieces.push({ kind: 'lowerQuery', name: part.slice(12) });
      else if ((source === 'header' || source === 'query' || source === 'form') && name !== '')
        pieces.push({ kind: source, name });
      else if (source === 'signedHeaders') pieces.push({ kind: source, name: name.toLowerCase() });
      else return null;
    } else {
      literal += character;
    }
  }
  flush();
  return pieces;
}

/** `t={timestamp},v1={signature}` and its like; null where the form is another. */
function readingOf(format: string, separator: string | undefined): Reading | null {
  if (/^\{(?:keyId|field:\w+)\}\|\{signature\}$/.test(format) && separator)
    return { how: 'keyed', separator };
  const list = separator === ' ' || separator === ',' ? separator : null;
  if (format === '{signature}') return list ? { how: 'list', prefix: '', separator: list } : { how: 'whole' };
  const pairs =
    /^(?<before>[^{]*)\{(?<first>timestamp|signature)\}(?:(?<between>[^{]+)\{(?<second>timestamp|signature)\})?$/.exec(
      format,
    )?.groups;
  if (!pairs) return null;
  const { before = '', first, between, second } = pairs;
  if (second === undefined)
    return list ? { how: 'list', prefix: before, separator: list } : { how: 'prefix', prefix: before };
  if (between === undefined || first === second) return null;
  const middle = /^(?<separator>[,;&])\s*(?:(?<key>[^=]+)=)?$/.exec(between)?.groups;
  if (!middle?.separator) return null;
  if (!before.endsWith('='))
    return first === 'timestamp' && before === '' && middle.key === undefined
      ? { how: 'fields', separator: middle.separator }
      : null;
  if (middle.key === undefined) return null;
  const keys = { [first ?? '']: before.slice(0, -1), [second]: middle.key };
  return {
    how: 'pairs',
    separator: middle.separator,
    signatureKey: keys.signature ?? '',
    timestampKey: keys.timestamp ?? null,
    isGrouped: separator === ' ',
  };
}

/** Several templates into pieces, their optional stretches numbered on; null where one is beyond a short snippet. */
function contentsOf(templates: readonly string[], nonce: Source | null): Piece[][] | null {
  const contents: Piece[][] = [];
  for (const template of templates) {
    const optionals = contents.flat().filter(({ kind }) => kind === 'optional').length;
    const pieces = piecesOf(template, nonce, optionals);
    if (!pieces) return null;
    contents.push(pieces);
  }
  return contents;
}

/** What a snippet for this scheme does; null where the scheme is beyond one: its provider's SDK is the better advice. */
export function snippetPlan(scheme: Scheme): SnippetPlan | null {
  if (scheme.kind !== 'hmac') return null;
  const hash = snippetHashes.find((known) => known === scheme.hash);
  const { key, truncateBytes, secretByKeyId } = scheme;
  if (!hash || truncateBytes !== undefined || secretByKeyId) return null;
  if (key === 'sha256-of-utf8' || key === 'sha256-hex-of-utf8') return null;
  const signatureAt = sourceOf(scheme.signature.at);
  const nonce = scheme.nonce ? sourceOf(scheme.nonce) : null;
  if (!signatureAt) return null;
  const contents = contentsOf([scheme.signedContent, ...(scheme.alsoSigned ?? [])], nonce);
  const name = signatureAt.kind === 'header' ? signatureAt.name : '';
  const reading: Reading | null = name.endsWith('*')
    ? { how: 'numbered', prefix: name.slice(0, -1) }
    : readingOf(scheme.signature.format, scheme.signature.separator);
  if (!contents || !reading) return null;
  const digest = scheme.bodyDigest;
  if (digest && (digest.at.in !== 'query' || digest.hash !== 'sha256' || digest.encoding !== 'hex'))
    return null;
  const rule = scheme.timestamp;
  const timestampAt = rule && rule.at.in !== 'signature' ? sourceOf(rule.at) : null;
  if (rule && rule.at.in !== 'signature' && !timestampAt) return null;
  const unit = rule?.unit ?? 'unix-seconds';
  if (unit === 'http-date') return null;
  if (scheme.id && scheme.id.in !== 'header') return null;
  return {
    hash,
    construction: scheme.construction,
    key,
    encoding: scheme.encoding,
    contents,
    isMultipart: scheme.signedContent.includes('{json:'),
    bodyDigestIn: digest?.at.in === 'query' ? digest.at.name : null,
    signatureAt,
    reading,
    timestamp: rule
      ? {
          at: timestampAt,
          unit,
          toleranceSeconds: rule.toleranceSeconds,
          futureSeconds: rule.refuseFuture ? (rule.futureSeconds ?? rule.toleranceSeconds) : null,
          inWholeSeconds: unit === 'iso8601' && rule.clock === 'whole-seconds',
        }
      : null,
    idAt: scheme.id?.in === 'header' ? headerAt(scheme.id) : null,
  };
}

export const needs = (plan: SnippetPlan, kind: Piece['kind']): boolean =>
  plan.contents.flat().some((piece) => (piece.kind === 'optional' ? piece.part : piece).kind === kind);

/** The optional stretches, each to be put in a variable before the content is. */
export const optionalsOf = (plan: SnippetPlan): Extract<Piece, { kind: 'optional' }>[] =>
  plan.contents.flat().flatMap((piece) => (piece.kind === 'optional' ? [piece] : []));

/** A header's names, to be read in this order. */
export const namesOf = ({ name, alsoNamed = [] }: HeaderPiece): string[] => [
  name.toLowerCase(),
  ...alsoNamed,
];

/** Where whole signatures stand: in each header by itself, as either may hold the one that fits. */
export const eachPlace = (at: Source): Source[] =>
  at.kind === 'header' ? namesOf(at).map((name) => ({ kind: 'header', name })) : [at];

const urlKinds = [
  'url',
  'urlWithPort',
  'urlWithoutPort',
  'hubspotUrl',
  'plivoUrl',
  'contentfulPath',
  'pathQuery',
] as const;

/** Whether the address of the request is part of what is signed. */
export const needsUrl = (plan: SnippetPlan): boolean =>
  ([...urlKinds, 'query', 'lowerQuery'] as const).some((kind) => needs(plan, kind));

/** Whether the method of the request is. */
export const needsMethod = (plan: SnippetPlan): boolean => needs(plan, 'method') || needs(plan, 'plivoUrl');

/** Whether a parameter of the query is. */
export const needsQuery = (plan: SnippetPlan): boolean => needs(plan, 'query') || needs(plan, 'lowerQuery');

/** Whether something is read out of the body, as a JSON document or as a form. */
export const reads = (plan: SnippetPlan, kind: 'json' | 'form'): boolean =>
  needs(plan, kind) ||
  (kind === 'form' && (needs(plan, 'sortedFormParams') || needs(plan, 'plivoUrl'))) ||
  [plan.signatureAt, plan.timestamp?.at].some((piece) => piece?.kind === kind);

/** For a language without a way to read the body within a short snippet; `snippetFor` asks `reads` before. */
export const beyond = (what: string): Error => new Error(`This language's snippets don't read ${what}.`);

/** Neighbouring pieces of text apart from the body, which are bytes: each run becomes one expression. */
export function runsOf(pieces: Piece[]): ({ body: true } | { body: false; pieces: Piece[] })[] {
  const runs: ({ body: true } | { body: false; pieces: Piece[] })[] = [];
  for (const piece of pieces) {
    const last = runs.at(-1);
    if (piece.kind === 'body') runs.push({ body: true });
    else if (last && !last.body) last.pieces.push(piece);
    else runs.push({ body: false, pieces: [piece] });
  }
  return runs;
}

/** `age > 300 || age < -300`: the condition under which a request is refused for its age. */
export function refusedAge(rule: NonNullable<SnippetPlan['timestamp']>, age: string, or: string): string {
  const { toleranceSeconds, futureSeconds } = rule;
  const old = `${age} > ${toleranceSeconds}`;
  if (futureSeconds === null) return old;
  return `${old} ${or} ${age} < ${futureSeconds === 0 ? '' : '-'}${futureSeconds}`;
}

/** Lines further in by `by`, for what stands inside a block. */
export const indented = (lines: readonly string[], by: string): string[] => lines.map((line) => by + line);

/** A double-quoted string literal that all eight languages read alike, but for `$` and `#`, which `alsoEscaped` may name. */
export const quoted = (text: string, alsoEscaped = ''): string =>
  `"${[...text].map((c) => (c === '\n' ? '\\n' : c === '"' || c === '\\' || alsoEscaped.includes(c) ? `\\${c}` : c)).join('')}"`;
