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

export const formMistakes: readonly Mistake[] = [
  formReencoded,
  formPayloadOnly,
  formPayloadUnwrapped,
  formSorted,
];
