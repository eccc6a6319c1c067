const quote = 0x22;
const backslash = 0x5c;
const colon = 0x3a;
const asterisk = 0x2a;
const openBracket = 0x5b;
const openBrace = 0x7b;
const closeBracket = 0x5d;
const closeBrace = 0x7d;
const comma = 0x2c;

const isSpace = (byte: number | undefined): boolean =>
  byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

function skipSpace(bytes: Uint8Array, from: number): number {
  let at = from;
  while (isSpace(bytes[at])) at += 1;
  return at;
}

/** Where the string whose text begins at `from` ends: its closing quote, or the end of what there is. */
function endOfText(bytes: Uint8Array, from: number): number {
  for (let at = from; at < bytes.length; at++) {
    if (bytes[at] === backslash) at += 1;
    else if (bytes[at] === quote) return at;
  }
  return bytes.length;
}

/** Hides the value that begins at `from`, and answers where it ends: a text, every text of a list or an object, or a number. */
function hideValue(bytes: Uint8Array, from: number): number {
  let depth = 0;
  for (let at = from; at < bytes.length; ) {
    const byte = bytes[at];
    if (byte === quote) {
      const end = endOfText(bytes, at + 1);
      bytes.fill(asterisk, at + 1, end);
      at = end + 1;
    } else if (byte === openBracket || byte === openBrace) {
      depth += 1;
      at += 1;
    } else if (byte === closeBracket || byte === closeBrace) {
      depth -= 1;
      at += 1;
    } else if (byte !== undefined && byte >= 0x30 && byte <= 0x39) {
      bytes[at] = asterisk;
      at += 1;
      continue;
    } else {
      if (depth === 0 && (byte === comma || isSpace(byte))) return at;
      at += 1;
      continue;
    }
    if (depth <= 0) return at;
  }
  return bytes.length;
}

/**
 * A JSON text, or a part of one, with the values of these members hidden, wherever they stand. Its length stays, so that
 * offsets mean the same. Each byte is looked at once for each name; what is no JSON is left as it is.
 */
export function maskMembers(body: Uint8Array, names: readonly string[]): Uint8Array {
  const whole = Buffer.from(body.buffer, body.byteOffset, body.length);
  let masked: Buffer | null = null;
  for (const name of names) {
    const key = Buffer.from(JSON.stringify(name), 'utf8');
    for (let at = whole.indexOf(key); at >= 0; ) {
      const separator = skipSpace(whole, at + key.length);
      let next = at + key.length;
      if (whole[separator] === colon) {
        masked ??= Buffer.from(whole);
        next = Math.max(next, hideValue(masked, skipSpace(whole, separator + 1)));
      }
      at = whole.indexOf(key, next);
    }
  }
  return masked ?? body;
}
