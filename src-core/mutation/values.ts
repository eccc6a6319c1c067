import { bodyOf, type DeckEvent, type DeckField, withJsonAt } from './deck-event.ts';
import { type Expectation, type Mutation, mutation } from './mutation.ts';

interface ValueCase {
  id: string;
  title: string;
  /** As it stands in the JSON, quotes included. */
  json: string | (() => string);
  incident: string;
  expect: Expectation;
}

const quoted = (text: string): string => JSON.stringify(text);

const numbers: ValueCase[] = [
  {
    id: 'number-2-53',
    title: 'Numbers one past 2^53',
    json: '9007199254740993',
    incident: 'An id or amount loses its last digit in every language whose numbers are doubles.',
    expect: 'survive',
  },
  {
    id: 'number-64-bit',
    title: 'Numbers at the end of 64 bits',
    json: '18446744073709551615',
    incident: 'A counter past 2^63 overflows a column or a parser that reads signed 64-bit integers.',
    expect: 'survive',
  },
  {
    id: 'number-negative-zero',
    title: 'Negative zero',
    json: '-0',
    incident: 'A refund of nothing is -0, and a lookup by text finds no "-0".',
    expect: 'survive',
  },
  {
    id: 'number-1e309',
    title: 'A number beyond doubles (1e309)',
    json: '1e309',
    incident: 'It parses as Infinity, which prints as null and stores as nothing.',
    expect: 'survive',
  },
  {
    id: 'number-long-decimal',
    title: 'A decimal with 40 places',
    json: '0.1000000000000000055511151231257827021181',
    incident: 'Sums of money as doubles are off by a cent.',
    expect: 'survive',
  },
  {
    id: 'number-negative',
    title: 'Negative numbers',
    json: '-1',
    incident: 'A refund arrives as a negative amount, and an unsigned column refuses it.',
    expect: 'survive',
  },
  {
    id: 'number-text',
    title: 'Numbers as text',
    json: '"1234.50"',
    incident: 'A provider moves to decimals as text, and + becomes concatenation.',
    expect: 'survive',
  },
];

const tenMegabytes = 10_485_760;

const texts: ValueCase[] = [
  {
    id: 'text-empty',
    title: 'Empty text',
    json: '""',
    incident: 'A name is empty in production: split, charAt and NOT NULL checks fail.',
    expect: 'survive',
  },
  {
    id: 'text-nul',
    title: 'Text with a NUL',
    json: '"be\\u0000fore"',
    incident:
      'PostgreSQL refuses text with U+0000: the insert fails for ever and the event is retried for days.',
    expect: 'survive',
  },
  {
    id: 'text-lone-surrogate',
    title: 'Half an emoji (a lone surrogate)',
    json: '"half \\ud83d of it"',
    incident: 'A provider cuts a name after 20 UTF-16 units; encoding it as UTF-8 throws.',
    expect: 'survive',
  },
  {
    id: 'text-rtl',
    title: 'Right-to-left text',
    json: quoted('\u202eمرحبا\u202c שלום'),
    incident: 'Direction marks in a name turn the rest of an invoice or a log line around.',
    expect: 'accept',
  },
  {
    id: 'text-combining',
    title: 'Combining forms',
    json: quoted('Ame\u0301lie Nguye\u0302\u0303n \u1e9b\u0323'),
    incident: 'The same name in NFC and NFD is two customers.',
    expect: 'accept',
  },
  {
    id: 'text-emoji',
    title: 'Emoji beyond the basic plane',
    json: quoted('🎣 👩‍👩‍👧‍👦 🇨🇭'),
    incident: 'A utf8 (three-byte) column in MySQL refuses the insert.',
    expect: 'accept',
  },
  {
    id: 'text-html',
    title: 'HTML in text',
    json: quoted('<img src=x onerror="document.title=\'tacklebox\'">'),
    incident: 'The back office shows a customer’s name unescaped: stored cross-site scripting.',
    expect: 'accept',
  },
  {
    id: 'text-template',
    title: 'Template syntax in text',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: other people's templates are written so.
    json: quoted('{{7*7}} ${7*7} <%= 7*7 %> #{7*7} %s %n'),
    incident: 'A name is rendered as a template: what the customer typed is run.',
    expect: 'accept',
  },
  {
    id: 'text-sql',
    title: 'SQL in text',
    json: quoted(`Robert'); DROP TABLE students;--`),
    incident: 'A query is built by pasting: an apostrophe in a name is an error at best.',
    expect: 'accept',
  },
  {
    id: 'text-shell',
    title: 'Shell and path fragments in text',
    json: quoted('$(touch /tmp/tacklebox) `id` ; ../../etc/passwd'),
    incident: 'A file name or a command is made of a field.',
    expect: 'accept',
  },
  {
    id: 'text-line-breaks',
    title: 'Line breaks of all kinds in text',
    json: quoted('a\r\nX-Injected: yes\n\u2028b\u0085c'),
    incident: 'A field goes into a log line or a mail header: forged entries, injected headers.',
    expect: 'accept',
  },
  {
    id: 'text-looks-like-others',
    title: 'Text that looks like something else',
    json: quoted('null'),
    incident: 'A customer is called Null: a loose comparison takes the name for nothing.',
    expect: 'accept',
  },
];

