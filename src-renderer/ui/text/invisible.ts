/** A stretch of text: shown as it is, or (`mark`) drawn because nobody would see it. */
export interface TextPiece {
  text: string;
  /** What is drawn in its place: the bytes in hex, and the name on hover. */
  mark?: { hex: string; name: string };
}

const names: Record<string, string> = {
  '\u0000': 'null',
  '\t': 'tab',
  '\n': 'line feed',
  '\r': 'carriage return',
  '\u001b': 'escape',
  '\u007f': 'delete',
  '\u00a0': 'no-break space',
  '\u00ad': 'soft hyphen',
  '\u200b': 'zero-width space',
  '\u200c': 'zero-width non-joiner',
  '\u200d': 'zero-width joiner',
  '\u200e': 'left-to-right mark',
  '\u200f': 'right-to-left mark',
  '\u2028': 'line separator',
  '\u2029': 'paragraph separator',
  '\u2060': 'word joiner',
  '\ufeff': 'byte order mark',
  '\ufffd': 'not valid UTF-8',
};

const invisible =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  /[\u0000-\u001f\u007f\u00a0\u00ad\u200b-\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\ufffd]/g;
const encoder = new TextEncoder();

/** The bytes of a character, `E2 80 8B`. */
export const hexOf = (character: string): string =>
  [...encoder.encode(character)].map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(' ');

/** Splits text at what can't be seen. */
export function textPieces(text: string): TextPiece[] {
  const pieces: TextPiece[] = [];
  let at = 0;
  for (const match of text.matchAll(invisible)) {
    if (match.index > at) pieces.push({ text: text.slice(at, match.index) });
    const character = match[0];
    pieces.push({
      text: character,
      mark: { hex: hexOf(character), name: names[character] ?? 'control character' },
    });
    at = match.index + character.length;
  }
  if (at < text.length) pieces.push({ text: text.slice(at) });
  return pieces;
}
