import { utf8, utf8Text } from '../bytes/encoding.ts';
import { leavesOf, pointerOf } from '../json/leaves.ts';
import { type MemberSpan, memberSpans, spanAt, withValueAt } from '../json/spans.ts';
import type { Json } from '../json/value.ts';
import { memberSeed, seededRandom } from '../numbers/seeded-random.ts';
import { eventFields } from '../providers/live/event-fields.ts';
import type { Provider } from '../providers/provider.ts';
import type { Scheme } from '../signing/schemes/scheme.ts';
import type { UnsignedEvent } from './mutation.ts';

/** A field of the event's JSON: where it stands, and what it is to the event. */
export interface DeckField {
  pointer: string;
  value: Json;
  /** An id, a time or the event's type: bending it makes another event of this one. */
  hasRole: boolean;
}

/** The event that a deck bends. */
export interface DeckEvent extends UnsignedEvent {
  provider: Provider;
  scheme: Scheme;
  eventType: string | null;
  /** The body as JSON text; null where it is none. */
  text: string | null;
  /** Fields in the order of depth, then of the text. */
  fields: readonly DeckField[];
  /** Those of them that get cases of their own. */
  bentFields: readonly DeckField[];
  /** Chance of a case's own, the same for the same seed and case. */
  randomOf(caseId: string): () => number;
}

export interface DeckOptions {
  seed: number;
  /** How many fields get cases of their own. */
  maxFields: number;
}

/** Deeper fields are bent with the objects that hold them. */
const maxFieldDepth = 8;

/** Looking at more would be felt with each case. */
const mostFields = 2000;

/** A list's other elements are like its first. */
const elementsLookedAt = 1;

function* walk(text: string, at: MemberSpan, path: readonly string[]): Generator<[string[], MemberSpan]> {
  const isList = text.charCodeAt(at.start) === 0x5b;
  for (const member of memberSpans(text, at.start, at.end, isList ? elementsLookedAt : 10_000)) {
    const deeper = [...path, member.key];
    yield [deeper, member];
    if (deeper.length < maxFieldDepth) yield* walk(text, member, deeper);
  }
}

/** Places in the body that the signer writes anew whatever stands there. */
function signedPlaces(scheme: Scheme): string[] {
  if (scheme.kind === 'payload-field') return [scheme.pointer];
  if (!('timestamp' in scheme) && !('id' in scheme)) return [];
  const places = 'signature' in scheme ? [scheme.signature.at, scheme.timestamp?.at, scheme.id] : [];
  return places.flatMap((at) => (at?.in === 'json' ? [at.pointer] : []));
}

/** The seed of a case: its name mixed into the run's. */
function seedOf(seed: number, caseId: string): number {
  let hash = 0;
  for (let i = 0; i < caseId.length; i++) hash = (Math.imul(hash, 31) + caseId.charCodeAt(i)) | 0;
  return memberSeed(seed, hash);
}

/** Looks an event over once, for the whole deck. */
export function deckEvent(
  event: UnsignedEvent,
  { provider, scheme, eventType }: Pick<DeckEvent, 'provider' | 'scheme' | 'eventType'>,
  { seed, maxFields }: DeckOptions,
): DeckEvent {
  const printed = utf8Text(event.body);
  const text = printed !== null && isContainer(printed) ? printed : null;
  const randomOf = (caseId: string) => seededRandom(seedOf(seed, caseId));
  const looked = { ...event, provider, scheme, eventType, text, randomOf };
  if (text === null) return { ...looked, fields: [], bentFields: [] };
  const roles = new Set(
    eventFields(leavesOf(text), provider, {}, eventType ?? '').map(({ leaf }) => pointerOf(leaf.path)),
  );
  const typePlaces = provider.eventTypeAt.flatMap((at) => (at.in === 'json' ? [at.pointer] : []));
  const written = new Set(signedPlaces(scheme));
  const whole = spanAt(text, '');
  const found = whole ? [...walk(text, { ...whole, key: '', keyStart: whole.start }, [])] : [];
  const fields = found
    .slice(0, mostFields)
    .sort(([a], [b]) => a.length - b.length)
    .flatMap(([path, { start, end }]): DeckField[] => {
      const pointer = pointerOf(path);
      if (written.has(pointer)) return [];
      const value: Json = JSON.parse(text.slice(start, end));
      return [{ pointer, value, hasRole: roles.has(pointer) || typePlaces.includes(pointer) }];
    });
  return { ...looked, fields, bentFields: fields.slice(0, maxFields) };
}

function isContainer(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null;
  } catch {
    return false;
  }
}

/** JSON text without the member or element at `pointer`, everything else byte for byte. */
export function withoutMember(text: string, pointer: string): string {
  const slash = pointer.lastIndexOf('/');
  const key = pointer
    .slice(slash + 1)
    .replaceAll('~1', '/')
    .replaceAll('~0', '~');
  const parent = spanAt(text, pointer.slice(0, slash));
  const members = parent ? [...memberSpans(text, parent.start, parent.end, Number.MAX_SAFE_INTEGER)] : [];
  const at = members.findIndex((member) => member.key === key);
  const member = members[at];
  if (!member) return text;
  const [before, after] = [members[at - 1], members[at + 1]];
  if (after) return text.slice(0, member.keyStart) + text.slice(after.keyStart);
  return text.slice(0, before?.end ?? member.keyStart) + text.slice(member.end);
}

/** JSON text with the value at `pointer` written as `json`; unchanged where there is no such place. */
export const withJsonAt = (text: string, pointer: string, json: string): string =>
  withValueAt(text, pointer, json) ?? text;

/** JSON text of an object with a member put before all others. */
export function withFirstMember(text: string, key: string, json: string): string {
  const start = spanAt(text, '')?.start ?? 0;
  const rest = text.slice(start + 1);
  const isEmpty = rest.trimStart().startsWith('}');
  return `${text.slice(0, start + 1)}${JSON.stringify(key)}:${json}${isEmpty ? '' : ','}${rest}`;
}

export const isObjectText = (text: string | null): text is string =>
  text?.trimStart().startsWith('{') === true;

export const bodyOf = (text: string): { body: Uint8Array } => ({ body: utf8(text) });
