/**
 * Variables of a composed payload: `{{uuid}}`, `{{now}}`, `{{random.int 1 6}}`. They are data, filled in once when the
 * event is sent, never code. What is no known variable stays as it was written, so that payloads with braces of their
 * own (Handlebars, Jinja) pass untouched.
 *
 * In JSON a variable stands inside a string. `"{{timestamp | number}}"`, quotes and all, becomes a bare number.
 */

import { uuidOf } from '../bytes/uuid.ts';

/** Where the values come from; given by the caller so that this stays a pure function. */
export interface VariableSources {
  nowMs: number;
  /** From 0 up to 1, without it. */
  random(): number;
}

export interface VariableHelp {
  /** As it is written between the braces. */
  name: string;
  help: string;
  /** The value is a number, so `| number` makes sense for it. */
  numeric: boolean;
}

/** What can be written, for menus and completion. */
export const variableHelp: readonly VariableHelp[] = [
  { name: 'uuid', help: 'A random UUID (version 4)', numeric: false },
  { name: 'now', help: 'The time of sending, ISO 8601 in UTC', numeric: false },
  { name: 'date', help: 'The date of sending in UTC, as 2026-01-31', numeric: false },
  { name: 'timestamp', help: 'The time of sending in Unix seconds', numeric: true },
  { name: 'timestamp.ms', help: 'The time of sending in Unix milliseconds', numeric: true },
  { name: 'random.int', help: 'A whole number; random.int 1 6 is a die', numeric: true },
  { name: 'random.float', help: 'A number from 0 to 1', numeric: true },
  { name: 'random.hex', help: 'Hex digits; random.hex 12 has twelve', numeric: false },
  { name: 'random.word', help: 'One of a few words', numeric: false },
  { name: 'random.email', help: 'An address at example.com', numeric: false },
];

const words = ['anchor', 'bobber', 'current', 'drift', 'eddy', 'float', 'harbor', 'lure', 'reel', 'tide'];

/** Beyond this a `random.hex` is left as it was written. */
const maxHexDigits = 4096;

const intBetween = (random: () => number, low: number, high: number): number =>
  low + Math.floor(random() * (high - low + 1));

function hexDigits(random: () => number, count: number): string {
  let digits = '';
  while (digits.length < count) digits += intBetween(random, 0, 15).toString(16);
  return digits;
}

const wholeNumber = (text: string | undefined): number | null =>
  text !== undefined && /^-?\d{1,15}$/.test(text) ? Number(text) : null;

function randomInt(args: string[], random: () => number): string | null {
  if (args.length === 0) return String(intBetween(random, 0, 999_999));
  const low = wholeNumber(args[0]);
  const high = wholeNumber(args[1]);
  if (args.length !== 2 || low === null || high === null || low > high) return null;
  return String(intBetween(random, low, high));
}

function randomHex(args: string[], random: () => number): string | null {
  const count = args.length === 0 ? 8 : wholeNumber(args[0]);
  if (args.length > 1 || count === null || count < 1 || count > maxHexDigits) return null;
  return hexDigits(random, count);
}

/** The value of one variable, or null where there is none of that name and form. */
function variableValue(expression: string, { nowMs, random }: VariableSources): string | null {
  const [name = '', ...args] = expression.split(/\s+/);
  if (name === 'random.int') return randomInt(args, random);
  if (name === 'random.hex') return randomHex(args, random);
  if (args.length > 0) return null;
  switch (name) {
    case 'uuid':
      return uuidOf(Uint8Array.from({ length: 16 }, () => intBetween(random, 0, 255)));
    case 'now':
      return new Date(nowMs).toISOString();
    case 'date':
      return new Date(nowMs).toISOString().slice(0, 10);
    case 'timestamp':
      return String(Math.floor(nowMs / 1000));
    case 'timestamp.ms':
      return String(nowMs);
    case 'random.float':
      return String(random());
    case 'random.word':
      return words[intBetween(random, 0, words.length - 1)] ?? null;
    case 'random.email':
      return `${words[intBetween(random, 0, words.length - 1)]}.${intBetween(random, 100, 999)}@example.com`;
    default:
      return null;
  }
}

const expressions =
  /"\{\{\s*([a-z][a-z0-9. -]{0,60}?)\s*\|\s*number\s*\}\}"|\{\{\s*([a-z][a-z0-9. -]{0,60}?)\s*\}\}/g;

export interface Filled {
  text: string;
  /** The expressions that were filled in, in their order, repeats included. */
  filled: string[];
  /** What looks like a variable and isn't one: left as it was. */
  unknown: string[];
}

/** Fills in all variables of a text. Each occurrence draws its own value; times are one moment throughout. */
export function fillVariables(template: string, sources: VariableSources): Filled {
  const filled: string[] = [];
  const unknown: string[] = [];
  const text = template.replace(expressions, (whole: string, asNumber?: string, plain?: string) => {
    const expression = asNumber ?? plain ?? '';
    const value = variableValue(expression, sources);
    if (value === null || (asNumber !== undefined && !Number.isFinite(Number(value)))) {
      unknown.push(expression);
      return whole;
    }
    filled.push(expression);
    return value;
  });
  return { text, filled, unknown };
}
