import { filterKeyOf, filterKeys } from './fields.ts';

/** What may be typed next. */
export interface Suggestion {
  /** A key with its colon, or a value. */
  text: string;
  /** What it is: what a key takes, or how many deliveries have a value. */
  note: string;
}

/** A value that is there, and how many deliveries have it. */
export interface ValueCount {
  value: string;
  count: number;
}

const mostValues = 8;

const keyBeingTyped = /(?:^|[\s(-])([a-z]*)$/i;
const valueBeingTyped = /(?:^|[\s(-])([a-z][a-z_-]*):(?:[^\s,"]*,)*("?)([^\s,"]*)$/i;

/** The key whose value is being typed at the text's end, and what is there of it; null where none is. */
export function typedValue(text: string): { key: string; quote: string; typed: string } | null {
  const match = valueBeingTyped.exec(text);
  const key = match?.[1]?.toLowerCase();
  return key === undefined || !filterKeyOf(key)
    ? null
    : { key, quote: match?.[2] ?? '', typed: match?.[3] ?? '' };
}

/**
 * Suggests keys while one may be typed (all at the start of a text, none within a word that is no key), and values behind
 * a key: those that are there first, the most frequent foremost, then those that always are.
 */
export function suggestionsFor(
  text: string,
  valuesThere: (key: string) => readonly ValueCount[],
): Suggestion[] {
  const value = typedValue(text);
  if (value) {
    const typed = value.typed.toLowerCase();
    const there = valuesThere(value.key);
    const known = new Set(there.map((each) => each.value));
    const always = filterKeyOf(value.key)?.values ?? [];
    return [
      ...there.map(({ value: each, count }) => ({ text: each, note: count.toLocaleString('en-US') })),
      ...always.filter((each) => !known.has(each)).map((each) => ({ text: each, note: '' })),
    ]
      .filter((each) => each.text.toLowerCase().startsWith(typed) && each.text.toLowerCase() !== typed)
      .slice(0, mostValues);
  }
  const typed = keyBeingTyped.exec(text)?.[1]?.toLowerCase();
  if (typed === undefined || (typed === '' && text.trim() !== '')) return [];
  return filterKeys
    .filter((key) => key.name.startsWith(typed))
    .map((key) => ({
      text: `${key.name}${key.name === 'body' || key.name === 'header' ? '.' : ':'}`,
      note: key.takes,
    }));
}

/** The text with its last piece made the suggested one. */
export function complete(text: string, suggestion: Suggestion): string {
  const value = typedValue(text);
  if (!value) return text.replace(/[a-z]*$/i, suggestion.text);
  const start = text.slice(0, text.length - value.typed.length - value.quote.length);
  return `${start}${/[\s"(),]/.test(suggestion.text) ? JSON.stringify(suggestion.text) : suggestion.text} `;
}
