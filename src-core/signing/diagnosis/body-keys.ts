/** Names of fields as languages and frameworks like them. */

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

const wordsOf = (name: string): string[] =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .split(/[_\-\s]+/)
    .filter(Boolean)
    .map((word) => word.toLowerCase());

const styles: readonly [name: string, make: (words: string[], own: string) => string][] = [
  ['snake_case', (words) => words.join('_')],
  ['camelCase', (words) => words.map((word, at) => (at === 0 ? word : capital(word))).join('')],
  ['PascalCase', (words) => words.map(capital).join('')],
  ['kebab-case', (words) => words.join('-')],
  ['lower case', (_, own) => own.toLowerCase()],
  ['capitals', (words) => words.join('_').toUpperCase()],
];

/** The JSON text with its keys in other cases, its layout as it is. */
export function* recasedKeys(text: string): Generator<{ style: string; text: string }> {
  for (const [style, make] of styles) {
    const recased = text.replace(/"([A-Za-z_][\w-]{0,100})"(?=\s*:)/g, (_, name: string) => {
      const words = wordsOf(name);
      return JSON.stringify(words.length === 0 ? name : make(words, name));
    });
    if (recased !== text) yield { style, text: recased };
  }
}
