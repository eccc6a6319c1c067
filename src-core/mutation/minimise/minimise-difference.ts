import { type JsonChange, jsonDiff } from '../../json/diff.ts';
import { pointerSegments } from '../../json/spans.ts';
import type { Json } from '../../json/value.ts';
import type { MinimisedJson, StillFails } from './minimise-json.ts';
import { smallestFailing } from './smallest-failing.ts';

/** A value with one change made: set, or left out. Changes of a list's length are made from its end. */
function changed(value: Json | undefined, path: readonly string[], change: JsonChange): Json | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return change.change === 'removed' ? undefined : change.right;
  if (Array.isArray(value)) {
    const at = Number(key);
    const item = changed(value[at], rest, change);
    return item === undefined
      ? value.filter((_, index) => index !== at)
      : [...value.slice(0, at), item, ...value.slice(at + 1)];
  }
  const object = typeof value === 'object' && value !== null ? value : {};
  const inner = changed(object[key], rest, change);
  if (inner !== undefined) return { ...object, [key]: inner };
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));
}

/** The passing payload with some of the changes made. */
function withChanges(passing: Json, changes: readonly JsonChange[]): Json {
  // What is left out of lists goes last, the later places first, so that all other places stay true.
  const ordered = [
    ...changes.filter(({ change }) => change !== 'removed'),
    ...changes.filter(({ change }) => change === 'removed').reverse(),
  ];
  return ordered.reduce<Json>(
    (payload, change) => changed(payload, pointerSegments(change.pointer), change) ?? null,
    passing,
  );
}

/**
 * The smallest difference from a payload that passes which still fails: of all changes between the two, those that have to be
 * made.
 *
 * @throws FlakyAnswer, and whatever `stillFails` throws
 */
export async function minimiseDifference(
  passing: Json,
  failing: Json,
  stillFails: StillFails,
): Promise<MinimisedJson> {
  const changes = jsonDiff(passing, failing);
  const some = (places: readonly number[]) =>
    withChanges(
      passing,
      places.flatMap((at) => changes.slice(at, at + 1)),
    );
  const kept = await smallestFailing(changes.length, (places) => stillFails(some(places)));
  return {
    payload: some(kept),
    essential: kept.flatMap((at) => changes.slice(at, at + 1)).map(({ pointer }) => pointer),
  };
}
