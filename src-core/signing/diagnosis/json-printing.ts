import type { JsonForm, JsonStyle } from '../../json/forms.ts';
import type { KeyOrder } from '../../json/key-order.ts';
import {
  fixedPointNumber,
  goNumber,
  javascriptNumber,
  phpNumber,
  pointedNumber,
  pythonNumber,
  stringStyles,
} from '../../json/printed-values.ts';

/**
 * Printers of JSON as a product of what they differ in: layout, escapes in strings, order of keys, numbers, what they leave
 * out. So a library that nobody listed is found all the same. Cost grows only with what the body holds: a choice that
 * changes nothing in it isn't made.
 */
export interface PrintedForm {
  text: string;
  /** What sets this form apart, for "printed …". */
  traits: string[];
}

interface Choice<T> {
  value: T;
  trait: string;
}

type Layout = Pick<
  JsonStyle,
  'indent' | 'itemSeparator' | 'keySeparator' | 'lineBreak' | 'inlineLists' | 'insideEmpty'
>;

const indents: [string, string][] = [
  ['  ', 'two spaces of indentation'],
  ['    ', 'four spaces of indentation'],
  ['\t', 'tabs for indentation'],
  ['   ', 'three spaces of indentation'],
  [' ', 'one space of indentation'],
  ['', 'line breaks without indentation'],
];

/** In the order in which they are met. */
const layouts: readonly Choice<Layout>[] = [
  { value: {}, trait: 'no white space' },
  {
    value: { itemSeparator: ', ', keySeparator: ': ' },
    trait: "a space after each comma and colon, as Python's json.dumps",
  },
  ...indents.map(([indent, name]) => ({ value: { indent }, trait: name })),
  { value: { keySeparator: ': ' }, trait: 'a space after each colon' },
  { value: { itemSeparator: ', ' }, trait: 'a space after each comma' },
  {
    value: { indent: '  ', keySeparator: ' : ', inlineLists: true, insideEmpty: ' ' },
    trait: "Jackson's pretty printer's layout",
  },
  {
    value: { indent: '  ', keySeparator: ' : ' },
    trait: 'two spaces of indentation and a space round each colon',
  },
  { value: { indent: '  ', keySeparator: ':' }, trait: 'two spaces of indentation and none after colons' },
  {
    value: { indent: '    ', keySeparator: ' : ' },
    trait: 'four spaces of indentation and a space round each colon',
  },
  { value: { indent: '    ', keySeparator: ':' }, trait: 'four spaces of indentation and none after colons' },
  { value: { indent: '  ', insideEmpty: '\n\n' }, trait: "old Ruby's pretty_generate's layout" },
  {
    value: { indent: '   ', keySeparator: ' : ' },
    trait: "three spaces of indentation and a space round each colon, as Perl's",
  },
  { value: { indent: '\t', keySeparator: ':' }, trait: 'tabs for indentation and no space after colons' },
  ...(['  ', '    ', '\t'] as const).map((indent) => ({
    value: { indent, lineBreak: '\r\n' },
    trait: `lines broken by CR LF, as on Windows, and ${indent === '\t' ? 'tabs' : `${indent.length} spaces`} of indentation`,
  })),
  { value: { itemSeparator: ' , ', keySeparator: ' : ' }, trait: 'a space round each comma and colon' },
  { value: { keySeparator: ' : ' }, trait: 'a space round each colon' },
  {
    value: { itemSeparator: ', ', keySeparator: ' : ' },
    trait: 'a space round each colon and after each comma',
  },
];

type Strings = ((text: string) => string) | undefined;

const stringChoices: readonly Choice<Strings>[] = [
  { value: undefined, trait: '' },
  { value: stringStyles.plain, trait: 'escapes undone in strings, as JSON.stringify' },
  { value: stringStyles.ascii, trait: "\\uXXXX for everything beyond ASCII, as Python's json.dumps" },
  { value: stringStyles.php, trait: "\\/ for / and \\uXXXX beyond ASCII, as PHP's json_encode" },
  { value: stringStyles.slashes, trait: '\\/ for /, as PHP with JSON_UNESCAPED_UNICODE or Swift' },
  { value: stringStyles.html, trait: '<, > and & escaped, as Go and Rails' },
  {
    value: stringStyles.dotnet,
    trait: 'everything beyond plain ASCII escaped in upper case, as System.Text.Json',
  },
  { value: stringStyles.gson, trait: "<, >, &, = and ' escaped, as Gson" },
  { value: stringStyles.asciiUpper, trait: '\\uXXXX in upper case for everything beyond ASCII' },
  { value: stringStyles.asciiOnly, trait: '\\uXXXX beyond ASCII, as PHP with JSON_UNESCAPED_SLASHES' },
  { value: stringStyles.htmlAscii, trait: '<, >, & and everything beyond ASCII escaped' },
  { value: stringStyles.closingTags, trait: '<\\/ for </, as org.json' },
  { value: stringStyles.htmlQuotes, trait: "<, >, & and ' escaped" },
  { value: stringStyles.phpHex, trait: "PHP's JSON_HEX escapes" },
];

