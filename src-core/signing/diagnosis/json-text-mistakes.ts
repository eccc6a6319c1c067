import { parseJsonForm } from '../../json/forms.ts';
import { spanAt } from '../../json/spans.ts';
import { bodyMistake, onText } from './body-mistakes.ts';
import { fix, rawBodyFixes } from './fixes.ts';

/** The JSON kept its layout, but something about its text changed: escapes, quotes around it, or what is around it. */

const escapeNonAscii = (text: string) =>
  text.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

export const bodyUnicodeUnescaped = bodyMistake(
  'body-unicode-unescaped',
  [
    onText((text) => (/[\u0080-\uffff]/.test(text) ? escapeNonAscii(text) : null)),
    onText((text) =>
      /[\u0080-\uffff]/.test(text)
        ? text.replace(
            /[\u0080-\uffff]/g,
            (unit) => `\\u${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
          )
        : null,
    ),
  ],
  {
    title: 'It becomes genuine when characters beyond ASCII are written as \\uXXXX again.',
    explanation:
      'The signed body escapes them, as Meta, Python and PHP do. Parsing and printing put the characters themselves.',
  },
);

const unicodeEscapes = /\\(\\|u([0-9a-fA-F]{4}))/g;

/** Undoes \uXXXX of characters beyond ASCII; an escaped backslash before `u` is no escape. */
const unescapeNonAscii = (text: string) =>
  text.replace(unicodeEscapes, (whole, _, digits: string | undefined) => {
    const code = digits === undefined ? 0 : Number.parseInt(digits, 16);
    return code >= 0x80 ? String.fromCharCode(code) : whole;
  });

export const bodyUnicodeEscaped = bodyMistake(
  'body-unicode-escaped',
  [onText((text) => (text.includes('\\u') ? unescapeNonAscii(text) : null))],
  {
    title: 'It becomes genuine when \\uXXXX is turned into the characters themselves.',
    explanation: 'The signed body holds the characters. Something printed them as escapes.',
    fixes: [
      fix(
        'Flask',
        'Keep the characters, if it has to be printed at all.',
        'json.dumps(value, ensure_ascii=False)',
      ),
      ...rawBodyFixes,
    ],
  },
);

export const bodySlashesUnescaped = bodyMistake(
  'body-slashes-unescaped',
  [onText((text) => (text.includes('/') ? text.replace(/(?<!\\)\//g, '\\/') : null))],
  {
    title: 'It becomes genuine when / is written as \\/ again.',
    explanation:
      'The signed body escapes slashes, as PHP does. Parsing and printing removed the backslashes.',
  },
);

export const bodySlashesEscaped = bodyMistake(
  'body-slashes-escaped',
  [onText((text) => (text.includes('\\/') ? text.replaceAll('\\/', '/') : null))],
  {
    title: 'It becomes genuine when \\/ is turned into /.',
    explanation: 'The signed body has plain slashes. Something printed them as \\/.',
    fixes: [
      fix(
        'Laravel',
        'Keep slashes, if it has to be printed at all.',
        'json_encode($value, JSON_UNESCAPED_SLASHES)',
      ),
      ...rawBodyFixes,
    ],
  },
);

export const bodyHtmlUnescaped = bodyMistake(
  'body-html-unescaped',
  [
    onText((text) =>
      /[<>&]/.test(text)
        ? text.replace(/[<>&]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`)
        : null,
    ),
    onText((text) =>
      text.includes('\\u00')
        ? text.replace(/\\u00(3c|3e|26)/gi, (_, code: string) =>
            String.fromCharCode(Number.parseInt(code, 16)),
          )
        : null,
    ),
  ],
  {
    title: 'It becomes genuine when the escapes of <, > and & are put back, or undone.',
    explanation:
      'Go and Rails write <, > and & as \\u003c, \\u003e and \\u0026. Parsing and printing changed that.',
  },
);

export const bodyStringified = bodyMistake(
  'body-stringified',
  [
    onText((text) => {
      if (!text.trimStart().startsWith('"')) return null;
      const form = parseJsonForm(text);
      if (!form) return null;
      const value: unknown = JSON.parse(text);
      return typeof value === 'string' ? value : null;
    }),
  ],
  {
    title: 'It becomes genuine when the JSON string around the body is undone: it was printed twice.',
    explanation: 'The body is a JSON string that holds the signed JSON. JSON.stringify was applied to text.',
  },
);

export const bodyUnstringified = bodyMistake('body-unstringified', [onText((text) => JSON.stringify(text))], {
  title: 'It becomes genuine when the body is printed as a JSON string.',
  explanation: 'The signer printed the JSON twice: the signature covers a JSON string that holds this body.',
});

/** Members that people sign, or check, alone. */
const innerPointers = ['/data', '/payload', '/event', '/body', '/message', '/object'];

export const bodyMemberOnly = bodyMistake(
  'body-member-only',
  innerPointers.map((pointer) =>
    onText((text) => {
      const start = text.trimStart().charAt(0);
      if (start !== '{' || !text.includes(`"${pointer.slice(1)}"`) || !parseJsonForm(text)) return null;
      const span = spanAt(text, pointer);
      return span ? text.slice(span.start, span.end) : null;
    }),
  ),
  {
    title: 'It becomes genuine for one member of the body alone.',
    explanation: 'The signature covers the inner object (data, payload, event, …), not the whole body.',
    fixes: [
      fix(
        'Anywhere',
        'Let both sides agree on what is signed: the whole body, byte for byte, is the custom.',
      ),
    ],
  },
);
