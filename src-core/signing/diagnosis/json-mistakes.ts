import { type Bytes, utf8, utf8Text } from '../../bytes/encoding.ts';
import { type JsonForm, type JsonStyle, parseJsonForm } from '../../json/forms.ts';
import { javascriptNumber, pythonNumber, stringStyles } from '../../json/printed-values.ts';
import { bodyMistake } from './body-mistakes.ts';
import {
  bodyHtmlUnescaped,
  bodyMemberOnly,
  bodySlashesEscaped,
  bodySlashesUnescaped,
  bodyStringified,
  bodyUnicodeEscaped,
  bodyUnicodeUnescaped,
  bodyUnstringified,
} from './json-text-mistakes.ts';
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

const bodyReprintedCompact = reprinted('body-reprinted-compact', [{}], {
  title: 'It becomes genuine when the body is printed as compact JSON: something laid it out anew.',
  explanation: `${printedAgain} The signed form has no white space between its tokens, as JSON.stringify prints it.`,
});

const bodyReprinted2 = reprinted('body-reprinted-2-spaces', [{ indent: '  ' }], {
  title: 'It becomes genuine when the body is printed with two spaces of indentation.',
  explanation: `${printedAgain} The signed form is laid out in lines, as JSON.stringify(value, null, 2) prints it.`,
});

const bodyReprinted4 = reprinted('body-reprinted-4-spaces', [{ indent: '    ' }], {
  title: 'It becomes genuine when the body is printed with four spaces of indentation.',
  explanation: `${printedAgain} The signed form is laid out in lines, four spaces a level.`,
});

const bodyReprintedTab = reprinted('body-reprinted-tabs', [{ indent: '\t' }], {
  title: 'It becomes genuine when the body is printed with tabs for indentation.',
  explanation: `${printedAgain} The signed form is laid out in lines, a tab a level.`,
});

const python: JsonStyle = { itemSeparator: ', ', keySeparator: ': ' };

const bodyReprintedPython = reprinted(
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

const bodyReprintedJavascript = reprinted(
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

const bodyReprintedPhp = reprinted(
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

const bodyReprintedAscii = reprinted('body-reprinted-ascii', [{ strings: stringStyles.ascii }], {
  title: 'It becomes genuine as compact JSON with \\uXXXX for characters beyond ASCII.',
  explanation: `${printedAgain} The signed form escapes everything beyond ASCII.`,
});

const bodyReprintedHtml = reprinted(
  'body-reprinted-html-safe',
  [{ strings: stringStyles.html }, { strings: stringStyles.html, sortKeys: true }],
  {
    title: 'It becomes genuine with <, > and & escaped, as Go and Rails print JSON.',
    explanation: `${printedAgain} The signed form writes <, > and & as \\u003c, \\u003e and \\u0026.`,
  },
);

const bodyReprintedDotnet = reprinted('body-reprinted-dotnet', [{ strings: stringStyles.dotnet }], {
  title: 'It becomes genuine when the body is printed as System.Text.Json does.',
  explanation: `${printedAgain} The signed form escapes quotes, HTML and everything beyond ASCII in upper-case hex.`,
});

const bodyKeysSorted = reprinted(
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
