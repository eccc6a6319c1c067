import { fromBase64, fromBase64Url, fromHex, utf8Text } from '../../bytes/encoding.ts';
import { withLatin } from './look-alikes.ts';
import { jsonStrings, withoutEntities } from './signature-unwrapping.ts';

/** A change of the secret's text that undoes one slip; `done` ends "It becomes genuine when …". */
export interface SecretChange {
  id: string;
  done: string;
  text: string;
}

const change = (id: string, done: string, text: string | null | undefined): SecretChange[] =>
  text === null || text === undefined ? [] : [{ id, done, text }];

const invisible = /\p{Cf}|\p{Variation_Selector}|\u034f|\u115f/gu;
const typographicDashes = /[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/g;

const decodedUri = (text: string): string | null => {
  try {
    return text.includes('%') ? decodeURIComponent(text) : null;
  } catch {
    return null;
  }
};

const printable = (bytes: Uint8Array | null): string | null => {
  const text = bytes && utf8Text(bytes);
  return text && /^[\x20-\x7e\r\n\t]{4,}$/.test(text) ? text : null;
};

const quote = '["\'`“”„‟‘’‚«»‹›]';
const anyQuotes = new RegExp(quote, 'g');

function halves(text: string): SecretChange[] {
  const middle = text.length / 2;
  const match = /^(.{4,}?)([\s,;|]*)\1$/s.exec(text);
  if (Number.isInteger(middle) && middle >= 4 && text.slice(0, middle) === text.slice(middle)) {
    return change(
      'secret-doubled',
      'the secret stands there once: it was pasted twice',
      text.slice(0, middle),
    );
  }
  return change('secret-doubled', 'the secret stands there once: it was pasted twice', match?.[1]);
}

function parts(text: string): SecretChange[] {
  const split = text.split(/[\s,;|]+/).filter((part) => part.length >= 4);
  const found = [...split, ...(split.length === 1 ? text.split(/[:@/&]/) : [])].filter(
    (part) => part.length >= 8 || split.length > 1,
  );
  if (text.length < 8 || found.length < 1 || found.length > 8) return [];
  return found.map((part) => ({
    id: 'secret-list',
    done: 'one part of the list is taken alone: several values (or a label, a key id or a comment before or after the value) stand there in one',
    text: part,
  }));
}

/** One layer off the text of a secret, whatever put it there. */
export function secretLayers(text: string): SecretChange[] {
  return [
    ...change(
      'secret-newline',
      "the secret's trailing newline is removed",
      /[\r\n]+$/.test(text) ? text.replace(/[\r\n]+$/, '') : null,
    ),
    ...change(
      'secret-whitespace',
      'the spaces around the secret are removed',
      text.trim() === text ? null : text.trim(),
    ),
    ...change(
      'secret-quoted',
      'the quotes around the secret are removed',
      new RegExp(`^\\s*${quote}(.*)${quote}\\s*$`, 's').exec(text)?.[1],
    ),
    ...change(
      'secret-quoted',
      'the quotes in the secret are removed: one was left over',
      anyQuotes.test(text) ? text.replace(anyQuotes, '') : null,
    ),
    ...change(
      'secret-bytes-printed',
      "what Python printed round the bytes (b' ') is removed from the secret",
      /^\s*b(["'])(.*)\1\s*$/s.exec(text)?.[2],
    ),
    ...change(
      'secret-brackets',
      'the brackets around the secret are removed',
      /^\s*[<([{]+\s*(.*?)\s*[>)\]}]+\s*$/s.exec(text)?.[1],
    ),
    ...change(
      'secret-assignment',
      'only the value after NAME= is used as the secret',
      /^\s*(?:export\s+|set\s+|\$env:)?[A-Za-z][\w.-]*\s*=\s*(.+)$/s.exec(text)?.[1],
    ),
    ...change(
      'secret-wrapped-in-marks',
      'the marks before and after the secret (backticks, asterisks or tags of Markdown and HTML) are removed',
      /^(?:<[^<>]{1,80}>|[^\p{L}\p{N}<])+([\p{L}\p{N}].*?)(?:<\/?[^<>]{1,80}>|[^\p{L}\p{N}>=])*$/su.exec(
        text,
      )?.[1],
    ),
    ...change(
      'secret-assignment',
      'the = before the secret, of a formula, is removed',
      /^\s*=\s*(.+)$/s.exec(text)?.[1],
    ),
    ...change(
      'secret-assignment',
      'only the value of the parameter (after ?name= or --name) is used as the secret',
      /^(?:[?&]|--?)[A-Za-z][\w.-]*[=\s]\s*(.+)$/s.exec(text)?.[1],
    ),
    ...change(
      'secret-switch',
      'the -n or -e before the secret is removed: an echo without that option printed it',
      /^-[neE]{1,2}\s+(.+)$/s.exec(text)?.[1],
    ),
    ...change(
      'secret-separators',
      'the separators (colons, dashes or blanks) between the characters of the secret are removed',
      /^(?:[^\s:.-]{2,8}[:.\s-]){3,}[^\s:.-]{1,8}$/.test(text) ? text.replace(/[:.\s-]/g, '') : null,
    ),
    ...change(
      'secret-label',
      'only what follows the label is used as the secret',
      /^[^\n:]{1,40}:\s*(.+)$/s.exec(text)?.[1],
    ),
    ...change(
      'secret-label',
      'only what follows the word before it is used as the secret (Bearer, or a label)',
      /^\s*[A-Za-z][\w-]*(?:\s+[A-Za-z][\w-]*)*\s+(\S+)\s*$/.exec(text)?.[1],
    ),
    ...change(
      'secret-comment',
      'the comment after the secret is removed',
      /^(.*?)\s*(?:#|\/\/|;|--|\/\*)\s.*$/s.exec(text)?.[1],
    ),
    ...change(
      'secret-comment',
      'what follows the secret from # on is removed',
      /^(.{8,}?)\s*#.*$/s.exec(text)?.[1],
    ),
    ...change(
      'secret-punctuation',
      'the character after the end of the secret (a comma, semicolon or full stop) is removed',
      /^(.*?)[;,.:!?\\]+$/s.exec(text)?.[1],
    ),
    ...change(
      'secret-invisible',
      'the invisible characters in the secret are removed',
      invisible.test(text) ? text.replace(invisible, '') : null,
    ),
    ...change(
      'secret-whitespace',
      'all blanks and line breaks inside the secret are removed',
      /\s/.test(text) ? text.replace(/\\?\s+/g, '') : null,
    ),
    ...change(
      'secret-typographic',
      'the typographic dashes in the secret are plain hyphens',
      typographicDashes.test(text) ? text.replace(typographicDashes, '-') : null,
    ),
    ...change(
      'secret-typographic',
      'the dash in the secret, a typographic character, is removed',
      typographicDashes.test(text) ? text.replace(typographicDashes, '') : null,
    ),
    ...change(
      'secret-typographic',
      'the typographic dash in the secret is two hyphens',
      typographicDashes.test(text) ? text.replace(typographicDashes, '--') : null,
    ),
    ...change(
      'secret-look-alike',
      'letters of another script (Cyrillic or Greek) that look like Latin ones are Latin',
      withLatin(text) === text ? null : withLatin(text),
    ),
    ...change(
      'secret-typographic',
      'full-width and other compatibility characters are plain ones',
      text.normalize('NFKC') === text ? null : text.normalize('NFKC'),
    ),
    ...change(
      'secret-escaped',
      'the escaped line break (\\n, as two characters) at the end of the secret is removed',
      /(?:\\[rnt])+$/.test(text) ? text.replace(/(?:\\[rnt])+$/, '') : null,
    ),
    ...change(
      'secret-escaped',
      'the backslashes that escape characters of the secret are removed',
      /\\./.test(text) ? text.replace(/\\(.)/g, '$1') : null,
    ),
    ...change(
      'secret-escaped',
      'escapes in the secret (\\n, \\t) are the characters themselves',
      /\\[rnt]/.test(text)
        ? text.replaceAll('\\n', '\n').replaceAll('\\r', '\r').replaceAll('\\t', '\t')
        : null,
    ),
    ...change(
      'secret-url-encoded',
      'the percent escapes of the secret are decoded (it was URL-encoded)',
      decodedUri(text),
    ),
    ...change(
      'secret-entities',
      'the HTML entities in the secret are the characters themselves',
      /&[#a-z0-9]+;/i.test(text) ? withoutEntities(text) : null,
    ),
    ...jsonStrings(text).map((inside) => ({
      id: 'secret-json',
      done: 'only the value inside the JSON is used as the secret',
      text: inside,
    })),
    ...change(
      'secret-base64-encoded',
      'the base64 around the secret is decoded, as of a Kubernetes Secret',
      /^[\w+/-]{8,}={0,2}\s*$/.test(text)
        ? printable(fromBase64(text.trim()) ?? fromBase64Url(text.trim()))
        : null,
    ),
    ...change(
      'secret-hex-encoded',
      'the hex around the secret is decoded into its text',
      printable(fromHex(text.trim())),
    ),
    ...halves(text),
    ...parts(text),
    ...change(
      'secret-prefix-kept',
      'the prefix of the secret is cut off',
      /^(?:v1,)?[A-Za-z0-9]{1,12}_(?:[a-z]{2,10}_)?(.+)$/s.exec(text)?.[1],
    ),
    ...change(
      'secret-prefix-doubled',
      'the prefix of the secret stands there once: it is there twice',
      /^([A-Za-z0-9]{1,12}_)\1(.*)$/s.test(text) ? text.replace(/^([A-Za-z0-9]{1,12}_)\1/, '$1') : null,
    ),
    ...change(
      'secret-case',
      'the secret is in lower case',
      text.toLowerCase() === text ? null : text.toLowerCase(),
    ),
    ...change(
      'secret-case',
      'the secret is in upper case',
      text.toUpperCase() === text ? null : text.toUpperCase(),
    ),
    ...change(
      'secret-case',
      'the first letter of the secret is in lower case: a capital was put there',
      /^[A-Z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : null,
    ),
    ...change(
      'secret-case',
      'upper and lower case in the secret are exchanged',
      [...text].map((c) => (c === c.toUpperCase() ? c.toLowerCase() : c.toUpperCase())).join(''),
    ),
  ].filter((one) => one.text !== text && one.text !== '');
}
