import { utf8 } from '../bytes/encoding.ts';
import type { RawHeaders } from '../http/headers.ts';
import { pointerSegments } from '../json/spans.ts';
import type { Json } from '../json/value.ts';
import type { HandshakeRule } from '../providers/provider.ts';
import type { UnsignedEvent } from './mutation.ts';

/** A handshake as its provider sends it, but for the signature. */
export interface HandshakeRequest extends UnsignedEvent {
  /** Without its `?`; empty where there is none. */
  query: string;
}

const formType = 'application/x-www-form-urlencoded';

function withPointer(root: { [key: string]: Json }, pointer: string, value: Json): void {
  const path = pointerSegments(pointer);
  let at = root;
  path.forEach((segment, depth) => {
    if (depth === path.length - 1) {
      at[segment] = value;
      return;
    }
    const next = at[segment];
    const inner = typeof next === 'object' && next !== null && !Array.isArray(next) ? next : {};
    at[segment] = inner;
    at = inner;
  });
}

/**
 * A request that a rule knows for a handshake: every condition of its `match` holds, `*` filled with `challenge`. Values that the
 * rule's answer reads and its conditions don't name are filled too.
 */
export function handshakeRequest(
  { match, respond, token }: HandshakeRule,
  contentType: string,
  challenge: string,
): HandshakeRequest {
  const value = (wanted: string): string => (wanted === '*' ? challenge : wanted);
  const wanted = (record: Record<string, string> = {}): [string, string][] =>
    Object.entries(record).flatMap(([name, text]): [string, string][] =>
      text === '!' ? [] : [[name, value(text)]],
    );
  const asParams = (pairs: readonly [string, string][]): URLSearchParams => {
    const params = new URLSearchParams();
    for (const [name, text] of pairs) params.set(name, text);
    return params;
  };
  const query = asParams(wanted(match.query));
  const rawHeaders: RawHeaders = wanted(match.header);
  const json: { [key: string]: Json } = {};
  const form = asParams(wanted(match.form));
  let hasJson = false;
  for (const [pointer, text] of Object.entries(match.json ?? {})) {
    if (text === '!') continue;
    hasJson = true;
    withPointer(json, pointer, text === '*' ? challenge : text);
  }
  const read = [respond.body, ...Object.values(respond.headers)].join(' ');
  for (const [, kind = '', name = ''] of read.matchAll(/\{?\b(json|query|header|form):([^{}<>:+]+)/g)) {
    if (kind === 'query' && !query.has(name)) query.set(name, challenge);
    if (kind === 'form' && !form.has(name)) form.set(name, challenge);
    if (kind === 'header' && !rawHeaders.some(([known]) => known.toLowerCase() === name.toLowerCase())) {
      rawHeaders.push([name, challenge]);
    }
    if (kind === 'json' && match.json?.[name] === undefined) {
      hasJson = true;
      withPointer(json, name, challenge);
    }
  }
  if (token?.at.in === 'query' && !query.has(token.at.name)) query.set(token.at.name, challenge);
  const isForm = form.toString() !== '';
  const method = match.method ?? (hasJson || isForm || match.emptyBody ? 'POST' : 'GET');
  const isEmpty = match.emptyBody === true || method === 'GET' || (!hasJson && !isForm);
  const type = isForm ? formType : hasJson ? 'application/json' : contentType;
  return {
    method,
    query: query.toString(),
    rawHeaders: isEmpty ? rawHeaders : [['Content-Type', type], ...rawHeaders],
    body: isEmpty ? new Uint8Array() : utf8(isForm ? form.toString() : JSON.stringify(json)),
  };
}
