import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type JsonTable, jsonLine, jsonText, layoutJson, unfoldedLines } from '#core/json/lines.ts';
import { textPieces } from '#renderer/ui/text/invisible.ts';
import { rawRows } from '#renderer/ui/text/raw-rows.ts';
import { shortJson } from '#renderer/ui/text/short-json.ts';

function tableOf(text: string): JsonTable {
  const layout = layoutJson(text);
  if (!layout.ok) throw new Error(`at ${layout.offset}: ${layout.expected}`);
  return layout.table;
}
const pretty = (text: string) => jsonText(text, tableOf(text));

describe('JSON in lines', () => {
  it('keeps every digit, escape and duplicate key of what was on the wire', () => {
    const text = '{"n":12345678901234567890,"n":1.10,"s":"\\u00e9\\/é"}';
    expect(pretty(text)).toBe('{\n  "n": 12345678901234567890,\n  "n": 1.10,\n  "s": "\\u00e9\\/é"\n}');
  });

  it('means the same as the text that it lays out', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(pretty(JSON.stringify(value)))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('agrees with the language about what is JSON', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json().map((text) => text.slice(1)),
        ),
        (text) => {
          let isJson = true;
          try {
            JSON.parse(text);
          } catch {
            isJson = false;
          }
          expect(layoutJson(text).ok).toBe(isJson);
        },
      ),
    );
  });

  it('says where it stops being JSON', () => {
    expect(layoutJson('{"a":1,}')).toEqual({
      ok: false,
      offset: 7,
      expected: 'a name in quotes and a colon',
    });
    expect(layoutJson('[1 2]')).toEqual({ ok: false, offset: 3, expected: 'a comma or ]' });
    expect(layoutJson('{"a":1} x')).toEqual({ ok: false, offset: 8, expected: 'the end' });
  });

  it('lays out strings of megabytes and deep nesting without running out of stack', () => {
    expect(tableOf(JSON.stringify({ data: 'x'.repeat(5_000_000) })).count).toBe(3);
    expect(tableOf('['.repeat(50_000) + ']'.repeat(50_000)).count).toBe(99_999);
  });

  it('indents deep nesting no further than anybody looks, so that copying it costs no more than its length', () => {
    const deep = `${'['.repeat(50_000)}1${']'.repeat(50_000)}`;
    expect(pretty(deep).length).toBeLessThan(200 * deep.length);
    expect(JSON.stringify(JSON.parse(pretty(deep.slice(49_000, 51_001))))).toBe(deep.slice(49_000, 51_001));
  });

  it('hides what is inside a folded line', () => {
    const text = '{"a":{"b":1},"c":2}';
    const table = tableOf(text);
    const seen = unfoldedLines(table, new Set([1])) ?? [];
    expect([...seen].map((index) => jsonLine(text, table, index).key)).toEqual([null, '"a"', '"c"', null]);
    expect(unfoldedLines(table, new Set())).toBeNull();
  });
});

describe('JSON in short', () => {
  it('is what the language writes, where it is short', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(shortJson(value, 1_000_000)).toBe(JSON.stringify(value));
      }),
    );
  });

  it('ends soon, however large or deep the value is', () => {
    expect(shortJson(JSON.parse('['.repeat(200_000) + ']'.repeat(200_000))).length).toBeLessThan(3000);
    expect(shortJson(Array.from({ length: 1_000_000 }, () => 1)).length).toBeLessThan(3000);
    expect(shortJson({ long: 'x'.repeat(5_000_000) }).length).toBeLessThan(3000);
  });
});

describe('raw text', () => {
  it('is cut into rows that join to the very same text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 2, max: 20 }), (text, columns) => {
        const starts = rawRows(text, columns);
        const rows = starts.slice(0, -1).map((start, index) => text.slice(start, starts[index + 1]));
        expect(rows.join('')).toBe(text);
        for (const row of rows) expect(row.length).toBeLessThanOrEqual(columns + 1);
      }),
    );
  });

  it('draws what nobody would see', () => {
    expect(textPieces('\ufeff{"a":1}\u200b\n').map((piece) => piece.mark?.hex ?? piece.text)).toEqual([
      'EF BB BF',
      '{"a":1}',
      'E2 80 8B',
      '0A',
    ]);
  });
});
