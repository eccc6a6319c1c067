/** Moments as payloads write them: Unix seconds, milliseconds or ISO 8601, as numbers or as text. */

const iso = /^(\d{4}-\d\d-\d\d)([T ])(\d\d:\d\d(?::\d\d)?)(?:([.,])(\d{1,9}))?( ?(?:Z|UTC|[+-]\d\d:?\d\d)|)$/;

/** Words that end the name of a field which holds a moment. */
const timeWords = new Set(
  (
    'at on ts time timestamp date datetime created updated modified changed expires expiry expiration start started end ended ' +
    'since until occurred issued iat exp nbf epoch when sent received finished completed due'
  ).split(' '),
);

/** A field's name as words: `createdAt`, `created_at` and `created-at` are two. */
export const wordsOf = (name: string): string[] =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');

const isTimeName = (name: string): boolean => timeWords.has(wordsOf(name).at(-1) ?? '');

/** Seconds from 2001 to 2096: what else has ten digits is rarely under a name of time. */
const isSeconds = (value: number) => value >= 1e9 && value < 4e9;
const isMilliseconds = (value: number) => value >= 1e12 && value < 4e12;

/** Written with `Z`, with `UTC`, or with nothing (then UTC, as most providers mean it): 0. */
function offsetMinutes(zone: string): number {
  const [, sign, hours, minutes] = /([+-])(\d\d):?(\d\d)/.exec(zone) ?? [];
  if (hours === undefined || minutes === undefined) return 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/** A moment that a field holds: its time, and another time written in the same way. */
export interface Moment {
  ms: number;
  write(ms: number): string | number;
}

function ofIso(text: string): Moment | null {
  const [, date, between, clock, point = '.', fraction = '', zone = ''] = iso.exec(text) ?? [];
  if (date === undefined || clock === undefined) return null;
  const offsetMs = offsetMinutes(zone) * 60_000;
  const withSeconds = clock.length === 5 ? `${clock}:00` : clock;
  const local = Date.parse(`${date}T${withSeconds}.${fraction.padEnd(3, '0').slice(0, 3)}Z`);
  if (Number.isNaN(local)) return null;
  return {
    ms: local - offsetMs,
    write(ms) {
      const whole = new Date(ms + offsetMs).toISOString();
      const parts =
        fraction === ''
          ? ''
          : point + whole.slice(20, 23).padEnd(fraction.length, '0').slice(0, fraction.length);
      return `${whole.slice(0, 10)}${between}${whole.slice(11, 11 + clock.length)}${parts}${zone}`;
    },
  };
}

function ofNumber(value: number): Moment | null {
  if (isMilliseconds(value)) return { ms: value, write: (ms) => Math.floor(ms) };
  if (!isSeconds(value)) return null;
  const whole = Number.isInteger(value);
  return { ms: value * 1000, write: (ms) => (whole ? Math.floor(ms / 1000) : Math.floor(ms) / 1000) };
}

/** Digits in a string, such as Slack's `1751371200.000100`. */
function ofDigits(text: string): Moment | null {
  const [, whole, fraction] = /^(\d{10}|\d{13})(?:\.(\d{1,6}))?$/.exec(text) ?? [];
  if (whole === undefined) return null;
  const known = ofNumber(Number(whole));
  if (!known) return null;
  const tail = fraction === undefined ? '' : `.${fraction}`;
  return { ms: known.ms, write: (ms) => `${Math.floor(whole.length === 13 ? ms : ms / 1000)}${tail}` };
}

/** The moment in a field; null where it holds none. A full date and time is one under any name, a number only under a name of time. */
export function momentOf(name: string, value: string | number, declared = false): Moment | null {
  if (typeof value === 'string') {
    if (value.length > 40) return null;
    return ofIso(value) ?? (declared || isTimeName(name) ? ofDigits(value) : null);
  }
  return declared || isTimeName(name) ? ofNumber(value) : null;
}
