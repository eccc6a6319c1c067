import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partsText, type SearchableRow, searchedBodyBytes } from '#main/engine/history/search/search-text.ts';

const row = (body: string): SearchableRow => ({
  key: 1,
  delivery_id: '',
  provider: '',
  event_type: null,
  provider_delivery_id: null,
  target: '',
  content_type: 'application/json',
  raw_headers: '[]',
  scheme: null,
  endpoint_scheme: null,
  body_file: null,
  body: Buffer.from(body),
});
const noFile = () => Buffer.alloc(0);
const text = (body: string) => partsText(row(body), noFile);

/** The values of a JSON document by the parser of the language, in their order. */
function valuesOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [JSON.stringify(value)];
  if (typeof value !== 'object' || value === null) return [];
  return (Array.isArray(value) ? value : Object.values(value)).flatMap(valuesOf);
}

describe('the text that is searched', () => {
  it('holds each value of a JSON body once, and none of its keys', () => {
    const ascii = fc.string({ unit: 'grapheme-ascii' });
    const json = fc.object({
      key: fc.constantFrom('KEY_', 'KEY_2"\\'),
      values: [ascii, fc.integer(), fc.double()],
    });
    fc.assert(
      fc.property(json, (value) => {
        const found = text(JSON.stringify(value, null, 1));
        expect(found).toContain(
          valuesOf(JSON.parse(JSON.stringify(value)))
            .join('\n')
            .toLowerCase(),
        );
        expect(found).not.toContain('key_');
      }),
    );
  });

  it('is made of any bytes in proportion to their number', () => {
    const unit = [`"\\`, `\\"`, `"`, `"" `, `-`, `1`, `"a" :`, `{"`, `[`, `"\\\\`, ' ', `\\u`];
    for (const piece of unit) {
      const count = Math.floor(searchedBodyBytes / piece.length);
      text(`["${piece.repeat(count)}`);
      text(`{${piece.repeat(count)}`);
    }
  });
});
