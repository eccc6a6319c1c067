import { fromBase64, fromBase64Url, fromHex, utf8Text } from '../../bytes/encoding.ts';

/** What was put round a text, or done to it, after it was right; `oddity` ends the sentence "… is right, but". */
export interface Unwrapped {
  text: string;
  oddity: string;
}

type Undo = (text: string) => Unwrapped[];

const one = (text: string | null | undefined, from: string, oddity: string): Unwrapped[] =>
  text === null || text === undefined || text === from || text === '' ? [] : [{ text, oddity }];

const decodedUri = (text: string): string | null => {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
};

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** Text with its HTML entities turned into characters. */
export const withoutEntities = (text: string): string =>
  text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{2,6}));/gi,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return entities[name.toLowerCase()] ?? whole;
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code > 0 && code < 0x110000 ? String.fromCodePoint(code) : whole;
    },
  );

/** Strings inside JSON text, at any depth, the first dozens of them. */
export function jsonStrings(text: string): string[] {
  if (!/^\s*["[{]/.test(text)) return [];
  const found: string[] = [];
  const walk = (value: unknown) => {
    if (found.length > 40) return;
    if (typeof value === 'string') found.push(value);
    else if (typeof value === 'object' && value !== null)
      for (const inner of Object.values(value)) walk(inner);
  };
  try {
    walk(JSON.parse(text));
  } catch {
    return [];
  }
  return found;
}

const printable = (text: string | null): string | null =>
  text !== null && /^[\x20-\x7e\n]{4,}$/.test(text) ? text.trim() : null;
const inner = (bytes: Uint8Array | null): string | null => printable(bytes && utf8Text(bytes));

/** One layer of whatever a header's text may be wrapped in. */
export const layers: readonly Undo[] = [
  (text) => one(text.trim(), text, 'white space stands round it'),
  (text) =>
    jsonStrings(/[[{].*[\]}]/s.exec(text)?.[0] ?? '').map((found) => ({
      text: found,
      oddity: 'it stands inside a JSON object',
    })),
  (text) => one(/^(["'`])(.*)\1$/s.exec(text)?.[2], text, 'it stands in quotes'),
  (text) => one(/[=:,\s](["'`])([^"'`]+)\1/.exec(text)?.[2], text, 'it stands in quotes'),
  (text) =>
    one(/["'`“”„’]/.test(text) ? text.replace(/["'`“”„’]/g, '') : null, text, 'there are quotes in it'),
  (text) =>
    one(
      /\bb(["'])([^"']+)\1/.exec(text)?.[2],
      text,
      "it was printed as Python bytes (b'…')".replace('…', ' '),
    ),
  (text) =>
    one(
      /\\(?:u[0-9a-f]{4}|[/+="])/i.test(text)
        ? text
            .replace(/\\u([0-9a-f]{4})/gi, (_, digits: string) =>
              String.fromCharCode(Number.parseInt(digits, 16)),
            )
            .replace(/\\([/+="])/g, '$1')
        : null,
      text,
      'characters of it are escaped by backslashes, as JSON is printed (\\/ for /, \\u003d for =)',
    ),
  (text) => one(/^[<([{]\s*(.*?)\s*[>)\]}]$/s.exec(text)?.[1], text, 'brackets stand round it'),
  (text) =>
    one(
      /\\[rnt]/.test(text) ? text.replace(/(?:\\[rnt])+/g, '') : null,
      text,
      'an escaped line break (\\n) stands at its end',
    ),
  (text) =>
    one(/%[0-9a-f]{2}/i.test(text) ? decodedUri(text) : null, text, 'it is percent-encoded (URL-encoded)'),
  (text) => one(/&[#a-z0-9]+;/i.test(text) ? withoutEntities(text) : null, text, 'HTML entities stand in it'),
  (text) =>
    one(
      /\s/.test(text) ? text.replace(/\s+/g, '') : null,
      text,
      'white space or a line break stands inside it',
    ),
  (text) =>
    one(
      /[A-Za-z0-9] [A-Za-z0-9]/.test(text) ? text.replaceAll(' ', '+') : null,
      text,
      'its + became a blank, as form decoding does',
    ),
  (text) =>
    one(
      /^[A-Za-z0-9+/]{20,}={0,2}$/.test(text) ? inner(fromBase64(text)) : null,
      text,
      'it was encoded as base64 once more (the text of its hex or base64, not its bytes)',
    ),
  (text) =>
    one(
      /^[\w-]{20,}$/.test(text) ? inner(fromBase64Url(text)) : null,
      text,
      'it was encoded as base64url once more',
    ),
  (text) => one(inner(fromHex(text)), text, 'it was encoded as hex once more (the text, not the bytes)'),
];
