import { type HashName, hashNames } from '../../bytes/crypto.ts';
import { nearest } from '../../errors/nearest.ts';
import { TackleboxError } from '../../errors/tacklebox-error.ts';
import type { SignatureEncoding } from './terms.ts';

/** Parts without an argument. What each means is said at the top of scheme.ts. */
const plainParts = [
  'body',
  'timestamp',
  'id',
  'nonce',
  'secret',
  'method',
  'url',
  'path',
  'query',
  'pathQuery',
  'host',
  'urlWithoutQuery',
  'sortedQuery',
  'canonicalJson',
  'sortedFormParams',
  'urlWithPort',
  'urlWithoutPort',
  'bodyEscaped',
  'hubspotUrl',
  'contentfulPath',
  'plivoUrl',
] as const;
export type PlainPart = (typeof plainParts)[number];

/** Parts that read one place of the request: `{header:X-Id}`. */
const readParts = ['header', 'query', 'json', 'form', 'field', 'signedHeaders'] as const;
type ReadPart = (typeof readParts)[number];

/** Words before a part that print it in another way. */
const words = ['crc32', 'lower', 'upper', 'base64', 'base64url'] as const;
type Word = (typeof words)[number];

export type Part =
  | { kind: 'plain'; name: PlainPart; source: string }
  | { kind: 'read'; name: ReadPart; argument: string; emptyWhenMissing: boolean; source: string }
  | { kind: 'hash'; hash: HashName; encoding: SignatureEncoding; of: Part; source: string }
  | { kind: Word; of: Part; source: string };

export type TemplateNode =
  | { kind: 'literal'; text: string }
  | Part
  | { kind: 'optional'; nodes: TemplateNode[] };

export interface Template {
  readonly text: string;
  readonly nodes: readonly TemplateNode[];
  /** Whether a part of this name is anywhere in it. */
  uses(name: PlainPart): boolean;
  /** The header that lists the signed ones, where the template has {signedHeaders:Name}. */
  readonly signedHeadersIn: string | undefined;
  /** Names of the scheme's fields that it reads. */
  readonly fields: readonly string[];
}

const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t' };

/** As much of a hostile template as a message quotes. */
const maxQuoted = 200;
const quoted = (text: string): string => (text.length > maxQuoted ? `${text.slice(0, maxQuoted)}…` : text);

function invalid(template: string, problem: string): TackleboxError {
  return new TackleboxError(
    'scheme_invalid',
    `The template ${JSON.stringify(quoted(template))} ${problem}.`,
    {
      details: { template: quoted(template) },
    },
  );
}

/** Longer than any provider's by far. Bounds, with those below, what a template can cost. */
const maxTemplateCharacters = 8000;
/** Each part may be the whole body, so that a content is at most so many times as long as it. */
const maxParts = 100;
/** Words before a part, as in {lower:hash-hex:sha256:body}. */
const maxWords = 8;

function isOneOf<T extends string>(names: readonly T[], name: string): name is T {
  return (names as readonly string[]).includes(name);
}

const hashPrefix = /^hash-(hex|hex-upper|base64|base64url):([a-z0-9-]+):(.+)$/;

function parsePart(source: string, template: string, depth = 0): Part {
  if (depth > maxWords) throw invalid(template, `puts more than ${maxWords} words before a part`);
  if (isOneOf(plainParts, source)) return { kind: 'plain', name: source, source };
  const hash = hashPrefix.exec(source);
  if (hash) {
    const [, encoding, name = '', of = ''] = hash;
    if (!isOneOf(hashNames, name)) {
      throw invalid(template, `names the hash ${name}; known are ${hashNames.join(', ')}`);
    }
    const encodings = ['hex', 'hex-upper', 'base64', 'base64url'] as const;
    return {
      kind: 'hash',
      hash: name,
      encoding: encodings.find((known) => known === encoding) ?? 'hex',
      of: parsePart(of, template, depth + 1),
      source,
    };
  }
  const colon = source.indexOf(':');
  const word = colon < 0 ? source : source.slice(0, colon);
  const argument = colon < 0 ? '' : source.slice(colon + 1);
  if (isOneOf(words, word)) {
    return { kind: word, of: parsePart(argument, template, depth + 1), source };
  }
  const emptyWhenMissing = word.endsWith('?');
  const name = emptyWhenMissing ? word.slice(0, -1) : word;
  if (isOneOf(readParts, name)) {
    if (name === 'json' && argument !== '' && !argument.startsWith('/')) {
      throw invalid(template, `reads {${source}}; a JSON pointer begins with /`);
    }
    if (name !== 'json' && argument === '') throw invalid(template, `reads {${source}} without a name`);
    return { kind: 'read', name, argument, emptyWhenMissing, source };
  }
  const [meant] = nearest(word, [...plainParts, ...readParts, ...words], 1);
  throw invalid(template, `has an unknown part {${quoted(source)}}; did you mean {${meant}}?`);
}

/** Splits a template into literals and the insides of braces, escapes undone. */
export function* tokens(template: string): Generator<{ literal: string } | { part: string }> {
  let literal = '';
  for (let i = 0; i < template.length; i++) {
    const character = template.charAt(i);
    if (character === '\\' && i + 1 < template.length) {
      const next = template.charAt(++i);
      literal += escapes[next] ?? next;
    } else if (character === '{') {
      const end = template.indexOf('}', i);
      if (end < 0) throw invalid(template, 'opens a brace and never closes it; write \\{ for a literal one');
      if (literal !== '') yield { literal };
      literal = '';
      yield { part: template.slice(i + 1, end) };
      i = end;
    } else {
      literal += character;
    }
  }
  if (literal !== '') yield { literal };
}

function parse(text: string): Template {
  if (text.length > maxTemplateCharacters) {
    throw invalid(text, `has more than ${maxTemplateCharacters} characters`);
  }
  let parts = 0;
  const nodes: TemplateNode[] = [];
  const used = new Set<string>();
  let signedHeadersIn: string | undefined;
  const fields: string[] = [];
  let into = nodes;
  const note = (part: Part): void => {
    if (part.kind === 'plain') used.add(part.name);
    else if (part.kind !== 'read') note(part.of);
    else if (part.name === 'signedHeaders') signedHeadersIn = part.argument;
    else if (part.name === 'field') fields.push(part.argument);
  };
  for (const token of tokens(text)) {
    if ('literal' in token) {
      into.push({ kind: 'literal', text: token.literal });
    } else if (token.part === 'optional') {
      if (into !== nodes) throw invalid(text, 'puts {optional} inside {optional}');
      into = [];
      nodes.push({ kind: 'optional', nodes: into });
    } else if (token.part === 'end') {
      if (into === nodes) throw invalid(text, 'has an {end} without {optional}');
      into = nodes;
    } else {
      if (++parts > maxParts) throw invalid(text, `has more than ${maxParts} parts`);
      const part = parsePart(token.part, text);
      note(part);
      into.push(part);
    }
  }
  if (into !== nodes) throw invalid(text, 'has an {optional} without {end}');
  return { text, nodes, uses: (name) => used.has(name), signedHeadersIn, fields };
}

const cache = new Map<string, Template>();
const cacheLimit = 500;

/** Parses a template of signed content, once. Throws scheme_invalid, naming the part that isn't known. */
export function parseTemplate(text: string): Template {
  const cached = cache.get(text);
  if (cached) return cached;
  const template = parse(text);
  if (cache.size >= cacheLimit) cache.clear();
  cache.set(text, template);
  return template;
}
