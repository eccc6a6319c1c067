/** The search met an answer that contradicts an earlier one about the same payload. */
export class FlakyAnswer extends Error {}

/**
 * The units that have to stay for a failure, in their order: found one after the other, each by halving, so that n units of
 * which k matter take about k·log2(n) tries. `fails` holds for all of them together.
 *
 * @param fails whether the units at these places alone, in ascending order, still fail
 * @throws FlakyAnswer where the same units failed before and now don't
 */
export async function smallestFailing(
  count: number,
  fails: (kept: readonly number[]) => Promise<boolean>,
): Promise<number[]> {
  const ascending = (places: readonly number[]) => [...places].sort((a, b) => a - b);
  const kept: number[] = [];
  /** Units `0 … open` together with those kept are known to fail. */
  let open = count;
  for (;;) {
    if (await fails(ascending(kept))) return ascending(kept);
    if (open === 0) throw new FlakyAnswer('The same payload failed at first, and then did not.');
    let passes = 0;
    let failsAt = open;
    while (failsAt - passes > 1) {
      const middle = (passes + failsAt) >> 1;
      const tried = [...kept, ...Array.from({ length: middle }, (_, at) => at)];
      if (await fails(ascending(tried))) failsAt = middle;
      else passes = middle;
    }
    kept.push(failsAt - 1);
    open = failsAt - 1;
  }
}

/**
 * The shortest length from 0 to `length` at which something fails, found by halving; the whole is known to fail.
 *
 * @param fails whether so much of it still fails
 */
export async function shortestFailing(
  length: number,
  fails: (length: number) => Promise<boolean>,
): Promise<number> {
  if (length === 0 || (await fails(0))) return 0;
  let passes = 0;
  let failsAt = length;
  while (failsAt - passes > 1) {
    const middle = (passes + failsAt) >> 1;
    if (await fails(middle)) failsAt = middle;
    else passes = middle;
  }
  return failsAt;
}
