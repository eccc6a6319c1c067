import { type Bytes, latin1, utf8 } from '../../bytes/encoding.ts';
import { parseUrl } from '../../http/parse-url.ts';
import {
  allHeaders,
  findHeader,
  pathAndQuery,
  queryOf,
  type SignedRequest,
  urlOf,
} from '../../http/request.ts';
import {
  type Item,
  parseDictionary,
  parseItem,
  parseList,
  printDictionary,
  printItem,
  printList,
  printMember,
} from '../../http/structured-fields.ts';

/** Components of an HTTP message that a signature covers, and their values (RFC 9421, 2). */

export interface Component {
  /** As it stands in Signature-Input: `"@method"`, `"@query-param";name="id"`. */
  text: string;
  name: string;
  item: Item;
}

/** Why a component has no value here, as the end of a sentence. */
export interface NoValue {
  problem: string;
}

const known = ['sf', 'key', 'bs', 'tr', 'req', 'name'];

export function componentOf(item: Item): Component | NoValue {
  if (item.item.kind !== 'string') return { problem: 'a component is no text' };
  const name = item.item.value;
  const text = printItem(item);
  if (name !== name.toLowerCase()) return { problem: `the component ${text} is not in lower case` };
  const strange = [...item.params.keys()].find((param) => !known.includes(param));
  if (strange !== undefined) return { problem: `the component ${text} has an unknown parameter ${strange}` };
  return { text, name, item };
}

/** A component as schemes write it: bare, or as in Signature-Input. */
export function readComponent(text: string): Component | NoValue {
  const item: Item | null = text.startsWith('"')
    ? parseItem(text)
    : { item: { kind: 'string', value: text }, params: new Map() };
  return item ? componentOf(item) : { problem: `${text} can't be read as a component` };
}

const stringParam = ({ item }: Component, name: string): string | null => {
  const param = item.params.get(name);
  return param?.kind === 'string' ? param.value : null;
};

const has = ({ item }: Component, name: string): boolean => {
  const param = item.params.get(name);
  return param?.kind === 'boolean' && param.value;
};

/** Percent-encoded as a form is, but for blanks, which are %20 (2.2.8). */
const encoded = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()~]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

function queryParam(component: Component, request: SignedRequest): string | NoValue {
  const name = stringParam(component, 'name');
  if (name === null) return { problem: `${component.text} lacks the parameter name` };
  const values: string[] = [];
  for (const [key, value] of new URLSearchParams(queryOf(request)))
    if (encoded(key) === name) values.push(value);
  const [only] = values;
  if (only === undefined) return { problem: `the address has no query parameter ${name}` };
  return values.length === 1
    ? encoded(only)
    : { problem: `the query parameter ${name} is there ${values.length} times, which can't be signed so` };
}

const unknownAddress: NoValue = { problem: 'the whole address of the request is not known' };

function derived(component: Component, request: SignedRequest): string | NoValue {
  const url = parseUrl(urlOf(request));
  switch (component.name) {
    case '@method':
      return request.method;
    case '@target-uri':
      return url ? urlOf(request) : unknownAddress;
    case '@authority':
      return url?.host ?? findHeader(request.rawHeaders, 'host')?.toLowerCase() ?? unknownAddress;
    case '@scheme':
      return url ? url.protocol.replace(':', '') : unknownAddress;
    case '@request-target':
      return pathAndQuery(request);
    case '@path':
      return pathAndQuery(request).split('?', 1)[0] || '/';
    case '@query':
      return `?${queryOf(request)}`;
    case '@query-param':
      return queryParam(component, request);
    case '@status':
      return { problem: '@status belongs to responses, and this is a request' };
    default:
      return { problem: `${component.text} is no derived component of a request` };
  }
}

function asStructured(component: Component, text: string): string | NoValue {
  const dictionary = parseDictionary(text);
  if (dictionary) return printDictionary(dictionary);
  const list = parseList(text);
  if (list) return printList(list);
  const item = parseItem(text);
  return item ? printItem(item) : { problem: `the header ${component.name} is no structured field` };
}

function member(component: Component, text: string): string | NoValue {
  const key = stringParam(component, 'key');
  const found = key === null ? undefined : parseDictionary(text)?.get(key);
  return found ? printMember(found) : { problem: `the header ${component.name} has no member ${key ?? ''}` };
}

/** Lines of a field as one value: trimmed, folded lines joined, commas between (2.1). */
const trimmed = (value: string): string => value.replace(/\s*\r?\n\s+/g, ' ').trim();

function field(component: Component, request: SignedRequest): string | NoValue {
  const lines = allHeaders(request.rawHeaders, component.name.replace(/\*$/, '')).map(trimmed);
  if (lines.length === 0 || component.name.endsWith('*')) {
    return { problem: `the request lacks the header ${component.name}` };
  }
  const isBinary = has(component, 'bs');
  const isMember = component.item.params.has('key');
  if (isBinary && (isMember || has(component, 'sf'))) {
    return { problem: `${component.text} asks for bytes and for a structured field at once` };
  }
  if (isBinary) {
    return lines
      .map((line) => printItem({ item: { kind: 'bytes', value: latin1(line) }, params: new Map() }))
      .join(', ');
  }
  const value = lines.join(', ');
  if (isMember) return member(component, value);
  return has(component, 'sf') ? asStructured(component, value) : value;
}

/** The value of a component in this request. */
export function componentValue(component: Component, request: SignedRequest): string | NoValue {
  const { params } = component.item;
  if (params.has('req'))
    return { problem: `${component.text} speaks of a request that was answered, and this is a request` };
  if (params.has('tr')) return { problem: `${component.text} is in trailers, which are not kept` };
  if (component.name === '@signature-params')
    return { problem: '@signature-params can’t be covered by name' };
  const value = component.name.startsWith('@') ? derived(component, request) : field(component, request);
  if (typeof value === 'string' && /[\r\n]/.test(value))
    return { problem: `${component.text} holds a line break` };
  return value;
}

export interface BaseLine {
  source: string;
  before: string;
  bytes: Bytes;
}

/** The signature base (2.5), line by line; a problem where a component has no value or stands there twice. */
export function signatureBase(
  components: readonly Component[],
  params: string,
  request: SignedRequest,
): BaseLine[] | NoValue {
  const lines: BaseLine[] = [];
  const seen = new Set<string>();
  for (const component of components) {
    if (seen.has(component.text)) return { problem: `${component.text} is covered twice` };
    seen.add(component.text);
    const value = componentValue(component, request);
    if (typeof value !== 'string') return value;
    lines.push({ source: component.name, before: `${component.text}: `, bytes: latin1(value) });
  }
  lines.push({ source: '@signature-params', before: '"@signature-params": ', bytes: utf8(params) });
  return lines;
}

export const isNoValue = (value: object): value is NoValue => 'problem' in value;

/** Why a component that a scheme names can't be read, or has no value in any request; null where it may have one. */
export function componentProblem(text: string): string | null {
  const component = readComponent(text);
  if (isNoValue(component)) return component.problem;
  const { params } = component.item;
  if (params.has('req') || params.has('tr'))
    return `${component.text} has no value in a request that is caught or sent here`;
  if (!component.name.startsWith('@')) return null;
  const value = derived(component, {
    method: 'POST',
    url: 'https://example.com/',
    rawHeaders: [],
    body: new Uint8Array(),
  });
  return typeof value === 'string' || (component.name === '@query-param' && params.has('name'))
    ? null
    : value.problem;
}
