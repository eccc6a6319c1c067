import { crc32 } from '../../bytes/crc32.ts';
import type { Crypto } from '../../bytes/crypto.ts';
import { type Bytes, concatBytes, toBase64, toBase64Url, utf8, utf8Text } from '../../bytes/encoding.ts';
import { unreachable } from '../../errors/tacklebox-error.ts';
import { pathAndQuery, queryOf, type SignedRequest, urlOf } from '../../http/request.ts';
import type { ContentPart } from '../verify/verdict.ts';
import { encodeSignature } from './encodings.ts';
import { locate, unfitAt } from './locate.ts';
import * as values from './part-values.ts';
import type { Part, PlainPart, Template, TemplateNode } from './template.ts';
import type { FieldValues, Locator } from './terms.ts';

/** What the parts of a template are read from. */
export interface Scope {
  crypto: Crypto;
  request: SignedRequest;
  timestamp?: string | undefined;
  id?: string | undefined;
  nonce?: string | undefined;
  /** Only where the template holds {secret}. */
  secret?: string | undefined;
  /** Values of the scheme's fields, by name. */
  fields?: FieldValues | undefined;
}

/** A stretch of signed content, before it is cut for showing. */
export interface ContentPiece {
  source: string;
  bytes: Bytes;
}

export interface Content {
  pieces: ContentPiece[];
  /** Parts that the request lacks, by the template's own words. */
  missing: string[];
  /** Why parts that are there can't be read, as ends of sentences. Never taken for absent, optional or not. */
  unfit: string[];
}

/** Whether every part is there. */
export const isWhole = ({ missing, unfit }: Content): boolean => missing.length === 0 && unfit.length === 0;

/** Why a content that isn't whole can't be put together, as the end of a sentence. */
export function lackText({ missing, unfit }: Content): string {
  const [first] = unfit;
  return first ?? `the request lacks ${missing.map((part) => `{${part}}`).join(', ')}`;
}

function plainValue(name: PlainPart, scope: Scope): Bytes | string | undefined | Unfit {
  const { request } = scope;
  switch (name) {
    case 'body':
      return request.body;
    case 'timestamp':
      return scope.timestamp;
    case 'id':
      return scope.id;
    case 'nonce':
      return scope.nonce;
    case 'secret':
      return scope.secret;
    case 'method':
      return request.method.toUpperCase();
    case 'url':
      return urlOf(request);
    case 'path':
      return pathAndQuery(request).split('?', 1)[0];
    case 'query':
      return queryOf(request);
    case 'pathQuery':
      return pathAndQuery(request);
    case 'host':
      return values.hostOf(request);
    case 'urlWithoutQuery':
      return urlOf(request).split('?', 1)[0];
    case 'sortedQuery':
      return values.sortedQuery(request);
    case 'canonicalJson':
      return values.canonicalBody(request.body) ?? notCanonical;
    case 'sortedFormParams':
      return values.sortedFormParams(request);
    case 'urlWithPort':
      return values.urlPort(request, 'with');
    case 'urlWithoutPort':
      return values.urlPort(request, 'without');
    case 'bodyEscaped':
      return values.escapedBody(request.body) ?? notText;
    case 'hubspotUrl':
      return values.hubspotUrl(request);
    case 'contentfulPath':
      return values.contentfulPath(request);
    case 'plivoUrl':
      return values.plivoUrl(request);
    default:
      return unreachable(name);
  }
}

/** Something is there that can't be read: why, as the end of a sentence. */
class Unfit {
  readonly reason: string;

  constructor(reason: string) {
    this.reason = reason;
  }
}

function locatorOf({ name, argument }: Part & { kind: 'read' }): Locator | null {
  if (name === 'signedHeaders' || name === 'field') return null;
  return name === 'json' ? { in: 'json', pointer: argument } : { in: name, name: argument };
}

