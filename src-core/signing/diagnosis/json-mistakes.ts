import { type Bytes, utf8, utf8Text } from '../../bytes/encoding.ts';
import { spanAt } from '../json-spans.ts';
import { bodyMistake, onText } from './body-mistakes.ts';
import { fix, rawBodyFixes } from './fixes.ts';
import {
  type JsonForm,
  type JsonStyle,
  javascriptNumber,
  parseJsonForm,
  pythonNumber,
  stringStyles,
} from './json-forms.ts';
import type { Mistake } from './mistake.ts';

/** Taking a large body apart costs more than hashing it: once is enough for all styles. */
const forms = new WeakMap<Bytes, { form: JsonForm | null }>();

/** Beyond that one printing takes longer than everything else may: such bodies are compared as they are. */
const maxPrintedBytes = 4_194_304;

function formOf(body: Bytes): JsonForm | null {
  const known = forms.get(body);
  if (known) return known.form;
  if (body.length > maxPrintedBytes) return null;
  const text = utf8Text(body);
  const form = text === null ? null : parseJsonForm(text);
  forms.set(body, { form });
  return form;
}

const reprinted = (
  id: string,
  styles: readonly JsonStyle[],
  words: { title: string; explanation: string },
): Mistake =>
  bodyMistake(
    id,
    styles.map((style) => (body: Bytes) => {
      const form = formOf(body);
      return form && utf8(form.print(style));
    }),
    words,
  );

const printedAgain =
  'The body was parsed and printed again after it was signed, so that its bytes differ while its meaning is the same.';

export const bodyReprintedCompact = reprinted('body-reprinted-compact', [{}], {
  title: 'It becomes genuine when the body is printed as compact JSON: something laid it out anew.',
  explanation: `${printedAgain} The signed form has no white space between its tokens, as JSON.stringify prints it.`,
});

export const bodyReprinted2 = reprinted('body-reprinted-2-spaces', [{ indent: '  ' }], {
  title: 'It becomes genuine when the body is printed with two spaces of indentation.',
  explanation: `${printedAgain} The signed form is laid out in lines, as JSON.stringify(value, null, 2) prints it.`,
});

export const bodyReprinted4 = reprinted('body-reprinted-4-spaces', [{ indent: '    ' }], {
  title: 'It becomes genuine when the body is printed with four spaces of indentation.',
  explanation: `${printedAgain} The signed form is laid out in lines, four spaces a level.`,
});

export const bodyReprintedTab = reprinted('body-reprinted-tabs', [{ indent: '\t' }], {
  title: 'It becomes genuine when the body is printed with tabs for indentation.',
  explanation: `${printedAgain} The signed form is laid out in lines, a tab a level.`,
});

const python: JsonStyle = { itemSeparator: ', ', keySeparator: ': ' };

export const bodyReprintedPython = reprinted(
  'body-reprinted-python',
  [
    { ...python, strings: stringStyles.ascii },
    { ...python },
    { ...python, strings: stringStyles.plain },
    { ...python, strings: stringStyles.ascii, numbers: pythonNumber },
  ],
  {
    title: "It becomes genuine when the body is printed as Python's json.dumps does.",
    explanation: `${printedAgain} The signed form has a space after each comma and colon.`,
  },
);

export const bodyReprintedJavascript = reprinted(
  'body-reprinted-javascript',
  [
    { numbers: javascriptNumber, strings: stringStyles.plain },
    { strings: stringStyles.plain },
    { numbers: javascriptNumber },
  ],
  {
    title: 'It becomes genuine when the body is printed as JSON.stringify(JSON.parse(body)).',
    explanation: `${printedAgain} JavaScript prints numbers as doubles (1.0 becomes 1, long digits are rounded) and undoes escapes in strings.`,
  },
);

export const bodyReprintedPhp = reprinted(
  'body-reprinted-php',
  [
    { strings: stringStyles.php },
    { strings: stringStyles.slashes },
    { strings: stringStyles.php, numbers: javascriptNumber },
  ],
  {
    title: "It becomes genuine when the body is printed as PHP's json_encode does.",
    explanation: `${printedAgain} The signed form writes / as \\/ and characters beyond ASCII as \\uXXXX.`,
  },
);

export const bodyReprintedAscii = reprinted('body-reprinted-ascii', [{ strings: stringStyles.ascii }], {
  title: 'It becomes genuine as compact JSON with \\uXXXX for characters beyond ASCII.',
  explanation: `${printedAgain} The signed form escapes everything beyond ASCII.`,
});

export const bodyReprintedHtml = reprinted(
  'body-reprinted-html-safe',
  [{ strings: stringStyles.html }, { strings: stringStyles.html, sortKeys: true }],
  {
    title: 'It becomes genuine with <, > and & escaped, as Go and Rails print JSON.',
    explanation: `${printedAgain} The signed form writes <, > and & as \\u003c, \\u003e and \\u0026.`,
  },
);

export const bodyReprintedDotnet = reprinted('body-reprinted-dotnet', [{ strings: stringStyles.dotnet }], {
  title: 'It becomes genuine when the body is printed as System.Text.Json does.',
  explanation: `${printedAgain} The signed form escapes quotes, HTML and everything beyond ASCII in upper-case hex.`,
});

export const bodyKeysSorted = reprinted(
  'body-keys-sorted',
  [
    { sortKeys: true },
    { sortKeys: true, ...python, strings: stringStyles.ascii },
    { sortKeys: true, strings: stringStyles.ascii },
    { sortKeys: true, indent: '  ' },
  ],
  {
    title: 'It becomes genuine when the keys of the body are sorted.',
    explanation: `${printedAgain} The signed form has its keys in alphabetical order.`,
  },
);

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

/** Reprinted JSON, in the order in which it happens. */
export const jsonMistakes = {
  frequent: [
    bodyReprintedCompact,
    bodyReprinted2,
    bodyReprintedPython,
    bodyUnicodeUnescaped,
    bodyUnicodeEscaped,
    bodySlashesUnescaped,
    bodySlashesEscaped,
    bodyReprintedJavascript,
    bodyReprintedPhp,
  ],
  rare: [
    bodyReprinted4,
    bodyReprintedAscii,
    bodyKeysSorted,
    bodyReprintedHtml,
    bodyReprintedDotnet,
    bodyReprintedTab,
    bodyHtmlUnescaped,
    bodyStringified,
    bodyMemberOnly,
    bodyUnstringified,
  ],
} as const satisfies Record<string, readonly Mistake[]>;
