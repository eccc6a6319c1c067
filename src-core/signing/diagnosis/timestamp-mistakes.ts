import { findHeader, withHeader } from '../../http/request.ts';
import { locate } from '../schemes/locate.ts';
import type { TimestampRule } from '../schemes/scheme.ts';
import { formatTimestamp, parseTimestamp } from '../schemes/timestamps.ts';
import { withValue } from '../sign/write-value.ts';
import type { Cause } from '../verify/verdict.ts';
import { fix } from './fixes.ts';
import type { Mistake, Situation, Supposition } from './mistake.ts';

function ruleOf({ scheme }: Situation): TimestampRule | undefined {
  return scheme.kind === 'hmac' || scheme.kind === 'asymmetric' ? scheme.timestamp : undefined;
}

/** The timestamp's text where it stands in a place of its own. Inside the signature's header it is replaced there. */
function textOf(situation: Situation, rule: TimestampRule): string | undefined {
  const at = rule.at;
  if (at.in !== 'signature') return locate(at, situation.request);
  const value = signatureValue(situation);
  return value === undefined
    ? undefined
    : /(?:^|[^A-Za-z0-9])(\d{10}|\d{13})(?![0-9A-Za-z])/.exec(value)?.[1];
}

function signatureHeader({ scheme }: Situation): string | undefined {
  if (scheme.kind !== 'hmac' && scheme.kind !== 'asymmetric') return undefined;
  return scheme.signature.at.in === 'header' ? scheme.signature.at.name : undefined;
}

function signatureValue(situation: Situation): string | undefined {
  const name = signatureHeader(situation);
  return name === undefined ? undefined : findHeader(situation.request.rawHeaders, name);
}

/** The situation with another text for the timestamp, in its unit or (unit given) in that one. */
function withTimestamp(
  situation: Situation,
  rule: TimestampRule,
  text: string,
  unit = rule.unit,
): Supposition[] {
  const { scheme } = situation;
  if (scheme.kind !== 'hmac' && scheme.kind !== 'asymmetric') return [];
  const old = textOf(situation, rule);
  if (text === old) return [];
  const changed = { ...scheme, timestamp: { ...rule, unit } };
  if (rule.at.in === 'json') return [];
  if (rule.at.in !== 'signature') {
    return [
      { situation: { ...situation, scheme: changed, request: withValue(situation.request, rule.at, text) } },
    ];
  }
  const name = signatureHeader(situation);
  const value = signatureValue(situation);
  if (name === undefined || value === undefined || old === undefined) return [];
  const rawHeaders = withHeader(situation.request.rawHeaders, name, value.replace(old, text));
  return [{ situation: { ...situation, scheme: changed, request: { ...situation.request, rawHeaders } } }];
}

const timestampUnit: Mistake = {
  id: 'timestamp-unit',
  slot: 'timestamp',
  *suppose(situation) {
    const rule = ruleOf(situation);
    const text = rule && textOf(situation, rule);
    if (!rule || text === undefined) return;
    for (const from of ['unix-seconds', 'unix-ms', 'iso8601'] as const) {
      const ms = parseTimestamp(text, from);
      // Seconds and milliseconds look alike: only one reading of a number is a sane moment.
      if (ms === null || (from === 'unix-seconds' && ms > 1e14) || (from === 'unix-ms' && ms < 1e11))
        continue;
      for (const to of ['unix-seconds', 'unix-ms', 'iso8601'] as const) {
        if (to === from) continue;
        const detail = { 'unix-seconds': 'Unix seconds', 'unix-ms': 'milliseconds', iso8601: 'ISO 8601' }[to];
        for (const one of withTimestamp(situation, rule, formatTimestamp(ms, to), to))
          yield { ...one, detail };
      }
    }
  },
  title: 'It becomes genuine when the timestamp is written as …',
  explanation:
    'The content was signed with the same moment in another unit: seconds, milliseconds or ISO 8601.',
  fixes: [
    fix('Node.js', 'Date.now() is milliseconds.', 'Math.floor(Date.now() / 1000)'),
    fix('Python', 'time.time() is seconds with a fraction.', 'str(int(time.time()))'),
    fix('Java', 'System.currentTimeMillis() is milliseconds.', 'Instant.now().getEpochSecond()'),
  ],
};

const timestampForm: Mistake = {
  id: 'timestamp-form',
  slot: 'timestamp',
  *suppose(situation) {
    const rule = ruleOf(situation);
    const text = rule && textOf(situation, rule);
    if (!rule || text === undefined) return;
    const forms =
      rule.unit === 'iso8601'
        ? [
            text.replace(/\.\d+(?=Z|[+-])/, ''),
            text.replace(/(?<=:\d\d)(?=Z|[+-])/, '.000'),
            text.replace(/Z$/, '+00:00'),
            text.replace(/\+00:00$/, 'Z'),
            text.replace(' ', 'T'),
            text.replace('T', ' '),
            text.replace(/[ ](?=\d\d:\d\d$)/, '+'),
          ]
        : [text.trim(), `${text}.0`, text.replace(/\.\d+$/, ''), text.replace(/^0+/, '')];
    for (const form of new Set(forms)) yield* withTimestamp(situation, rule, form);
  },
  title: 'It becomes genuine when the timestamp is written in another form.',
  explanation:
    'The same moment was signed with another spelling, such as without milliseconds, or with +00:00 for Z.',
  fixes: [
    fix('Anywhere', 'Sign and check the text of the header, never a date that was parsed and printed.'),
  ],
};

