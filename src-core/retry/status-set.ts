import { z } from 'zod';

/** A set of status codes as people write it: `200-299`, `2xx,304`, `400-499,!408,!429`. Later terms win. */
export const StatusSet = z
  .string()
  .max(1000)
  .regex(
    /^\s*!?(\dxx|\d{3}(-\d{3})?)(\s*,\s*!?(\dxx|\d{3}(-\d{3})?))*\s*$/,
    'a list such as 200-299,304 or 400-499,!429',
  );

interface Term {
  from: number;
  to: number;
  included: boolean;
}

const cache = new Map<string, Term[]>();
/** People write few sets; more in the cache would be somebody's loop. */
const mostCached = 1000;

function termsOf(set: string): Term[] {
  const cached = cache.get(set);
  if (cached) return cached;
  const terms = set.split(',').map((written): Term => {
    const term = written.trim();
    const included = !term.startsWith('!');
    const range = included ? term : term.slice(1);
    if (range.endsWith('xx')) {
      const hundreds = Number(range.charAt(0)) * 100;
      return { from: hundreds, to: hundreds + 99, included };
    }
    const [from = '', to = from] = range.split('-');
    return { from: Number(from), to: Number(to), included };
  });
  if (cache.size >= mostCached) cache.clear();
  cache.set(set, terms);
  return terms;
}

/** Whether `status` is in the set. The set's form was checked by the `StatusSet` schema. */
export function statusIn(set: string, status: number): boolean {
  let included = false;
  for (const term of termsOf(set)) {
    if (status >= term.from && status <= term.to) included = term.included;
  }
  return included;
}

/** What no answer can ever have: a range that is upside down, or codes outside 100 to 599. Null where all is well. */
export function statusSetProblem(set: string): string | null {
  const wrong = termsOf(set).find(({ from, to }) => from > to || from < 100 || to > 599);
  if (!wrong) return null;
  return wrong.from > wrong.to
    ? `${wrong.from}-${wrong.to} runs backwards: write ${wrong.to}-${wrong.from}`
    : `${wrong.from}-${wrong.to} is outside the status codes 100 to 599`;
}

/** Whether any final answer, 200 to 599, is in the set. */
export function anyStatusIn(set: string): boolean {
  for (let status = 200; status <= 599; status++) if (statusIn(set, status)) return true;
  return false;
}
