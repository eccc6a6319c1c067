/** How often characters, fields and headers are looked at, so that a cost can be compared with another and no clock is needed. */

type Method = (this: unknown, ...given: unknown[]) => unknown;

/** What one call looks at: a search through a list or text counts its length. */
type Weight = (self: unknown, given: unknown[], result: unknown) => number;

const lengthOf: Weight = (self) => 1 + Number((self as { length?: number }).length ?? 0);
/** From where a search begins to where it ends. */
const searched: Weight = (self, [, from = 0], at) =>
  1 + Math.max(0, (Number(at) < 0 ? String(self).length : Number(at)) - Number(from));
const one: Weight = () => 1;
const sizeOf: Weight = (self) => 1 + [...(self as URLSearchParams).keys()].length;
const argumentLength: Weight = (_, [text]) => 1 + String(text ?? '').length;

const watched: [owner: object, name: string, weight: Weight][] = [
  ...['get', 'getAll', 'has'].map((name): [object, string, Weight] => [
    URLSearchParams.prototype,
    name,
    sizeOf,
  ]),
  ...['charCodeAt', 'charAt'].map((name): [object, string, Weight] => [String.prototype, name, one]),
  ...['toLowerCase', 'split', 'replaceAll', 'trim'].map((name): [object, string, Weight] => [
    String.prototype,
    name,
    lengthOf,
  ]),
  ...['filter', 'find', 'findIndex', 'flatMap', 'includes', 'map', 'some'].map(
    (name): [object, string, Weight] => [Array.prototype, name, lengthOf],
  ),
  [String.prototype, 'indexOf', searched],
  [TextEncoder.prototype, 'encode', argumentLength],
  [JSON, 'parse', argumentLength],
];

/** Sums what `run` looks at. Must be synchronous: the built-ins are watched while it runs. */
export function operationsOf(run: () => unknown): number {
  let total = 0;
  let isWeighing = false;
  const originals = watched.map(([owner, name, weight]) => {
    const original = Reflect.get(owner, name) as Method;
    Reflect.set(owner, name, function (this: unknown, ...given: unknown[]) {
      const result = original.apply(this, given);
      if (!isWeighing) {
        isWeighing = true;
        total += weight(this, given, result);
        isWeighing = false;
      }
      return result;
    });
    return original;
  });
  try {
    run();
  } finally {
    watched.forEach(([owner, name], at) => {
      Reflect.set(owner, name, originals[at]);
    });
  }
  return total;
}
