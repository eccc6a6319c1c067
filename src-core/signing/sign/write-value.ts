import { lossyText, utf8 } from '../../bytes/encoding.ts';
import { TackleboxError } from '../../errors/tacklebox-error.ts';
import { type SignedRequest, withHeader } from '../../http/request.ts';
import { withValueAt } from '../../json/spans.ts';
import { describeLocator, valueAt } from '../schemes/locate.ts';
import { isForm, isUrlEncoded, jsonOf } from '../schemes/parsed-body.ts';
import type { Locator } from '../schemes/scheme.ts';

/** `name=value&…` with `name` set, its first place kept, everything else as it stands. */
function withField(text: string, name: string, value: string): string {
  const pair = new URLSearchParams();
  pair.set(name, value);
  const printed = pair.toString();
  const pairs = text === '' ? [] : text.split('&');
  const at = pairs.findIndex((old) => new URLSearchParams(old).has(name));
  return (at < 0 ? [...pairs, printed] : pairs.map((old, i) => (i === at ? printed : old))).join('&');
}

function withQuery(url: string, name: string, value: string): string {
  const hash = url.indexOf('#');
  const base = hash < 0 ? url : url.slice(0, hash);
  const fragment = hash < 0 ? '' : url.slice(hash);
  const question = base.indexOf('?');
  const path = question < 0 ? base : base.slice(0, question);
  const query = question < 0 ? '' : base.slice(question + 1);
  return `${path}?${withField(query, name, value)}${fragment}`;
}

const cannot = (locator: Locator, why: string) =>
  new TackleboxError('scheme_cannot_sign', `This scheme writes to ${describeLocator(locator)}, but ${why}.`);

/** The same request with a value where a locator points. Nothing else of it changes. Throws scheme_cannot_sign. */
export function withValue(request: SignedRequest, locator: Locator, value: string): SignedRequest {
  switch (locator.in) {
    case 'header': {
      const rawHeaders = withHeader(request.rawHeaders, locator.name.replace(/\*$/, '1'), value);
      return { ...request, rawHeaders };
    }
    case 'query':
      return { ...request, url: withQuery(request.url, locator.name, value) };
    case 'form': {
      if (isForm(request) && !isUrlEncoded(request)) throw cannot(locator, 'the body is a multipart form');
      return { ...request, body: utf8(withField(lossyText(request.body), locator.name, value)) };
    }
    case 'json': {
      const json = isForm(request) ? null : jsonOf(request);
      const isNumber = json !== null && typeof valueAt(json.value, locator.pointer) === 'number';
      // What was a number stays one: Linear's own library refuses its timestamp as text.
      const printed = isNumber && /^-?\d+(\.\d+)?$/.test(value) ? value : JSON.stringify(value);
      const text = json && withValueAt(json.text, locator.pointer, printed);
      if (text === null) throw cannot(locator, 'the body is not a JSON object');
      return { ...request, body: utf8(text) };
    }
  }
}

/** The name that a header locator writes; undefined for the other places. */
export const writtenHeader = (locator: Locator): string | undefined =>
  locator.in === 'header' ? locator.name.replace(/\*$/, '1') : undefined;

/** The headers of a request that bear one of these names, in the request's order. */
export function headersNamed(
  request: SignedRequest,
  names: readonly (string | undefined)[],
): [string, string][] {
  const wanted = new Set(names.map((name) => name?.toLowerCase()));
  return request.rawHeaders.filter(([name]) => wanted.has(name.toLowerCase()));
}