function readValue(part: Part & { kind: 'read' }, { request, fields }: Scope): string | undefined | Unfit {
  if (part.name === 'field') return fields?.[part.argument] ?? (part.emptyWhenMissing ? '' : undefined);
  const locator = locatorOf(part);
  if (!locator) return values.signedHeaders(request, part.argument);
  const text = locate(locator, request);
  if (text !== undefined) return text;
  const reason = unfitAt(locator, request);
  if (reason !== null) return new Unfit(reason);
  return part.emptyWhenMissing ? '' : undefined;
}

const notText = new Unfit('the body is not valid UTF-8');
const notCanonical = new Unfit('the body is no JSON that has a canonical form (RFC 8785)');

function partBytes(part: Part, scope: Scope): Bytes | undefined | Unfit {
  if (part.kind === 'plain' || part.kind === 'read') {
    const value = part.kind === 'plain' ? plainValue(part.name, scope) : readValue(part, scope);
    return typeof value === 'string' ? utf8(value) : value;
  }
  const bytes = partBytes(part.of, scope);
  if (bytes === undefined || bytes instanceof Unfit) return bytes;
  switch (part.kind) {
    case 'hash':
      return utf8(encodeSignature(scope.crypto.hash(part.hash, bytes), part.encoding));
    case 'crc32':
      return utf8(String(crc32(bytes)));
    case 'base64':
      return utf8(toBase64(bytes));
    case 'base64url':
      return utf8(toBase64Url(bytes));
    case 'lower':
    case 'upper': {
      const text = utf8Text(bytes);
      if (text === null) return notText;
      return utf8(part.kind === 'lower' ? text.toLowerCase() : text.toUpperCase());
    }
    default:
      return unreachable(part);
  }
}

function evaluateNodes(nodes: readonly TemplateNode[], scope: Scope): Content {
  const content: Content = { pieces: [], missing: [], unfit: [] };
  for (const node of nodes) {
    if (node.kind === 'literal') {
      content.pieces.push({ source: 'literal', bytes: utf8(node.text) });
    } else if (node.kind === 'optional') {
      const inner = evaluateNodes(node.nodes, scope);
      content.unfit.push(...inner.unfit);
      if (inner.missing.length === 0) content.pieces.push(...inner.pieces);
    } else {
      const bytes = partBytes(node, scope);
      if (bytes instanceof Unfit) content.unfit.push(bytes.reason);
      else if (bytes === undefined) content.missing.push(node.source);
      else content.pieces.push({ source: node.source, bytes });
    }
  }
  return content;
}

/** The signed content of a request, piece by piece. Parts that are not there are named, never guessed. */
export const evaluate = (template: Template, scope: Scope): Content => evaluateNodes(template.nodes, scope);

/** The pieces as one run of bytes. A single piece is not copied, so that a large body costs nothing. */
export function joinPieces(pieces: readonly ContentPiece[]): Bytes {
  const [only] = pieces;
  return only && pieces.length === 1 ? only.bytes : concatBytes(...pieces.map((piece) => piece.bytes));
}

/** As much of a part as is shown. */
const previewBytes = 2048;
const mask = '••••••••';

/** A cut that does not split a UTF-8 character. */
function cutAt(bytes: Bytes, limit: number): Bytes {
  let end = limit;
  while (end > limit - 4 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--;
  return bytes.subarray(0, end);
}

function preview({ source, bytes }: ContentPiece): ContentPart {
  const hidden = source === 'secret' || source.endsWith(':secret');
  const truncated = bytes.length > previewBytes;
  const shown = truncated ? cutAt(bytes, previewBytes) : bytes;
  const text = hidden ? mask : utf8Text(shown);
  return {
    source,
    text: text ?? toBase64(shown),
    encoding: text === null ? 'base64' : 'utf8',
    bytes: bytes.length,
    truncated: truncated && !hidden,
  };
}

/** The pieces as an interface shows them: bounded, and the secret as dots. */
export const previewPieces = (pieces: readonly ContentPiece[]): ContentPart[] => pieces.map(preview);
