import type { Member } from './form-reader.ts';
import { stringValue } from './tokens.ts';

/**
 * `v8`: whole numbers first, in their order, the last of equal keys in the place of the first (JSON.parse and stringify).
 * `length`: the shortest first (jsonb, MySQL). `top`: sorted on the outermost level alone.
 */
export type KeyOrder =
  | 'code-unit'
  | 'bytes'
  | 'length'
  | 'v8'
  | 'case-insensitive'
  | 'top'
  | 'reversed'
  | 'deduplicated';

const byCodeUnit = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Code points in their order, which is that of UTF-8 bytes. */
function byCodePoint(a: string, b: string): number {
  for (let i = 0; i < a.length && i < b.length; ) {
    const [x = 0, y = 0] = [a.codePointAt(i), b.codePointAt(i)];
    if (x !== y) return x - y;
    i += x > 0xffff ? 2 : 1;
  }
  return a.length - b.length;
}

interface Named {
  member: Member;
  name: string;
}

const utf8Length = (text: string) => new TextEncoder().encode(text).length;

const comparisons = {
  'code-unit': byCodeUnit,
  bytes: byCodePoint,
  length: (a: string, b: string) => utf8Length(a) - utf8Length(b) || byCodePoint(a, b),
  'case-insensitive': (a: string, b: string) => byCodeUnit(a.toLowerCase(), b.toLowerCase()),
} as const;

const isIndex = (name: string) => /^(?:0|[1-9]\d{0,9})$/.test(name) && Number(name) < 4_294_967_295;

/** The last of equal keys, in the place of the first. */
function deduplicated(named: readonly Named[]): Named[] {
  const last = new Map<string, Named>();
  for (const one of named) last.set(one.name, one);
  return last.size === named.length ? [...named] : [...last.values()];
}

/** Members as this order has them. */
export function ordered(members: readonly Member[], order: KeyOrder, isTop: boolean): readonly Member[] {
  if (order === 'top' && !isTop) return members;
  if (order === 'reversed') return [...members].reverse();
  const named = members.map((member) => ({ member, name: stringValue(member.key) }));
  if (order === 'deduplicated') return deduplicated(named).map(({ member }) => member);
  if (order === 'v8') {
    const unique = deduplicated(named);
    const indexes = unique
      .filter(({ name }) => isIndex(name))
      .sort((a, b) => Number(a.name) - Number(b.name));
    return [...indexes, ...unique.filter(({ name }) => !isIndex(name))].map(({ member }) => member);
  }
  const compare = comparisons[order === 'top' ? 'code-unit' : order];
  return named.sort((a, b) => compare(a.name, b.name)).map(({ member }) => member);
}
