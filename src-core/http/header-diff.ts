import type { RawHeaders } from './headers.ts';

/** A header that two requests have with different values, or that one of them lacks. */
export interface HeaderChange {
  name: string;
  left: string[];
  right: string[];
}

function valuesByName(rawHeaders: RawHeaders): Map<string, { name: string; values: string[] }> {
  const byName = new Map<string, { name: string; values: string[] }>();
  for (const [name, value] of rawHeaders) {
    const key = name.toLowerCase();
    const known = byName.get(key);
    if (known) known.values.push(value);
    else byName.set(key, { name, values: [value] });
  }
  return byName;
}

const same = (a: string[], b: string[]) => a.length === b.length && a.every((value, i) => value === b[i]);

/** Headers that differ, in the left's order, then those that only the right has. Names match whatever their case. */
export function headerDiff(left: RawHeaders, right: RawHeaders): HeaderChange[] {
  const [ours, theirs] = [valuesByName(left), valuesByName(right)];
  return [...new Set([...ours.keys(), ...theirs.keys()])].flatMap((key) => {
    const a = ours.get(key);
    const b = theirs.get(key);
    const change = { name: a?.name ?? b?.name ?? key, left: a?.values ?? [], right: b?.values ?? [] };
    return same(change.left, change.right) ? [] : [change];
  });
}
