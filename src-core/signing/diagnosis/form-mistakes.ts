import { utf8, utf8Text } from '../../bytes/encoding.ts';
import { bodyMistake, onText } from './body-mistakes.ts';
import { fix, rawBodyFixes } from './fixes.ts';
import type { Mistake } from './mistake.ts';

/** `name=value&…`, told by its look: the content type may be what is wrong. */
const looksLikeForm = (text: string) => /^[^\s={}[\]<>"]{1,200}=/.test(text);

const onForm = (change: (text: string) => string | null) =>
  onText((text) => (looksLikeForm(text) ? change(text) : null));

const printed = (fields: [string, string][]) => {
  const params = new URLSearchParams();
  for (const [name, value] of fields) params.append(name, value);
  return params.toString();
};

const byName = ([a]: [string, string], [b]: [string, string]) => (a < b ? -1 : a > b ? 1 : 0);

/** encodeURIComponent's escapes: a space is %20, and !'()* stay. */
const componentEncoded = (text: string) =>
  [...new URLSearchParams(text)]
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');

/** RFC 3986's: as encodeURIComponent, but !'()* are escaped too (PHP's rawurlencode, Python's quote). */
const strictlyEncoded = (text: string) =>
  componentEncoded(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);

const formReencoded: Mistake = bodyMistake(
  'form-re-encoded',
  [
    onForm((text) => printed([...new URLSearchParams(text)])),
    onForm((text) => text.replaceAll('+', '%20')),
    onForm((text) => text.replaceAll('%20', '+')),
    onForm(componentEncoded),
    onForm(strictlyEncoded),
    onForm((text) => strictlyEncoded(text).replaceAll('%20', '+')),
    onForm((text) => text.replace(/%[0-9a-f]{2}/gi, (code) => code.toUpperCase())),
    onForm((text) => text.replace(/%[0-9a-f]{2}/gi, (code) => code.toLowerCase())),
  ],
  {
    title: 'It becomes genuine when the form is encoded in another way: something parsed and printed it.',
    explanation:
      'Forms can write the same values in several ways (+ or %20 for a space, %2f or %2F). The signature covers one.',
  },
);

const formSorted: Mistake = bodyMistake(
  'form-sorted',
  [onForm((text) => printed([...new URLSearchParams(text)].sort(byName)))],
  {
    title: 'It becomes genuine when the fields of the form are sorted by name.',
    explanation: 'The order of the fields changed after the form was signed.',
  },
);

const formPayloadOnly: Mistake = bodyMistake(
  'form-payload-only',
  [
    onForm((text) => new URLSearchParams(text).get('payload')),
    onForm((text) => /(?:^|&)payload=([^&]*)/.exec(text)?.[1] ?? null),
  ],
  {
    title: 'It becomes genuine for the field payload alone.',
    explanation: 'The signature covers the JSON inside the form field payload, not the form around it.',
  },
);

const isJson = (text: string) => /^\s*[{[]/.test(text);

const formPayloadUnwrapped: Mistake = bodyMistake(
  'form-payload-unwrapped',
  [
    onText((text) => (isJson(text) ? `payload=${encodeURIComponent(text)}` : null)),
    onText((text) => (isJson(text) ? printed([['payload', text]]) : null)),
  ],
  {
    title: 'It becomes genuine when the JSON is put back into the form field payload.',
    explanation: 'The provider sent a form and signed that. Here is only the JSON out of its field.',
    fixes: [fix('GitHub', 'Set the content type of the webhook to application/json.'), ...rawBodyFixes],
  },
);

const hexCase = (text: string, isLower: boolean) =>
  isLower ? text.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()) : text;

/** Characters that some encoders leave as they are and others escape. */
const keptCharacters = [
  '',
  ':',
  ':@',
  '/',
  ':/',
  '[]',
  ":/?#[]@!$'()*,;",
  '~',
  "!'()*",
  '*',
  ',',
  '@',
  ';,/?:@$',
  '()',
  "'",
  '!*()',
];

function encodedKeeping(text: string, kept: string, blank: string): string {
  const encode = (part: string) =>
    [...part]
      .map((one) =>
        one === ' '
          ? blank
          : kept.includes(one) || /[\w.-]/.test(one)
            ? /^[\0-\x7f]$/.test(one)
              ? one
              : encodeURIComponent(one)
            : encodeURIComponent(one).replace(
                /^[!'()*~]$/,
                (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
              ),
      )
      .join('');
  return [...new URLSearchParams(text)].map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&');
}

const decodedForm = (text: string): string | null => {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
};

/** Beyond that, trying every order costs more than it finds. */
const maxOrdered = 6;

function permutations(items: readonly string[]): string[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, at) =>
    permutations([...items.slice(0, at), ...items.slice(at + 1)]).map((rest) => [item, ...rest]),
  );
}

/** Forms in all the ways in which libraries encode them: which characters they escape, blanks, the case of escapes. */
const formEncodings: Mistake = bodyMistake(
  'form-re-encoded',
  [
    ...keptCharacters.flatMap((kept) =>
      ['+', '%20'].flatMap((blank) =>
        [false, true].map((isLower) => onForm((text) => hexCase(encodedKeeping(text, kept, blank), isLower))),
      ),
    ),
    onForm((text) => decodedForm(text.replaceAll('+', ' '))),
    onForm(decodedForm),
    onForm((text) => text.replaceAll('+', ' ')),
    onForm((text) => text.replaceAll(' ', '+')),
    onForm((text) => text.replaceAll('%', '%25')),
    onForm((text) => text.replaceAll('%25', '%')),
    onForm((text) => encodeURI(text)),
    onForm((text) => text.replaceAll('&', '&amp;')),
    onForm((text) => text.replaceAll('&amp;', '&')),
    onForm((text) =>
      text
        .split('&')
        .filter((field) => !/=$/.test(field))
        .join('&'),
    ),
    onForm((text) => text.replace(/&$/, '')),
    onForm((text) => `${text}&`),
    onForm((text) => text.replaceAll(/=(?=&|$)/g, '')),
  ],
  {
    title:
      'It becomes genuine when the form is encoded in another way: escaped or decoded, with other blanks, or without its empty fields.',
    explanation:
      'Forms can write the same values in several ways (+ or %20 for a space, %2f or %2F, : or %3A). The signature covers one. The form was parsed and printed, or encoded twice.',
  },
);

const formReordered: Mistake = {
  ...bodyMistake('form-sorted', [], { title: '', explanation: '' }),
  *suppose(situation) {
    const { request } = situation;
    const text = request.body.length <= 65_536 ? utf8Text(request.body) : null;
    if (text === null || !looksLikeForm(text)) return;
    const fields = text.split('&');
    const orders =
      fields.length <= maxOrdered ? permutations(fields) : [[...fields].sort(), [...fields].reverse()];
    for (const order of orders)
      yield { situation: { ...situation, request: { ...request, body: utf8(order.join('&')) } } };
  },
  alone: true,
  title:
    'It becomes genuine with the fields of the form in another order: something sorted or reordered them.',
  explanation: 'The order of the fields changed after the form was signed.',
};

const formAsJson: Mistake = bodyMistake(
  'form-as-json',
  [
    onForm((text) => JSON.stringify(Object.fromEntries(new URLSearchParams(text)))),
    onForm((text) => JSON.stringify(Object.fromEntries(new URLSearchParams(text)), null, 2)),
    onForm((text) =>
      JSON.stringify(Object.fromEntries(new URLSearchParams(text)))
        .replaceAll('":', '": ')
        .replaceAll(',"', ', "'),
    ),
  ],
  {
    title: 'It becomes genuine when the form is printed as JSON: a form parser ran first.',
    explanation: 'The signature covers JSON of the form’s fields, which a framework parsed.',
  },
);

export const formMistakes: readonly Mistake[] = [
  formReencoded,
  formPayloadOnly,
  formPayloadUnwrapped,
  formSorted,
];

/** Whole families of encodings and orders. */
export const formFamilies: readonly Mistake[] = [formEncodings, formAsJson, formReordered];