/** A request is seldom looked at later than that. */
const nearMs = 31 * 86_400_000;

/** How many seconds around the stated one are tried. */
const neighbours = 60;
/** Large bodies make each try cost a millisecond: fewer then. */
const largeBodyBytes = 65_536;

const timestampMadeTwice: Mistake = {
  id: 'timestamp-made-twice',
  slot: 'timestamp',
  alone: true,
  *suppose(situation) {
    const rule = ruleOf(situation);
    const text = rule && textOf(situation, rule);
    if (!rule || text === undefined || rule.unit !== 'unix-seconds') return;
    const ms = parseTimestamp(text, rule.unit);
    if (ms === null) return;
    const span = situation.request.body.length > largeBodyBytes ? 3 : neighbours;
    for (let distance = 1; distance <= span; distance++) {
      for (const seconds of [-distance, distance]) {
        const detail = `${Math.abs(seconds)} second${distance === 1 ? '' : 's'} ${seconds < 0 ? 'earlier' : 'later'}`;
        const shifted = formatTimestamp(ms + seconds * 1000, rule.unit);
        for (const one of withTimestamp(situation, rule, shifted)) yield { ...one, detail };
      }
    }
  },
  title: 'It becomes genuine with a timestamp that is …',
  explanation: 'The signer took the time twice: once for the signature, once for the header.',
  fixes: [fix('At the sender', 'Take the time once, and use that one for the content and the header.')],
};

const timeLike = /^\s*(\d{10}|\d{13}|\d{4}-\d\d-\d\d[T ][\d:.]+(?:Z|[+-]\d\d:?\d\d)?)\s*$/;

const timestampOfOtherHeader: Mistake = {
  id: 'timestamp-of-other-header',
  slot: 'timestamp',
  *suppose(situation) {
    const rule = ruleOf(situation);
    if (!rule) return;
    const { scheme } = situation;
    if (scheme.kind !== 'hmac' && scheme.kind !== 'asymmetric') return;
    for (const [name, value] of situation.request.rawHeaders.slice(0, 100)) {
      const text = value.length <= 64 ? timeLike.exec(value)?.[1] : undefined;
      const isOwn = rule.at.in === 'header' && rule.at.name.toLowerCase() === name.toLowerCase();
      if (text === undefined || isOwn) continue;
      const unit = /^\d{10}$/.test(text) ? 'unix-seconds' : /^\d{13}$/.test(text) ? 'unix-ms' : 'iso8601';
      const timestamp: TimestampRule = { ...rule, unit, at: { in: 'header', name } };
      yield { situation: { ...situation, scheme: { ...scheme, timestamp } }, detail: name };
    }
  },
  title: 'It becomes genuine with the timestamp of the header …',
  explanation: 'The timestamp that was signed stands in another header than the one that was read.',
  fixes: [fix('Anywhere', 'Read the timestamp from the header that the provider documents.')],
};

export const timestampMistakes = {
  stated: [timestampUnit, timestampOfOtherHeader, timestampForm],
  /** A time that the request states somewhere explains more than one that is near. */
  near: [timestampMadeTwice],
} as const satisfies Record<string, readonly Mistake[]>;

/** The signature holds, but the time was read in the wrong unit: 13 digits as seconds, or 10 as milliseconds. */
export function misreadUnit(situation: Situation, nowMs: number): Cause | null {
  const rule = ruleOf(situation);
  const text = rule && textOf(situation, rule);
  if (!rule || text === undefined || !/^(\d{10}|\d{13})$/.test(text)) return null;
  const actual = text.length === 10 ? 'unix-seconds' : 'unix-ms';
  const ms = parseTimestamp(text, actual);
  if (rule.unit === actual || ms === null || Math.abs(nowMs - ms) > nearMs) return null;
  const name = actual === 'unix-ms' ? 'milliseconds' : 'seconds';
  const expected =
    rule.unit === 'unix-seconds' ? 'Unix seconds' : rule.unit === 'unix-ms' ? 'milliseconds' : 'ISO 8601';
  return {
    id: 'timestamp-unit',
    proven: true,
    title: `The signature is right, but its timestamp is in ${name}: ${expected} is expected.`,
    explanation: `Read as ${name} the timestamp is a moment near now. Read as the scheme says, it is far from it.`,
    fixes: [...timestampUnit.fixes],
    changes: [],
  };
}
