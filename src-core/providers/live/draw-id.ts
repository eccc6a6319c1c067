/** `count` random bytes. */
export type RandomBytes = (count: number) => Uint8Array;

/** What the drawing of ids needs from outside. */
export interface DrawSources {
  nowMs: number;
  random: RandomBytes;
}

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const digits = '0123456789';
const lower = 'abcdefghijklmnopqrstuvwxyz';

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-([1-8])[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
const ulidTail = /(?:^|[_-])([0-7][0-9A-HJKMNP-TV-Z]{25})$/;

/** Placeholders of documents (`inv_12345`) get tails of this length: their own would soon repeat. */
const leastTail = 12;
/** A tail so long is a real one, and keeps its length. */
const realTail = 8;
/** Whole numbers get at least so many digits. */
const leastDigits = 9;

function pick(alphabet: string, count: number, random: RandomBytes): string {
  let text = '';
  // Bytes at and above the last multiple of the alphabet would favour its first letters.
  const fair = 256 - (256 % alphabet.length);
  while (text.length < count) {
    for (const byte of random(count - text.length))
      if (byte < fair) text += alphabet.charAt(byte % alphabet.length);
  }
  return text;
}

/** So many hex digits that spell a moment, as UUID 7 begins with it. */
const hexTime = (nowMs: number): string => Math.floor(nowMs).toString(16).padStart(12, '0').slice(-12);

function drawUuid(like: string, version: string, { nowMs, random }: DrawSources): string {
  const hex = '0123456789abcdef';
  const head = version === '7' ? hexTime(nowMs) : pick(hex, 12, random);
  const rest = `${pick(hex, 3, random)}-${pick('89ab', 1, random)}${pick(hex, 3, random)}-${pick(hex, 12, random)}`;
  const uuid = `${head.slice(0, 8)}-${head.slice(8)}-${version}${rest}`;
  return like === like.toUpperCase() ? uuid.toUpperCase() : uuid;
}

function drawUlid({ nowMs, random }: DrawSources): string {
  let time = '';
  for (let left = Math.floor(nowMs); time.length < 10; left = Math.floor(left / 32)) {
    time = crockford.charAt(left % 32) + time;
  }
  return time + pick(crockford, 16, random);
}

/** Where an id's changing part begins: after the last separator, or after a prefix of letters before many digits (`SM…`, `Ev…`). */
function tailStart(id: string): number {
  const separator = Math.max(id.lastIndexOf('_'), id.lastIndexOf(':'), id.lastIndexOf('/'));
  if (separator >= 0 && separator < id.length - 1) return separator + 1;
  const dash = id.lastIndexOf('-');
  if (dash > 0 && dash < id.length - 1 && !/\d.*-/.test(id)) return dash + 1;
  return /^[A-Z]{1,3}(?=[0-9a-f]{24,}$)|^[A-Z][a-z]?(?=[0-9A-Z]{8,}$)/.exec(id)?.[0].length ?? 0;
}

/** The letters that a tail is made of. */
function alphabetOf(tail: string): string {
  if (/^[\d\W_]+$/.test(tail)) return digits;
  if (/^[0-9a-f\W_]+$/.test(tail)) return '0123456789abcdef';
  if (/^[0-9A-F\W_]+$/.test(tail) && tail.length >= realTail) return '0123456789ABCDEF';
  if (/^[0-9a-z\W_]+$/.test(tail)) return digits + lower;
  if (/^[0-9A-Z\W_]+$/.test(tail)) return digits + lower.toUpperCase();
  return digits + lower + lower.toUpperCase();
}

/** Letters and digits drawn anew, everything between them (`-`, `.`, `=`) in its place. */
function drawTail(tail: string, random: RandomBytes): string {
  const alphabet = alphabetOf(tail);
  const letters = tail.replaceAll(/[^0-9A-Za-z]/g, '').length;
  const drawn = pick(alphabet, letters, random);
  let at = 0;
  const text = tail.replaceAll(/[0-9A-Za-z]/g, () => drawn.charAt(at++));
  const more = tail.length < realTail ? leastTail - tail.length : 0;
  const whole = text + pick(alphabet, more, random);
  // A number that begins with 0 is another one once somebody has parsed it.
  return alphabet === digits ? whole.replace(/^0/, '1') : whole;
}

/**
 * A new id of the same form: its prefix and its separators stay, UUIDs and ULIDs keep their version and carry the time where
 * theirs does, other tails are drawn from the letters that theirs is made of.
 */
export function drawId(like: string, sources: DrawSources): string {
  const version = uuidPattern.exec(like)?.[1];
  if (version !== undefined) return drawUuid(like, version, sources);
  const ulid = ulidTail.exec(like)?.[1];
  if (ulid !== undefined) return like.slice(0, -ulid.length) + drawUlid(sources);
  const start = tailStart(like);
  return like.slice(0, start) + drawTail(like.slice(start), sources.random);
}

/** A new number with as many digits (within what JSON readers keep exactly). */
export function drawNumber(like: number, { random }: DrawSources): number {
  const count = Math.min(15, Math.max(leastDigits, String(Math.trunc(Math.abs(like))).length));
  return Number(pick('123456789', 1, random) + pick(digits, count - 1, random));
}
