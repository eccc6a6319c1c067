import type { Leaf } from '../../json/leaves.ts';
import { pointerSegments } from '../../json/spans.ts';
import type { Provider } from '../provider.ts';
import type { FieldRole, LiveFields } from './live-fields.ts';
import { type Moment, momentOf, wordsOf } from './move-time.ts';

/** A field of a payload with its role. */
export interface EventField {
  leaf: Leaf;
  role: FieldRole;
  /** Said by the catalog, or recognised by name and form. */
  declared: boolean;
  /** Of a time: what it says, and how it is written. */
  moment: Moment | null;
}

/** Places where what an event is about stands. */
const subjects = ['/id', '/data/id', '/data/object/id', '/payload/id', '/object/id', '/resource/id'];

/**
 * Types about a thing that was there before: its id is one that the receiver may know, and stays. Of all others each event
 * brings something new.
 */
const aboutKnownThings =
  /(updat|delet|remov|chang|edit|modif|archiv|cancel|renam|mov|expir|disabl|enabl|deactivat|activat|suspend|resum|paus|clos|assign|label|merg|sync|alert|limit|lock|revok|rotat|status|delegat|deploy)\w*$/i;

const fits = (path: readonly string[], pattern: string): boolean => {
  const segments = pointerSegments(pattern);
  return (
    segments.length === path.length && segments.every((segment, n) => segment === '*' || segment === path[n])
  );
};
const fitsAny = (path: readonly string[], patterns: readonly string[] = []): boolean =>
  patterns.some((pattern) => fits(path, pattern));

const idWords = new Set(['id', 'ids', 'uuid', 'guid', 'sid', 'ulid', 'ref', 'reference']);
const isIdName = (name: string): boolean => idWords.has(wordsOf(name).at(-1) ?? '');

/** Something that can be an id: text without blanks, or a whole number of some length. */
const looksLikeId = (value: string | number): boolean =>
  typeof value === 'string'
    ? /^[\w:./=-]{3,200}$/.test(value)
    : Number.isSafeInteger(value) && Math.abs(value) >= 1000;

type Rules = Pick<Provider, 'deliveryIdAt' | 'live'>;

function roleOf(
  leaf: Leaf,
  { deliveryIdAt, live }: Rules,
  own: LiveFields,
  type: string,
): [FieldRole, boolean] | null {
  for (const fields of [own, live]) {
    if (fitsAny(leaf.path, fields.fixed)) return ['fixed', true];
    if (fitsAny(leaf.path, fields.ids)) return ['id', true];
    if (fitsAny(leaf.path, fields.times)) return ['time', true];
    if (fitsAny(leaf.path, fields.references)) return ['reference', true];
  }
  if (deliveryIdAt.some((at) => at.in === 'json' && fits(leaf.path, at.pointer))) return ['id', true];
  const name = leaf.path.at(-1) ?? '';
  if (momentOf(name, leaf.value)) return ['time', false];
  if (!looksLikeId(leaf.value)) return null;
  if (fitsAny(leaf.path, subjects)) return [aboutKnownThings.test(type) ? 'reference' : 'id', false];
  return isIdName(name) ? ['reference', false] : null;
}

/** The fields of a payload that have a role in its life, in its order. */
export function eventFields(
  leaves: readonly Leaf[],
  provider: Rules,
  own: LiveFields,
  type: string,
): EventField[] {
  return leaves.flatMap((leaf): EventField[] => {
    const found = roleOf(leaf, provider, own, type);
    if (!found) return [];
    const [role, declared] = found;
    const moment = role === 'time' ? momentOf(leaf.path.at(-1) ?? '', leaf.value, declared) : null;
    return role === 'time' && !moment ? [] : [{ leaf, role, declared, moment }];
  });
}

const laterWords = /(expir|exp|due|until|end|ends|nbf)$/i;

/** The event's own moment: the one that the catalog names first, else one at the root, else the latest that is no term. */
export function ownMoment(fields: readonly EventField[]): Moment | null {
  const times = fields.filter(({ role }) => role === 'time');
  const declared = times.find((field) => field.declared);
  if (declared) return declared.moment;
  const happened = times.filter(({ leaf }) => !laterWords.test(wordsOf(leaf.path.at(-1) ?? '').join('')));
  const atRoot = happened.find(({ leaf }) => leaf.path.length === 1);
  if (atRoot) return atRoot.moment;
  let latest: Moment | null = null;
  for (const { moment } of happened.length > 0 ? happened : times) {
    if (moment && (latest === null || moment.ms > latest.ms)) latest = moment;
  }
  return latest;
}
