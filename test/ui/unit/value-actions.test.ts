import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meaningOf } from '#core/delivery/filter/delivery-filter.ts';
import { partsOf } from '#core/delivery/filter/expression.ts';
import { bodyPasses } from '#core/delivery/filter/matches.ts';
import { jsonLine, layoutJson, placeOfLine } from '#core/json/lines.ts';
import { filterOf } from '#renderer/features/inbox/detail/value-actions.ts';

/** Each value and the way there, by walking what JSON.parse makes of the text. */
function walk(
  value: unknown,
  place: (string | number)[] = [],
): { place: (string | number)[]; value: unknown }[] {
  const inside = Array.isArray(value)
    ? value.flatMap((each, index) => walk(each, [...place, index]))
    : typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([name, each]) => walk(each, [...place, name]))
      : [];
  return [{ place, value }, ...inside];
}

describe('a value of a body', () => {
  it('is told by the names and places that lead to it, and found by them', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const text = JSON.stringify(value);
        const layout = layoutJson(text);
        if (!layout.ok) throw new Error('that is JSON');
        const walked = walk(JSON.parse(text));
        let at = 0;
        for (let line = 0; line < layout.table.count; line++) {
          const { kind, value: written } = jsonLine(text, layout.table, line);
          if (kind === 'close') continue;
          const expected = walked[at++];
          const place = placeOfLine(text, layout.table, line);
          expect(place).toEqual(expected?.place);
          const isScalar = kind === 'string' || kind === 'number' || kind === 'word';
          const filter = filterOf({ place, value: isScalar ? written : null });
          if (filter === null) continue;
          const [part] = partsOf(meaningOf({ where: filter }).expression);
          if (part?.op !== 'is' || part.condition.kind !== 'body') throw new Error(filter);
          expect(bodyPasses(part.condition.path, part.condition.test, text)).toBe(true);
        }
        expect(at).toBe(walked.length);
      }),
      { numRuns: 300 },
    );
  });
});
