import { queryOf } from '../../http/request.ts';
import { locate, locateAll } from '../schemes/locate.ts';
import { jsonOf } from '../schemes/parsed-body.ts';
import { fix } from './fixes.ts';
import type { Mistake, Situation } from './mistake.ts';

/** A moment that the request states somewhere, and where. */
interface Moment {
  ms: number;
  text: string;
  place: string | null;
}

/** Any usual way to write a moment; null for what is none, or none of our time. */
function momentOf(text: string): number | null {
  const bare = text.trim().replace(/^["']|["']$/g, '');
  const digits = /^(\d{9,20})(?:\.\d+)?$/.exec(bare)?.[1];
  const ms =
    digits === undefined
      ? bare.length <= 64 && /\d{4}|:\d\d/.test(bare) && /[-/:, ]/.test(bare)
        ? Date.parse(bare)
        : Number.NaN
      : Number(digits) *
        (digits.length <= 11 ? 1000 : digits.length <= 14 ? 1 : digits.length <= 17 ? 1e-3 : 1e-6);
  return ms > 946_684_800_000 && ms < 7_258_118_400_000 ? Math.floor(ms) : null;
}

const pad = (number: number, width = 2) => String(number).padStart(width, '0');

interface TimeForm {
  text: string;
  name: string;
}

function formsOf(ms: number): TimeForm[] {
  const date = new Date(ms);
  const seconds = Math.floor(ms / 1000);
  const rest = ms - seconds * 1000;
  const iso = date.toISOString();
  const second = iso.slice(0, 19);
  const fraction = pad(rest, 3);
  return [
    { text: String(seconds), name: 'Unix seconds' },
    { text: String(ms), name: 'milliseconds' },
    { text: `${second}Z`, name: 'ISO 8601' },
    { text: iso, name: 'ISO 8601 with milliseconds' },
    { text: `${ms}000`, name: 'microseconds' },
    { text: `${ms}000000`, name: 'nanoseconds' },
    { text: `${seconds}.0`, name: 'Unix seconds with a decimal (.0)' },
    { text: `${seconds}.${fraction}`, name: 'Unix seconds with a decimal fraction' },
    { text: `${second}+00:00`, name: 'ISO 8601 with +00:00' },
    { text: `${second}.${fraction}+00:00`, name: 'ISO 8601 with milliseconds and +00:00' },
    { text: `${second}.${fraction}000+00:00`, name: "ISO 8601 with microseconds, as Python's isoformat" },
    { text: second, name: 'ISO 8601 without a zone' },
    { text: `${second}.${fraction}`, name: 'ISO 8601 with milliseconds, without a zone' },
    { text: `${second}.${fraction}000`, name: 'ISO 8601 with microseconds, without a zone' },
    { text: second.replace('T', ' '), name: 'a date and time with a blank between' },
    { text: `${second.replace('T', ' ')} UTC`, name: 'a date and time with UTC' },
    { text: `${second}+0000`, name: 'ISO 8601 with +0000' },
    { text: `${second}.${fraction}0000Z`, name: 'ISO 8601 with seven digits, as .NET' },
    { text: `${second.replaceAll(/[-:]/g, '')}Z`, name: 'ISO 8601 in its basic form' },
    { text: date.toUTCString(), name: 'an HTTP date' },
    { text: second.slice(0, 10), name: 'a date without time' },
  ];
}

/** Text that stands for a moment where nothing else should be seen as one. */
const timeName = /time|date|stamp|(?:^|[-_])(?:ts|t|at|when)$|_at$|At$|created|sent|issued/;

function* otherMoments({ scheme, request }: Situation): Generator<Moment> {
  const own =
    scheme.kind === 'hmac' && scheme.timestamp?.at.in === 'header'
      ? scheme.timestamp.at.name.toLowerCase()
      : '';
  const of = (place: string, text: string): Moment[] => {
    const ms = text.length <= 64 ? momentOf(text) : null;
    return ms === null ? [] : [{ ms, text, place }];
  };
  for (const [name, value] of request.rawHeaders.slice(0, 100)) {
    if (name.toLowerCase() !== own && (timeName.test(name.toLowerCase()) || /^\d{10}(\d{3})?$/.test(value)))
      yield* of(`the header ${name}`, value);
  }
  for (const [name, value] of new URLSearchParams(queryOf(request).slice(0, 8192)))
    if (timeName.test(name)) yield* of(`the query parameter ${name}`, value);
  const json = request.body.length <= 262_144 ? jsonOf(request)?.value : undefined;
  if (typeof json === 'object' && json !== null) {
    for (const [name, value] of Object.entries(json).slice(0, 60)) {
      if (timeName.test(name) && (typeof value === 'string' || typeof value === 'number'))
        yield* of(`the body's field /${name}`, String(value));
    }
  }
}

function ownTexts({ scheme, request }: Situation): string[] {
  if (scheme.kind !== 'hmac' || !scheme.timestamp) return [];
  const { at } = scheme.timestamp;
  if (at.in !== 'signature') {
    const text = locate(at, request);
    return text === undefined ? [] : [text];
  }
  return locateAll(scheme.signature.at, request)
    .slice(0, 4)
    .flatMap((value) => [
      ...[...value.matchAll(/(?:^|[,;\s])(?:t|ts|time|timestamp)=([^,;]+)/gi)].map(
        (match) => match[1]?.trim() ?? '',
      ),
      ...[...value.matchAll(/(?<![0-9a-z])\d{10}(?:\d{3}|\d{6}|\d{9})?(?![0-9a-z])/gi)].map(([text]) => text),
    ]);
}

const usesTime = ({ scheme }: Situation) =>
  scheme.kind === 'hmac' &&
  [scheme.signedContent, ...(scheme.alsoSigned ?? [])].some((text) => text.includes('timestamp'));

const timeFixes = [
  fix('Anywhere', 'Take the time once, sign its text, and send that very text.'),
  fix('Node.js', 'Date.now() is milliseconds.', 'Math.floor(Date.now() / 1000)'),
  fix('Python', 'time.time() is seconds with a fraction.', 'str(int(time.time()))'),
  fix('Java', 'System.currentTimeMillis() is milliseconds.', 'Instant.now().getEpochSecond()'),
];

/** The moment of the request, or another that it states, in every form that programs write. */
export const signedTimeForms: Mistake = {
  id: 'timestamp-unit',
  slot: 'timestamp',
  *suppose(situation) {
    if (!usesTime(situation)) return;
    const seen = new Set(ownTexts(situation));
    const supposed = function* (text: string, id: string, title: string) {
      if (seen.has(text) || text === '') return;
      seen.add(text);
      yield { situation: { ...situation, signedTime: text }, words: { id, title } };
    };
    for (const text of ownTexts(situation)) {
      const bare = text.trim().replace(/^["'`]+|["'`]+$/g, '');
      yield* supposed(
        bare,
        'timestamp-form',
        'It becomes genuine when the quotes or blanks around the timestamp are removed.',
      );
      yield* supposed(
        `"${text}"`,
        'timestamp-form',
        'It becomes genuine when the timestamp is signed in quotes.',
      );
      const ms = momentOf(text);
      if (ms === null) continue;
      for (const form of formsOf(ms))
        yield* supposed(
          form.text,
          'timestamp-unit',
          `It becomes genuine when the timestamp is written as ${form.name}.`,
        );
    }
    for (const { ms, text, place } of otherMoments(situation)) {
      const title = `It becomes genuine with the timestamp of ${place}`;
      yield* supposed(text, 'timestamp-of-other-header', `${title}.`);
      for (const form of formsOf(ms))
        yield* supposed(form.text, 'timestamp-of-other-header', `${title}, written as ${form.name}.`);
    }
  },
  title: 'It becomes genuine with the timestamp in another unit or form.',
  explanation:
    'The content was signed with the same moment in another unit or spelling (seconds, milliseconds, ISO 8601), or with the time of another place.',
  fixes: timeFixes,
};

/** How far a second clock or call may be off, by whole hours (a zone) and by single milliseconds. */
export const signedTimeShifts: Mistake = {
  id: 'timestamp-shifted',
  slot: 'timestamp',
  late: true,
  *suppose(situation) {
    if (!usesTime(situation)) return;
    const small = situation.request.body.length <= 65_536;
    for (const text of ownTexts(situation).slice(0, 2)) {
      const ms = momentOf(text);
      if (ms === null) continue;
      const seconds = Math.floor(ms / 1000);
      const unit = /^\d{10}$/.test(text) ? 'seconds' : /^\d{13}$/.test(text) ? 'milliseconds' : null;
      if (small && unit === 'seconds') {
        for (let part = 0; part < 1000; part++) {
          yield {
            situation: { ...situation, signedTime: `${seconds}${pad(part, 3)}` },
            words: {
              id: 'timestamp-unit',
              title:
                'It becomes genuine when the timestamp is written as milliseconds: those were signed, and seconds sent.',
            },
          };
        }
        for (let part = 1; part < 1000; part++) {
          yield {
            situation: { ...situation, signedTime: `${seconds}.${pad(part, 3).replace(/0+$/, '')}` },
            words: {
              id: 'timestamp-unit',
              title:
                'It becomes genuine when the timestamp is written as Unix seconds with a decimal fraction: those were signed, and whole seconds sent.',
            },
          };
        }
      }
      for (let quarter = -56; quarter <= 56; quarter++) {
        if (quarter === 0 || unit === null) continue;
        const shifted = unit === 'seconds' ? String(seconds + quarter * 900) : String(ms + quarter * 900_000);
        const hours = Math.abs(quarter / 4);
        yield {
          situation: { ...situation, signedTime: shifted },
          words: {
            id: 'timestamp-zone',
            title: `It becomes genuine with a timestamp ${hours} ${hours === 1 ? 'hour' : 'hours'} ${quarter < 0 ? 'earlier' : 'later'}: one side took its own time zone for UTC.`,
          },
        };
      }
    }
  },
  title: 'It becomes genuine with a timestamp at some distance.',
  explanation: 'The time that was signed and the time that was sent come from two calls, or two clocks.',
  fixes: timeFixes,
};
