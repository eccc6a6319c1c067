/** Sets of status codes as people write them: `200-299`, `2xx,304`, `400-499,!408,!429`. Later terms win over earlier ones. */

interface Term {
  from: number;
  to: number;
  included: boolean;
}

const cache = new Map<string, Term[]>();

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
