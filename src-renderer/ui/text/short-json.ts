/** Ends at about `maxCharacters`, however large or deep the value is: work is in proportion to what is shown. */
export function shortJson(value: unknown, maxCharacters = 2000): string {
  const parts: string[] = [];
  let length = 0;
  const put = (text: string) => {
    parts.push(text);
    length += text.length;
  };
  /** What is still to be written, the next one last: text, or a value in a box of its own. */
  const open: (string | { value: unknown })[] = [{ value }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (length > maxCharacters) {
      put('…');
      break;
    }
    if (typeof next === 'string') put(next);
    else if (Array.isArray(next.value)) openList(open, next.value, maxCharacters);
    else if (typeof next.value === 'object' && next.value !== null)
      openObject(open, Object.entries(next.value), maxCharacters);
    else if (typeof next.value === 'string') put(JSON.stringify(next.value.slice(0, maxCharacters)));
    else put(JSON.stringify(next.value) ?? '–');
  }
  return parts.join('');
}

type Open = (string | { value: unknown })[];

function openList(open: Open, items: readonly unknown[], most: number): void {
  const inside = items
    .slice(0, most)
    .flatMap((item, at): Open => (at === 0 ? [{ value: item }] : [',', { value: item }]));
  for (const part of ['[', ...inside, ']'].reverse()) open.push(part);
}

function openObject(open: Open, entries: readonly [string, unknown][], most: number): void {
  const inside = entries
    .slice(0, most)
    .flatMap(
      ([key, value], at): Open => [`${at === 0 ? '' : ','}${JSON.stringify(key.slice(0, most))}:`, { value }],
    );
  for (const part of ['{', ...inside, '}'].reverse()) open.push(part);
}
