import { ExactNumber } from '../../json/exact-numbers.ts';
import type { Comparison, ValueTest } from './expression.ts';

const decimal = /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/;

/** Whether `text` is `pattern`, in which `*` stands for any characters. Case is no matter. */
export function fitsPattern(pattern: string, text: string): boolean {
  const wanted = pattern.toLowerCase();
  const whole = text.toLowerCase();
  const [first = '', ...others] = wanted.split('*');
  const last = others.pop();
  if (last === undefined) return whole === first;
  if (!whole.startsWith(first)) return false;
  let at = first.length;
  for (const piece of others) {
    const found = whole.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return whole.length - last.length >= at && whole.endsWith(last);
}

/** Numbers that are written alike but for an exponent or zeros at their ends are one. */
function sameNumber(left: string, right: string): boolean {
  if (left === right) return true;
  const isLong = left.replace(/\D/g, '').length > 15 || right.replace(/\D/g, '').length > 15;
  if (!isLong) return Number(left) === Number(right);
  const bare = (text: string): string =>
    text.includes('.') && !/e/i.test(text)
      ? text
          .replace(/^\+/, '')
          .replace(/(?<!0)0+$/, '')
          .replace(/\.$/, '')
      : text;
  return bare(left) === bare(right);
}

function holds(order: number, comparison: Comparison): boolean {
  switch (comparison) {
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
  }
}

const orderOf = <T extends number | bigint | string>(left: T, right: T): number =>
  left < right ? -1 : left > right ? 1 : 0;

const integer = /^[+-]?\d+$/;

function compares(value: string, text: string, comparison: Comparison): boolean {
  const numbers = decimal.test(value) && decimal.test(text);
  // Times (ISO 8601) stand in the order of their texts; a number and a word stand in none.
  if (!numbers) return !decimal.test(text) && !decimal.test(value) && holds(orderOf(value, text), comparison);
  if (integer.test(value) && integer.test(text) && value.length < 400 && text.length < 400)
    return holds(orderOf(BigInt(value.replace('+', '')), BigInt(text.replace('+', ''))), comparison);
  return holds(orderOf(Number(value), Number(text)), comparison);
}

/** Whether a text passes. Where both are numbers they are compared as such. */
export function textPasses(test: ValueTest, text: string): boolean {
  switch (test.op) {
    case 'exists':
      return true;
    case 'is':
      return text.toLowerCase() === test.text.toLowerCase();
    case 'like':
      return fitsPattern(test.pattern, text);
    default:
      return compares(text.trim(), test.text, test.op);
  }
}

/** Whether a value of a parsed JSON text passes. Objects and lists only exist; they are equal to nothing that one types. */
export function jsonPasses(test: ValueTest, value: unknown): boolean {
  if (test.op === 'exists') return true;
  if (typeof value === 'string') return textPasses(test, value);
  if (typeof value === 'boolean' || value === null)
    return (test.op === 'is' || test.op === 'like') && textPasses(test, String(value));
  const number = value instanceof ExactNumber ? value.text : typeof value === 'number' ? String(value) : null;
  if (number === null) return false;
  if (test.op === 'is') return decimal.test(test.text) && sameNumber(number, test.text);
  return textPasses(test, number);
}