const moments: [id: string, title: string, iso: string][] = [
  ['date-leap-second', 'A leap second', '2016-12-31T23:59:60Z'],
  ['date-leap-day', 'The 29th of February', '2028-02-29T12:00:00Z'],
  ['date-zone-edge', 'A zone 14 hours ahead', '2026-01-01T00:30:00+14:00'],
  ['date-year-1', 'The year 1', '0001-01-01T00:00:00Z'],
  ['date-year-9999', 'The last moment of 9999', '9999-12-31T23:59:59.999999999Z'],
  ['date-impossible', 'A day that does not exist', '2026-02-30T00:00:00Z'],
];

const currencies: [id: string, title: string, code: string, incident: string][] = [
  [
    'currency-jpy',
    'A currency without cents (JPY)',
    'jpy',
    'Yen have no hundredths: divided by 100, every amount is wrong.',
  ],
  [
    'currency-bhd',
    'A currency with three places (BHD)',
    'bhd',
    'Dinars have thousandths: divided by 100, every amount is ten times too large.',
  ],
  [
    'currency-unknown',
    'A currency nobody knows',
    'zzz',
    'A lookup of the currency finds nothing, and the handler reads through undefined.',
  ],
];

/** Writes a value into all of the fields, the last first, so that the places of the others stay true. */
const intoAll = (text: string, fields: readonly DeckField[], json: string): string =>
  fields.reduceRight((bent, { pointer }) => withJsonAt(bent, pointer, json), text);

const nameOf = ({ pointer }: DeckField): string => pointer.slice(pointer.lastIndexOf('/') + 1);
/** Names of fields whose text people write. */
const humanNames =
  /^(.*_)?(name|title|description|message|text|comment|subject|note|notes|summary|memo|city|street|line1|line2|address|bio|body|reason|label)$/i;

const isIsoTime = (value: unknown): boolean => typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value);

/** Numbers, texts, dates and money at the edges of what programs can hold, in every free field of the event at once. */
export function valueMutations(event: DeckEvent): Mutation[] {
  const { text, fields, randomOf } = event;
  if (text === null) return [];
  const free = fields.filter(({ hasRole }) => !hasRole);
  const numeric = free.filter(({ value }) => typeof value === 'number');
  const texty = free.filter(({ value }) => typeof value === 'string' && !isIsoTime(value));
  // What people typed may hold anything; other texts are names of states, which a handler may refuse.
  const human = texty.filter((field) => humanNames.test(nameOf(field)));
  const textual = human.length > 0 ? human : texty;
  const bounded = ({ expect, ...rest }: ValueCase): ValueCase => ({
    ...rest,
    expect: human.length > 0 ? expect : 'survive',
  });
  const times = fields.filter(({ value }) => isIsoTime(value));
  const money = fields.filter((field) => /currency/i.test(nameOf(field)) && typeof field.value === 'string');
  const made = (
    { id, title, json, incident, expect }: ValueCase,
    into: readonly DeckField[],
    where: string,
  ): Mutation =>
    mutation(id, 'values', { title, purpose: `${title} in ${where}.`, incident, expect }, event, () =>
      bodyOf(intoAll(text, into, typeof json === 'string' ? json : json())),
    );
  const one = (all: readonly DeckField[], id: string): DeckField[] => {
    const chosen = all[Math.floor(randomOf(id)() * all.length)];
    return chosen ? [chosen] : [];
  };
  const cases: Mutation[] = [];
  if (numeric.length > 0) cases.push(...numbers.map((value) => made(value, numeric, 'every free number')));
  if (textual.length > 0) {
    cases.push(
      ...texts.map((value) =>
        made(bounded(value), textual, human.length > 0 ? 'every text that people write' : 'every free text'),
      ),
      made(
        {
          id: 'text-10-mb',
          title: 'Text of 10 MB',
          json: () => quoted('x'.repeat(tenMegabytes)),
          incident: 'A note field has no bound at the provider’s: parser, logger and database do.',
          expect: 'survive',
        },
        one(textual, 'text-10-mb'),
        'one free text',
      ),
    );
  }
  if (times.length > 0) {
    cases.push(
      ...moments.map(([id, title, iso]) =>
        made(
          {
            id,
            title,
            json: quoted(iso),
            incident: 'Dates at the edges of calendars and zones are parsed as the wrong day, or not at all.',
            expect: 'survive',
          },
          times,
          'every time that is written out',
        ),
      ),
    );
  }
  if (money.length > 0) {
    cases.push(
      ...currencies.map(([id, title, code, incident]) =>
        made({ id, title, json: quoted(code), incident, expect: 'survive' }, money, 'every currency'),
      ),
    );
  }
  return cases;
}