const orderChoices: readonly Choice<KeyOrder | undefined>[] = [
  { value: undefined, trait: '' },
  { value: 'code-unit', trait: 'sorted keys' },
  { value: 'v8', trait: "the order of keys as JavaScript's (whole numbers first)" },
  { value: 'deduplicated', trait: 'repeated keys once' },
  { value: 'bytes', trait: 'keys sorted by their UTF-8 bytes' },
  { value: 'length', trait: "keys sorted by length, as PostgreSQL's jsonb and MySQL" },
  { value: 'case-insensitive', trait: 'keys sorted whatever their case' },
  { value: 'top', trait: 'the outermost keys sorted' },
  { value: 'reversed', trait: 'keys in reversed order' },
];

type Numbers = Pick<JsonStyle, 'numbers' | 'everyNumber'>;

/** Seventeen significant digits, zeros at the end left out: serialize_precision of PHP before 7.1, `%.17g` elsewhere. */
function precise17(raw: string): string {
  const number = Number(raw);
  if (Number.isInteger(number) || !Number.isFinite(number)) return raw;
  return number.toPrecision(17).replace(/\.?0+(?=e|$)/, '');
}

const numberChoices: readonly Choice<Numbers>[] = [
  { value: {}, trait: '' },
  { value: { numbers: javascriptNumber }, trait: 'numbers as JavaScript prints doubles' },
  { value: { numbers: pythonNumber }, trait: 'numbers as Python prints them' },
  { value: { numbers: fixedPointNumber, everyNumber: true }, trait: 'a point in every number (10.0)' },
  {
    value: { numbers: pointedNumber, everyNumber: true },
    trait: 'numbers as Java prints doubles (10.0, 1.0E10)',
  },
  { value: { numbers: pointedNumber }, trait: 'fractions as Java prints doubles (1.0E10)' },
  { value: { numbers: goNumber }, trait: 'numbers as Go prints floats' },
  { value: { numbers: phpNumber }, trait: 'numbers as PHP prints floats' },
  { value: { numbers: precise17 }, trait: 'fractions with 17 digits of precision, as old PHP prints floats' },
  {
    value: { numbers: (raw) => javascriptNumber(raw).replace('e', 'E') },
    trait: 'numbers with E in capitals',
  },
];

const isoDate = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:?\d\d)?$/;
const dates =
  (print: (day: string, time: string, fraction: string, zone: string) => string) => (text: string) => {
    const [, day, time, fraction = '', zone = ''] = isoDate.exec(text) ?? [];
    return day !== undefined && time !== undefined ? print(day, time, fraction, zone) : text;
  };
const trimmedZeros = (fraction: string) => fraction.replace(/\.?0+$/, '');
const asUtc = (zone: string) => (zone === 'Z' ? '+00:00' : zone === '+00:00' ? 'Z' : zone);
const padded = (fraction: string, digits: number) => `.${fraction.slice(1, digits + 1).padEnd(digits, '0')}`;

const valueChoices: readonly Choice<JsonStyle['values']>[] = [
  { value: undefined, trait: '' },
  {
    value: dates((d, t, f, z) => `${d}T${t}${trimmedZeros(f)}${z}`),
    trait: 'dates without zeros of their fraction, as Newtonsoft and Go',
  },
  {
    value: dates((d, t, f, z) => `${d}T${t}${trimmedZeros(f)}${asUtc(z)}`),
    trait: 'dates with +00:00 for Z (or Z for it), as Python’s isoformat',
  },
  {
    value: dates((d, t, f, z) => `${d}T${t}${f}${asUtc(z)}`),
    trait: 'dates with +00:00 for Z (or Z for it)',
  },
  {
    value: dates((d, t, f, z) => `${d}T${t}${padded(f, 3)}${z}`),
    trait: 'dates with milliseconds, as JavaScript prints them',
  },
  {
    value: dates((d, t, f) => `${d}T${t}${padded(f, 3)}Z`),
    trait: 'dates as JavaScript’s toISOString prints them',
  },
  { value: dates((d, t) => `${d}T${t}Z`), trait: 'dates to the second' },
  {
    value: dates((d, t, f, z) => `${d}T${t}${padded(f, 6)}${z}`),
    trait: 'dates with six digits of fraction',
  },
  {
    value: dates((d, t, f, z) => `${d}T${t}${padded(f, 7)}${z}`),
    trait: 'dates with seven digits of fraction, as .NET',
  },
  {
    value: dates((d, t, f, z) => `${d}T${t}${padded(f, 3)}${asUtc(z)}`),
    trait: 'dates with milliseconds and +00:00, as Jackson',
  },
  { value: dates((d, t, f) => `${d}T${t}${padded(f, 3)}+0000`), trait: 'dates with +0000, as old Jackson' },
  { value: dates((d, t) => `${d} ${t}`), trait: 'dates with a blank and without a zone' },
  { value: dates((d, t, f) => `${d}T${t}${trimmedZeros(f)}`), trait: 'dates without a zone' },
];

