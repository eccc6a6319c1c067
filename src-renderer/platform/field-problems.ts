import { z } from 'zod';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';

const Details = z.object({ issues: z.array(z.object({ path: z.string(), message: z.string() })) });

/** What was wrong with a form: by field, and what belongs to none. */
export interface FieldProblems {
  byPath: ReadonlyMap<string, string>;
  /** For the form as a whole; null where every problem has its field. */
  general: string | null;
}

/** A place inside a field's value: lists are counted from 1, as people do. */
const partOf = (path: string): string => (/^\d+$/.test(path) ? `entry ${Number(path) + 1}` : path);

export const noProblems: FieldProblems = { byPath: new Map(), general: null };

/**
 * Parts an error into messages for the fields of a form. `paths` are those that the form shows; a problem below one of
 * them (`answer.answers.0.status` for `answer`) is its as well. Null where the error isn't about the input.
 */
export function fieldProblems(error: unknown, paths: readonly string[]): FieldProblems | null {
  if (!(error instanceof TackleboxError) || error.kind !== 'invalid') return null;
  const details = Details.safeParse(error.details);
  if (!details.success || details.data.issues.length === 0)
    return { byPath: new Map(), general: error.message };
  const byPath = new Map<string, string>();
  const rest: string[] = [];
  for (const { path, message } of details.data.issues) {
    const owner = paths
      .filter((known) => path === known || path.startsWith(`${known}.`))
      .sort((a, b) => b.length - a.length)[0];
    if (owner === undefined) rest.push(`${path}: ${message}`);
    else if (!byPath.has(owner))
      byPath.set(owner, path === owner ? message : `${partOf(path.slice(owner.length + 1))}: ${message}`);
  }
  return { byPath, general: rest.length > 0 ? rest.join('; ') : null };
}
