/** A search as it is looked up. All terms must fit. */
export interface SearchTerms {
  /** Folded, as {@link fold} does. */
  terms: string[];
  /** Query of the word index; null where a term has no word in it. */
  words: string | null;
  /** Whether a hit of the word index is a match at once, or its text has to be looked at (a term of several words). */
  wordsNeedLook: boolean;
  /** Query of the trigram index; null where every term is shorter than three characters. */
  parts: string | null;
}

/** Trigrams of one term that are looked up: more of them cost more than the few texts that they would rule out. */
const trigramsPerTerm = 6;

const wordPattern = /[\p{L}\p{N}\p{Co}]+/gu;
const wordCharacter = /[\p{L}\p{N}\p{Co}]/u;
const beyondAscii = /[\u0080-\uffff]/;

/** Case and diacritics away, in texts and in terms alike. */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  return !beyondAscii.test(lower) ? lower : lower.normalize('NFD').replace(/\p{Mn}/gu, '');
}

const quote = (token: string): string => `"${token.replaceAll('"', '""')}"`;

/** Evenly spread over the term, its ends included. */
function trigramsOf(term: string): string[] {
  const characters = [...term];
  const count = characters.length - 2;
  if (count < 1) return [];
  const taken = Math.min(count, trigramsPerTerm);
  const step = taken === 1 ? 0 : (count - 1) / (taken - 1);
  return Array.from({ length: taken }, (_, i) => {
    const at = Math.round(i * step);
    return characters.slice(at, at + 3).join('');
  });
}

/** Terms are parted by white space. */
export function parseSearch(search: string): SearchTerms {
  const terms = fold(search).replaceAll('\u0000', ' ').split(/\s+/).filter(Boolean);
  const words = terms.map((term) => term.match(wordPattern) ?? []);
  const trigrams = terms.flatMap(trigramsOf);
  return {
    terms,
    words:
      words.flat().length === 0 || words.some((found) => found.length === 0)
        ? null
        : words.flat().map(quote).join(' AND '),
    wordsNeedLook: terms.some((term, at) => words[at]?.[0] !== term),
    parts: trigrams.length === 0 ? null : [...new Set(trigrams)].map(quote).join(' AND '),
  };
}

/** Whether `term` stands in `text` with no letter or digit right before or after it. */
function includesWhole(text: string, term: string): boolean {
  for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + 1)) {
    const before = at === 0 || !wordCharacter.test(text.charAt(at - 1));
    if (before && !wordCharacter.test(text.charAt(at + term.length))) return true;
  }
  return false;
}

/** All terms as whole words of the delivery's full text. */
export const fitsAsWords = ({ terms, words }: SearchTerms, wordsText: string): boolean =>
  words !== null && terms.every((term) => includesWhole(wordsText, term));

/** All terms as parts of the delivery's values. */
export const fitsAsParts = ({ terms, parts }: SearchTerms, partsText: string): boolean =>
  parts !== null && terms.every((term) => partsText.includes(term));
