import { utf8 } from '#core/bytes/encoding.ts';
import type { SignedRequest } from '#core/http/request.ts';
import type { HandshakeRule } from '#core/providers/provider.ts';

/** A value for a condition: `*` may be anything. */
const filled = (wanted: string): string => (wanted === '*' ? 'value' : wanted);
const stated = (conditions: Record<string, string> | undefined): [string, string][] =>
  Object.entries(conditions ?? {})
    .filter(([, wanted]) => wanted !== '!')
    .map(([name, wanted]) => [name, filled(wanted)]);

/** Puts a value where a JSON pointer without lists points. */
function put(root: Record<string, unknown>, pointer: string, value: unknown): void {
  const names = pointer.split('/').slice(1);
  const last = names.pop() ?? '';
  let at = root;
  for (const name of names) {
    const next = at[name];
    const child: Record<string, unknown> = typeof next === 'object' && next !== null ? { ...next } : {};
    at[name] = child;
    at = child;
  }
  at[last] = value;
}

/** Values that a rule's answer repeats, by where in the request it finds them. */
function repeated({ respond, manualStep, secretFrom }: HandshakeRule): { place: string; name: string }[] {
  const templates = [respond.body, ...Object.values(respond.headers), manualStep ?? ''].join(' ');
  const parts = [...templates.matchAll(/(json|query|header):([^}+>]+)/g)];
  const found = parts.map(([, place = '', name = '']) => ({ place, name }));
  if (secretFrom?.in === 'json') found.push({ place: 'json', name: secretFrom.pointer });
  if (secretFrom?.in === 'header') found.push({ place: 'header', name: secretFrom.name });
  return found;
}

/** A request that a handshake's rule matches, with its agreed token and what the answer repeats. */
export function asking(rule: HandshakeRule): SignedRequest {
  const { match, token } = rule;
  const query = new URLSearchParams(stated(match.query));
  const json: Record<string, unknown> = {};
  for (const [pointer, wanted] of Object.entries(match.json ?? {}))
    if (wanted !== '!') put(json, pointer, wanted === '*' ? 'value' : wanted);
  if (token?.at.in === 'query') query.set(token.at.name, 'agreed');
  if (token?.at.in === 'json') put(json, token.at.pointer, 'agreed');
  const rawHeaders = stated(match.header);
  if (token?.at.in === 'header') rawHeaders.push([token.at.name, 'agreed']);
  for (const { place, name } of repeated(rule)) {
    if (place === 'query' && !query.has(name)) query.set(name, 'value');
    if (place === 'header' && !rawHeaders.some(([known]) => known.toLowerCase() === name.toLowerCase()))
      rawHeaders.push([name, 'value']);
    if (place === 'json' && match.json?.[name] === undefined) put(json, name, 'value');
  }
  const form = new URLSearchParams(stated(match.form));
  const isForm = [...form].length > 0;
  if (isForm) rawHeaders.push(['Content-Type', 'application/x-www-form-urlencoded']);
  const text = match.emptyBody
    ? ''
    : isForm
      ? String(form)
      : Object.keys(json).length > 0
        ? JSON.stringify(json)
        : '';
  const search = String(query);
  return {
    method: match.method ?? 'POST',
    url: `https://example.com/hooks${search === '' ? '' : `?${search}`}`,
    rawHeaders,
    body: utf8(match.emptyBody === false && text === '' ? '{}' : text),
  };
}