const omitChoices: readonly Choice<JsonStyle['omit']>[] = [
  { value: undefined, trait: '' },
  { value: 'nulls', trait: 'members that are null left out' },
  { value: 'empties', trait: 'members that are null or empty left out' },
];

const emptyChoices: readonly Choice<JsonStyle['emptyObject']>[] = [
  { value: undefined, trait: '' },
  { value: '[]', trait: 'empty objects as [], as PHP' },
];

interface Ranked<T> extends Choice<T> {
  rank: number;
}

/** Beyond that, what is rarer stands in the list alone: not one of them may cost more than a search has. */
const maxRank = 5;

/** Only choices that print this body otherwise than those before them. */
function distinct<T>(choices: readonly Choice<T>[], print: (value: T) => string): Ranked<T>[] {
  const seen = new Set<string>();
  return choices.flatMap((choice) => {
    const text = print(choice.value);
    if (seen.has(text)) return [];
    seen.add(text);
    return [{ ...choice, rank: Math.min(seen.size - 1, maxRank) }];
  });
}

/** Bodies beyond that are printed in the likeliest forms alone: each print of one costs more than a hundred small ones. */
const smallText = 16_384;
const mediumText = 262_144;

/**
 * Forms of a JSON text, the likeliest first. `limit` bounds how many; for large texts fewer choices are looked at, because
 * even finding out whether one matters prints the text.
 */
export function* printedForms(form: JsonForm, length: number, limit: number): Generator<PrintedForm> {
  const isLarge = length > mediumText;
  const few = <T>(choices: readonly Choice<T>[], count: number) =>
    isLarge ? choices.slice(0, count) : choices;
  const base = (style: JsonStyle) => form.print(style);
  const choices = {
    layout: few(layouts, 5).map((one, rank) => ({ ...one, rank: Math.min(rank, 6) })),
    strings: distinct(few(stringChoices, 6), (strings) => base(strings ? { strings } : {})),
    order: distinct(few(orderChoices, 3), (order) => base(order ? { order } : {})),
    numbers: distinct(few(numberChoices, 2), (numbers) => base(numbers)),
    omit: isLarge ? [] : distinct(omitChoices, (omit) => base(omit ? { omit } : {})),
    empty: isLarge ? [] : distinct(emptyChoices, (emptyObject) => base(emptyObject ? { emptyObject } : {})),
    values: isLarge ? [] : distinct(valueChoices, (values) => base(values ? { values } : {})),
  };
  if (choices.omit.length === 0) choices.omit.push({ value: undefined, trait: '', rank: 0 });
  if (choices.empty.length === 0) choices.empty.push({ value: undefined, trait: '', rank: 0 });
  if (choices.values.length === 0) choices.values.push({ value: undefined, trait: '', rank: 0 });
  const combos: { cost: number; style: JsonStyle; traits: string[] }[] = [];
  const maxCost = length > smallText ? 7 : 14;
  for (const layout of choices.layout)
    for (const strings of choices.strings)
      for (const order of choices.order)
        for (const numbers of choices.numbers) {
          if (layout.rank + strings.rank + 2 * (order.rank + numbers.rank) > maxCost) break;
          for (const omit of choices.omit)
            for (const empty of choices.empty)
              for (const values of choices.values) {
                const cost =
                  layout.rank +
                  strings.rank +
                  2 * (order.rank + numbers.rank + omit.rank + empty.rank + values.rank);
                if (cost > maxCost) continue;
                const style: JsonStyle = {
                  ...layout.value,
                  ...(strings.value ? { strings: strings.value } : {}),
                  ...(order.value ? { order: order.value } : {}),
                  ...numbers.value,
                  ...(omit.value ? { omit: omit.value } : {}),
                  ...(empty.value ? { emptyObject: empty.value } : {}),
                  ...(values.value ? { values: values.value } : {}),
                };
                const traits = [layout, strings, order, numbers, omit, empty, values]
                  .map(({ trait }) => trait)
                  .filter(Boolean);
                combos.push({ cost, style, traits });
              }
        }
  combos.sort((a, b) => a.cost - b.cost);
  for (const { style, traits } of combos.slice(0, limit)) yield { text: form.print(style), traits };
}
