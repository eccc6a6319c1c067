import type { Json } from './value.ts';

/** One difference between two JSON values, by JSON pointer (RFC 6901). */
export interface JsonChange {
  pointer: string;
  change: 'added' | 'removed' | 'changed';
  left?: Json;
  right?: Json;
}

/** Beyond so many changes two payloads have nothing to do with each other, and nobody reads on. */
export const maxJsonChanges = 2000;

const isObject = (value: Json): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const escaped = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');

type Members = [key: string, left: Json | undefined, right: Json | undefined][];

function membersOf(left: Json, right: Json): Members | null {
  if (isObject(left) && isObject(right)) {
    const own = (value: { [key: string]: Json }, key: string) =>
      Object.hasOwn(value, key) ? value[key] : undefined;
    const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
    return [...keys].map((key) => [escaped(key), own(left, key), own(right, key)]);
  }
  if (Array.isArray(left) && Array.isArray(right)) {
    const length = Math.max(left.length, right.length);
    return Array.from({ length }, (_, index) => [String(index), left[index], right[index]]);
  }
  return null;
}

/** What differs between two JSON values: members by name, elements by place. Key order and spacing don't count. */
export function jsonDiff(left: Json, right: Json): JsonChange[] {
  const changes: JsonChange[] = [];
  const open: [pointer: string, left: Json | undefined, right: Json | undefined][] = [['', left, right]];
  // A stack of its own: payloads may nest deeper than the engine's.
  for (let next = open.pop(); next && changes.length < maxJsonChanges; next = open.pop()) {
    const [pointer, a, b] = next;
    if (a === undefined && b === undefined) continue;
    if (a === undefined) changes.push({ pointer, change: 'added', ...(b === undefined ? {} : { right: b }) });
    else if (b === undefined) changes.push({ pointer, change: 'removed', left: a });
    else {
      const members = membersOf(a, b);
      if (members === null) {
        if (a !== b) changes.push({ pointer, change: 'changed', left: a, right: b });
      } else {
        for (const [key, l, r] of [...members].reverse()) open.push([`${pointer}/${key}`, l, r]);
      }
    }
  }
  return changes;
}
