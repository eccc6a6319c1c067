/** A number of a JSON text that a double would round: kept as it was written. */
export class ExactNumber {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** Only so many digits in a row can be more than a double holds. */
const manyDigits = /\d{16}|\d\.\d{15}|\d{8}\.\d{8}/;

/**
 * Parses JSON. Integers and decimals that a double would change become {@link ExactNumber}; where the platform does not
 * tell what was written they are doubles.
 *
 * @throws SyntaxError
 */
export function parseExactJson(text: string): unknown {
  if (!manyDigits.test(text)) return JSON.parse(text);
  return JSON.parse(text, (_key: string, value: unknown, context?: { source?: string }) =>
    typeof value === 'number' && context?.source !== undefined && String(value) !== context.source
      ? new ExactNumber(context.source)
      : value,
  );
}
