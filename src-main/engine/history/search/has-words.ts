import { partsText, type SearchableRow, wordsText } from './search-text.ts';
import { fitsAsParts, fitsAsWords, fold, parseSearch } from './terms.ts';

const oneBlank = (text: string): string => text.replace(/\s+/g, ' ').trim();

/**
 * Whether a request has these words in it, as a search for them would find it: each as a whole word, or each as a part of
 * its values. A phrase stands there as it is, but for case, accents and the width of blanks.
 */
export function hasWords(
  row: SearchableRow,
  { text, phrase }: { text: string; phrase: boolean },
  readFile: (name: string) => Buffer,
): boolean {
  const terms = parseSearch(text);
  if (terms.terms.length === 0) return true;
  const parts = partsText(row, readFile);
  const words = wordsText(row, readFile);
  if (!fitsAsParts(terms, parts) && !fitsAsWords(terms, words)) return false;
  if (!phrase) return true;
  const wanted = oneBlank(fold(text));
  return oneBlank(words).includes(wanted) || oneBlank(parts).includes(wanted);
}
