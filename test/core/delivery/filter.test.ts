import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meaningOf } from '#core/delivery/filter/delivery-filter.ts';
import { readFilter } from '#core/delivery/filter/read-filter.ts';
import { complete, suggestionsFor } from '#core/delivery/filter/suggest.ts';
import { fitsPattern, jsonPasses } from '#core/delivery/filter/value-test.ts';
import { parseExactJson } from '#core/json/exact-numbers.ts';
import { parseJsonPath, valuesAt } from '#core/json/path.ts';

const messages = (text: string): string[] => readFilter(text).problems.map(({ message }) => message);

describe('reading a filter', () => {
  it('takes each piece for what it is', () => {
    const text = '-type:ping (a OR "b c") size:>1MB body.x["y z"]>=5 https://example.com';
    const { tokens, problems } = readFilter(text);
    expect(problems).toEqual([]);
    expect(tokens.map(({ start, end, kind }) => [kind, text.slice(start, end)])).toEqual([
      ['operator', '-'],
      ['token', 'type:ping'],
      ['operator', '('],
      ['word', 'a'],
      ['operator', 'OR'],
      ['word', '"b c"'],
      ['operator', ')'],
      ['token', 'size:>1MB'],
      ['token', 'body.x["y z"]>=5'],
      ['word', 'https://example.com'],
    ]);
  });

  it('binds what stands side by side closer than OR', () => {
    const parsed = readFilter('provider:a type:b OR type:c').expression;
    expect(parsed.op).toBe('any');
    expect(parsed.op === 'any' && parsed.of.map(({ op }) => op)).toEqual(['all', 'is']);
  });

  it.each([
    ['status:soon', 'status: takes 404, 5xx, 400..499, or a state such as retrying or dead_letter.'],
    ['provder:stripe', '"provder" is no key; "provider" is. To search for the text, put it in quotes.'],
    ['(a', 'This bracket is not closed.'],
    ['a OR', 'OR stands between two conditions; the one behind it is missing.'],
    ['NOT', 'NOT stands before a condition; there is none behind it.'],
    ['took>soon', 'took: takes a duration such as >500ms or <2s.'],
    ['is:blue', 'is: takes pinned or duplicate.'],
    ['since:yesterday', 'since: takes a span such as 15m, 1h, 7d, or a date.'],
    ['body.[:1', 'body.[: takes a path and a value, such as body.data.amount>1000 or body.items[*].sku:A1.'],
    ['status:503..404', 'status: takes 404, 5xx, 400..499, or a state such as retrying or dead_letter.'],
  ])('%s: says what was expected', (text, message) => {
    expect(messages(text)).toEqual([message]);
  });

  it.each([
    'status:',
    'type:a OR type:b',
    'a)b',
    '-',
    'x -',
    'id:5',
    'foo:bar',
    '"provder:stripe"',
    ':',
    '"',
  ])('%s: is no mistake', (text) => expect(messages(text)).toEqual([]));

  it('reads whatever is typed in proportion to its length, and never throws', () => {
    const nasty = fc.string({
      unit: fc.constantFrom(...'()-":=<>.[]*\\ aORbodyheader1'.split(''), 'OR ', 'body.'),
    });
    fc.assert(
      fc.property(nasty, (text) => {
        const { tokens } = readFilter(text);
        for (const [index, token] of tokens.entries())
          expect(token.start).toBeGreaterThanOrEqual(tokens[index - 1]?.end ?? 0);
      }),
      { numRuns: 500 },
    );
    for (const text of [
      '('.repeat(4000),
      '-'.repeat(4000),
      `body${'.a'.repeat(1998)}`,
      `body${'[1'.repeat(1998)}`,
    ])
      expect(() => readFilter(text)).not.toThrow();
    expect(messages('x'.repeat(4001))).toEqual(['A filter has at most 4000 characters.']);
  });

  it('parts words, which an index finds, from what else must hold', () => {
    expect(meaningOf({ search: 'one', where: 'two "three four" -five provider:stripe' }).words).toBe(
      'one two three four',
    );
    expect(meaningOf({ where: 'two OR three' }).words).toBe('');
  });
});

describe('values', () => {
  it.each([
    ['invoice.*', 'invoice.paid', true],
    ['invoice.*', 'invoic.paid', false],
    ['*paid*', 'INVOICE.PAID.V2', true],
    ['a*a', 'a', false],
    ['a*b*c', 'a-c-b', false],
    ['*', '', true],
    ['**a', 'ba', true],
  ])('%s fits %s: %s', (pattern, text, fits) => expect(fitsPattern(pattern, text)).toBe(fits));

  it('keep digits that a double would lose', () => {
    const [id] = valuesAt(parseExactJson('{"id":12345678901234567891}'), parseJsonPath('id') ?? []);
    expect(jsonPasses({ op: 'is', text: '12345678901234567891' }, id)).toBe(true);
    expect(jsonPasses({ op: 'is', text: '12345678901234567892' }, id)).toBe(false);
    expect(jsonPasses({ op: '>', text: '12345678901234567890' }, id)).toBe(true);
  });

  it('compare as numbers where both are, as texts where neither is, and never across', () => {
    expect(jsonPasses({ op: '>', text: '9' }, '10')).toBe(true);
    expect(jsonPasses({ op: '>=', text: '2026-11-01' }, '2026-11-21T10:00:00Z')).toBe(true);
    expect(jsonPasses({ op: '>', text: '5' }, 'abc')).toBe(false);
    expect(jsonPasses({ op: '<', text: 'abc' }, 5)).toBe(false);
    expect(jsonPasses({ op: 'is', text: '1.50' }, 1.5)).toBe(true);
    expect(jsonPasses({ op: 'is', text: '' }, {})).toBe(false);
  });

  it.each([
    ['$.a.b[0]', '{"a":{"b":[1]}}', [1]],
    ['a.b.0', '{"a":{"b":[1]}}', [1]],
    ['a[*].x', '{"a":[{"x":1},{"y":2},{"x":3}]}', [1, 3]],
    ['*', '{"a":1,"b":2}', [1, 2]],
    ["$['odd name'].x", '{"odd name":{"x":true}}', [true]],
    ['a.__proto__', '{"a":{}}', []],
    ['a.length', '{"a":[1]}', []],
  ])('%s of %s', (path, text, values) => {
    expect(valuesAt(JSON.parse(text), parseJsonPath(path) ?? [])).toEqual(values);
  });
});

describe('suggestions', () => {
  const there = (key: string) => (key === 'type' ? [{ value: 'invoice.paid', count: 1200 }] : []);
  const texts = (text: string): string[] => suggestionsFor(text, there).map((each) => each.text);

  it('are keys while one may be typed, and values behind one', () => {
    expect(texts('')).toContain('provider:');
    expect(texts('provider:stripe s')).toEqual(['status:', 'since:', 'size:']);
    expect(texts('-st')).toEqual(['status:']);
    expect(texts('mira@example')).toEqual([]);
    expect(texts('provider:stripe ')).toEqual([]);
    expect(suggestionsFor('type:inv', there)).toEqual([{ text: 'invoice.paid', note: '1,200' }]);
    expect(texts('verdict:f')).toEqual(['failed']);
  });

  it('complete the last piece', () => {
    expect(complete('provider:stripe s', { text: 'status:', note: '' })).toBe('provider:stripe status:');
    expect(complete('endpoint:My', { text: 'My app', note: '' })).toBe('endpoint:"My app" ');
    expect(complete('status:404,5', { text: '5xx', note: '' })).toBe('status:404,5xx ');
  });
});
