import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textPieces } from '#renderer/ui/text/invisible.ts';
import { jsonText, layoutJson, unfoldedLines } from '#renderer/ui/text/json-lines.ts';
import { rawRows } from '#renderer/ui/text/raw-rows.ts';

function lines(text: string) {
  const layout = layoutJson(text);
  if (!layout.ok) throw new Error(`at ${layout.offset}: ${layout.expected}`);
  return layout.lines;
}

describe('JSON in lines', () => {
  it('keeps every digit, escape and duplicate key of what was on the wire', () => {
    const text = '{"n":12345678901234567890,"n":1.10,"s":"\\u00e9\\/é"}';
    expect(jsonText(lines(text))).toBe(
      '{\n  "n": 12345678901234567890,\n  "n": 1.10,\n  "s": "\\u00e9\\/é"\n}',
    );
  });

  it('means the same as the text that it lays out', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(jsonText(lines(JSON.stringify(value))))).toEqual(JSON.parse(JSON.stringify(value)));
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
    expect(lines(JSON.stringify({ data: 'x'.repeat(5_000_000) }))).toHaveLength(3);
    expect(lines('['.repeat(50_000) + ']'.repeat(50_000))).toHaveLength(99_999);
  });

  it('hides what is inside a folded line', () => {
    const all = lines('{"a":{"b":1},"c":2}');
    expect(unfoldedLines(all, new Set([1])).map((index) => all[index]?.key)).toEqual([
      null,
      '"a"',
      '"c"',
      null,
    ]);
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
