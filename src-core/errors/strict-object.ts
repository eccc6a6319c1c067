import { z } from 'zod';
import { nearest } from './nearest.ts';

const list = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');

/** An object that takes no other keys than its own; an unknown one is named together with the nearest that there is. */
export function strictObject<Shape extends z.ZodRawShape>(shape: Shape) {
  const known = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code !== 'unrecognized_keys') return undefined;
      const meant = issue.keys.map((key) => nearest(key, known, 1)[0] ?? '');
      return `there is no ${list(issue.keys)} here; did you mean ${list([...new Set(meant)])}?`;
    },
  });
}
