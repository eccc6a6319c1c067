import { describe, expect, it } from 'vitest';
import { maxScrollPx, rowWindow, scrollScale } from '#renderer/ui/scroll-scale.ts';

describe('a long list', () => {
  it('scrolls natively while it fits', () => {
    expect(scrollScale(500_000, 36, 700)).toEqual({
      physicalPx: 18_000_000,
      virtualPx: 18_000_000,
      factor: 1,
    });
  });

  it('stays below what browsers clip, and its last row is reached at the very end', () => {
    const count = 1_000_000;
    const { physicalPx, factor } = scrollScale(count, 36, 700);
    expect(physicalPx).toBe(maxScrollPx);
    const virtualTop = (physicalPx - 700) * factor;
    expect(rowWindow(virtualTop, 700, 36, count, 0).last).toBe(count - 1);
  });
});
