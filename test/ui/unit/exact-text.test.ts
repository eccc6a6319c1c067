import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shownText, spliceBetween, splicedExact } from '#renderer/ui/text/exact-text.ts';

/** Texts in which line ends of every kind stand side by side. */
const text = fc
  .array(fc.constantFrom('\r', '\n', '\r\n', 'a', 'b', '\u2028', '\ufeff', '\u0000'), { maxLength: 12 })
  .map((parts) => parts.join(''));

describe('exact text beside an editor', () => {
  it('is what was pasted, to the last carriage return', () => {
    fc.assert(
      fc.property(text, (pasted) => {
        const splice = { offset: 0, length: 0, text: shownText(pasted) };
        expect(splicedExact('', splice, pasted)).toBe(pasted);
      }),
    );
  });

  it('is always shown as the editor shows it, whatever is typed, pasted or removed', () => {
    fc.assert(
      fc.property(text, text, fc.nat(12), fc.nat(12), fc.boolean(), (exact, insert, at, length, isPaste) => {
        const before = shownText(exact);
        const offset = Math.min(at, before.length);
        const removed = Math.min(length, before.length - offset);
        const inserted = shownText(insert);
        const after = before.slice(0, offset) + inserted + before.slice(offset + removed);
        const splice = { offset, length: removed, text: inserted };
        expect(shownText(splicedExact(exact, splice, isPaste ? insert : null))).toBe(after);
      }),
    );
  });

  it('leaves alone what an edit does not touch', () => {
    const exact = 'POST / HTTP/1.1\r\nHost: a\r\n\r\n{"a":1}\n';
    const shown = shownText(exact);
    const typed = shown.replace('1}', '12}');
    expect(splicedExact(exact, spliceBetween(shown, typed), null)).toBe(exact.replace('1}', '12}'));
  });

  it('ends a typed line as all other lines end, else with a line feed', () => {
    expect(splicedExact('a\r\nb', { offset: 3, length: 0, text: '\n' }, null)).toBe('a\r\nb\r\n');
    expect(splicedExact('a\r\nb\n', { offset: 3, length: 0, text: '\n' }, null)).toBe('a\r\nb\n\n');
    expect(splicedExact('ab', { offset: 1, length: 0, text: '\n' }, null)).toBe('a\nb');
  });

  it('finds the edit between two texts', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const { offset, length, text: inserted } = spliceBetween(before, after);
        expect(before.slice(0, offset) + inserted + before.slice(offset + length)).toBe(after);
      }),
    );
  });
});
