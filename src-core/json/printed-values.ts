/** How well-known programs print strings and numbers of JSON. */

const unicodeEscape = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
const upperEscape = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;

/** PHP writes these in upper case, the rest in lower. */
const upperHexEscape = (unit: string) =>
  unit.charCodeAt(0) < 0x80 ? upperEscape(unit) : unicodeEscape(unit);

/** How well-known programs print a string. */
export const stringStyles = {
  plain: (text: string) => JSON.stringify(text),
  /** Python's ensure_ascii: everything beyond printable ASCII is escaped. */
  ascii: (text: string) => JSON.stringify(text).replace(/[\u007f-\uffff]/g, unicodeEscape),
  slashes: (text: string) => JSON.stringify(text).replaceAll('/', '\\/'),
  /** PHP's json_encode. */
  php: (text: string) =>
    JSON.stringify(text)
      .replaceAll('/', '\\/')
      .replace(/[\u0080-\uffff]/g, unicodeEscape),
  /** Go's encoding/json, and Rails' to_json. */
  html: (text: string) => JSON.stringify(text).replace(/[<>&\u2028\u2029]/g, unicodeEscape),
  /** Gson's default, with HTML escaping. */
  gson: (text: string) => JSON.stringify(text).replace(/[<>&='\u2028\u2029]/g, unicodeEscape),
  asciiUpper: (text: string) => JSON.stringify(text).replace(/[\u007f-\uffff]/g, upperEscape),
  /** PHP with JSON_UNESCAPED_SLASHES: everything beyond ASCII is escaped. */
  asciiOnly: (text: string) => JSON.stringify(text).replace(/[\u0080-\uffff]/g, unicodeEscape),
  /** org.json (Java) and others: `</` is `<\\/`. */
  closingTags: (text: string) => JSON.stringify(text).replaceAll('</', '<\\/'),
  /** Rails' to_json with HTML entities and everything beyond ASCII escaped. */
  htmlAscii: (text: string) => JSON.stringify(text).replace(/[<>&\u007f-\uffff]/g, unicodeEscape),
  /** Newtonsoft with EscapeHtml. */
  htmlQuotes: (text: string) => JSON.stringify(text).replace(/[<>&'\u2028\u2029]/g, unicodeEscape),
  /** PHP's JSON_HEX_TAG, _AMP, _APOS and _QUOT. */
  phpHex: (text: string) =>
    `"${JSON.stringify(text)
      .slice(1, -1)
      .replaceAll('\\"', '\\u0022')
      .replaceAll('/', '\\/')
      .replace(/[<>&'\u0080-\uffff]/g, upperHexEscape)}"`,
  /** System.Text.Json's default encoder. */
  dotnet: (text: string) =>
    `"${JSON.stringify(text)
      .slice(1, -1)
      .replaceAll('\\"', '\\u0022')
      .replace(/[<>&'+`\u007f-\uffff]/g, upperEscape)}"`,
} as const;

/** As JavaScript prints the double nearest to a number: 1.0 becomes 1, digits beyond 2^53 are lost. */
export const javascriptNumber = (raw: string): string => JSON.stringify(Number(raw));

/** As Python prints it: whole numbers keep every digit, others become the shortest float with a point. */
export function pythonNumber(raw: string): string {
  if (/^-?\d+$/.test(raw)) return raw;
  const number = Number(raw);
  const size = Math.abs(number);
  if (size !== 0 && (size >= 1e16 || size < 1e-4)) {
    return number.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
  }
  const text = String(number);
  return text.includes('.') ? text : `${text}.0`;
}

/** Every number with a point, as Java's doubles and Newtonsoft's floats are printed. */
export function pointedNumber(raw: string): string {
  const number = Number(raw);
  const size = Math.abs(number);
  if (size !== 0 && (size >= 1e7 || size < 1e-3)) {
    const [mantissa = '', exponent = ''] = number.toExponential().split('e');
    return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}E${exponent.replace('+', '')}`;
  }
  const text = String(number);
  return text.includes('.') ? text : `${text}.0`;
}

/** As Newtonsoft prints doubles: a point in whole numbers, no exponent below 1e15. */
export function fixedPointNumber(raw: string): string {
  const text = String(Number(raw));
  return /[.e]/.test(text) ? text : `${text}.0`;
}

/** As Go prints floats: an exponent from 1e21 on and below 1e-6, of two digits at most where needed. */
export const goNumber = (raw: string): string => {
  const text = String(Number(raw));
  return text.replace(/e-0?(\d)$/, 'e-0$1').replace(/e\+0?(\d)$/, 'e+0$1');
};

/** As PHP prints floats: an exponent with a point and a sign. */
export const phpNumber = (raw: string): string => {
  if (/^-?\d+$/.test(raw)) return raw;
  return String(Number(raw)).replace(/^(-?\d)e/, '$1.0e');
};
