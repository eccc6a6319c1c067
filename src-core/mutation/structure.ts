import { parseJsonForm } from '../json/forms.ts';
import type { JsonSchema } from '../json/schema.ts';
import type { Json } from '../json/value.ts';
import {
  bodyOf,
  type DeckEvent,
  type DeckField,
  isObjectText,
  withFirstMember,
  withJsonAt,
  withoutMember,
} from './deck-event.ts';
import { type Mutation, mutation } from './mutation.ts';

const anotherType = (value: Json): Json => {
  if (typeof value === 'string') return 7;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (value === null) return {};
  return Array.isArray(value) ? {} : [];
};

const emptied = (value: Json): Json => {
  if (typeof value === 'string') return '';
  if (typeof value === 'number') return 0;
  if (typeof value === 'boolean') return false;
  return Array.isArray(value) ? [] : {};
};

/** What a field may be named in a title. */
const shown = (pointer: string): string => pointer.slice(1).replaceAll('/', '.');

function ofField(event: DeckEvent, text: string, { pointer, value, hasRole }: DeckField): Mutation[] {
  const name = shown(pointer);
  const made = (id: string, title: string, purpose: string, incident: string, bent: () => string) =>
    mutation(`${id}:${pointer}`, 'structure', { title, purpose, incident, expect: 'survive' }, event, () =>
      bodyOf(bent()),
    );
  const cases = [
    made(
      'missing',
      `${name} is missing`,
      'A field that is usually there is left out.',
      'A provider drops an optional field for some accounts, and the handler reads through undefined.',
      () => withoutMember(text, pointer),
    ),
    made(
      'type',
      `${name} has another type`,
      'The same field, with a value of another JSON type.',
      'A provider widens a type (a number becomes text, an object a list) and the handler trusts the old one.',
      () => withJsonAt(text, pointer, JSON.stringify(anotherType(value))),
    ),
  ];
  if (value !== null) {
    cases.push(
      made(
        'null',
        `${name} is null`,
        'A field that is usually set is null.',
        'A customer deletes an address, a card expires: the field is null in production only.',
        () => withJsonAt(text, pointer, 'null'),
      ),
    );
  }
  if (value !== null && JSON.stringify(emptied(value)) !== JSON.stringify(value) && !hasRole) {
    cases.push(
      made(
        'empty',
        `${name} is empty`,
        'A field that is usually filled is empty.',
        'A form was sent without its optional part: empty text, an empty list, zero.',
        () => withJsonAt(text, pointer, JSON.stringify(emptied(value))),
      ),
    );
  }
  return cases;
}

/** The schema of a place, where the event type's schema tells it in plain words. */
function schemaAt(schema: Json | undefined, pointer: string): JsonSchema | null {
  let at = schema;
  for (const segment of pointer.split('/').slice(1)) {
    if (typeof at !== 'object' || at === null || Array.isArray(at)) return null;
    const { properties, items } = at;
    at =
      typeof properties === 'object' && properties !== null && !Array.isArray(properties)
        ? properties[segment]
        : items;
  }
  return typeof at === 'object' && at !== null && !Array.isArray(at) ? at : null;
}

/** More are like these. */
const maxEnumValues = 12;

function enumerations(event: DeckEvent, text: string): Mutation[] {
  const schema = event.provider.events.find(({ type }) => type === event.eventType)?.schema;
  return event.bentFields.flatMap(({ pointer, value }) => {
    const choices = schemaAt(schema, pointer)?.enum;
    if (!Array.isArray(choices)) return [];
    const known = choices.filter((choice) => choice !== value).slice(0, maxEnumValues);
    const made = (id: string, title: string, choice: Json, expect: 'accept' | 'survive') =>
      mutation(
        `${id}:${pointer}`,
        'structure',
        {
          title,
          purpose: 'Each value that the provider documents, and one that it does not.',
          incident:
            'A switch over the known values has no default: the first new one in production is an error.',
          expect,
        },
        event,
        () => bodyOf(withJsonAt(text, pointer, JSON.stringify(choice))),
      );
    return [
      ...known.map((choice) =>
        made(`enum-${String(choice)}`, `${shown(pointer)} is ${String(choice)}`, choice, 'survive'),
      ),
      made('enum-unknown', `${shown(pointer)} has a value nobody knows`, 'tacklebox_unknown', 'survive'),
    ];
  });
}

/** Of many elements; a handler's quadratic loop shows here. */
const longArrayLength = 100_000;
const deepNesting = 10_000;

function ofWhole(event: DeckEvent, text: string): Mutation[] {
  const made = (
    id: string,
    title: string,
    purpose: string,
    incident: string,
    expect: 'accept' | 'survive',
    bent: () => string,
  ) => mutation(id, 'structure', { title, purpose, incident, expect }, event, () => bodyOf(bent()));
  const whole = [
    made(
      'extra-field',
      'A field nobody knows',
      'An unknown field beside the known ones.',
      'Providers add fields without a new version; a strict parser refuses every event from that day on.',
      'accept',
      () =>
        withJsonAt(
          text,
          '/tacklebox_extra',
          JSON.stringify({ added: 'later', nested: [1, null, { a: 'b' }] }),
        ),
    ),
    made(
      'duplicate-key',
      'A key stands twice',
      'The same key twice, with two values: programs differ in which they believe.',
      'A gateway checks the first, the handler uses the last: what was checked was never what was used.',
      'survive',
      () => {
        const [first] = event.fields;
        return first ? withFirstMember(text, first.pointer.slice(1), '"tacklebox_duplicate"') : text;
      },
    ),
    made(
      'key-order',
      'Keys in another order',
      'The same members in reverse order.',
      'The signature is made of the parsed body printed again: it holds until the provider changes its serializer.',
      'accept',
      () => parseJsonForm(text)?.print({ order: 'reversed' }) ?? text,
    ),
    made(
      'depth',
      `Nested ${deepNesting.toLocaleString('en')} deep`,
      'A value nested far deeper than any real one.',
      'A recursive walk (a deep merge, a logger) overflows the stack and takes the process with it.',
      'survive',
      () => withJsonAt(text, '/tacklebox_deep', '['.repeat(deepNesting) + ']'.repeat(deepNesting)),
    ),
    made(
      'prototype',
      'Keys that mean something to JavaScript',
      'Members called __proto__, constructor and toString.',
      'A deep merge writes onto every object in the process (prototype pollution).',
      'survive',
      () =>
        withFirstMember(text, '__proto__', '{"polluted":"tacklebox"}').replace(
          /\}$/,
          ',"constructor":{"prototype":{"polluted":"tacklebox"}},"toString":null}',
        ),
    ),
  ];
  const typeAt = event.provider.eventTypeAt.find((at) => at.in === 'json' || at.in === 'header');
  const unknownType = 'tacklebox.unknown_event';
  if (typeAt?.in === 'json' && event.fields.some(({ pointer }) => pointer === typeAt.pointer)) {
    whole.push(
      made(
        'unknown-type',
        'An event type nobody knows',
        'A valid event of a type that the handler has never heard of.',
        'A provider starts to send a new type: answered with an error, it is retried for days and may switch the endpoint off.',
        'accept',
        () => withJsonAt(text, typeAt.pointer, JSON.stringify(unknownType)),
      ),
    );
  }
  const list = event.fields.find(({ value }) => Array.isArray(value));
  const [listAt, element] = list
    ? [list.pointer, Array.isArray(list.value) ? (list.value[0] ?? 0) : 0]
    : ['/tacklebox_list', 0];
  whole.push(
    made(
      'long-array',
      `A list of ${longArrayLength.toLocaleString('en')}`,
      'A list far longer than any sample.',
      'The largest customer has a hundred thousand line items, and a loop with a query in it runs for an hour.',
      'survive',
      () => {
        const json = JSON.stringify(element);
        const small = json.length > 100 ? '0' : json;
        return withJsonAt(text, listAt, `[${`${small},`.repeat(longArrayLength - 1)}${small}]`);
      },
    ),
  );
  const version = event.fields.find(
    ({ pointer, value }) => /\/(api_?version|version)$/i.test(pointer) && value !== null,
  );
  if (version) {
    const older = typeof version.value === 'number' ? 1 : '2014-01-31';
    const newer = typeof version.value === 'number' ? 999 : '2099-12-31';
    for (const [id, value] of [['older-version', older] as const, ['newer-version', newer] as const]) {
      whole.push(
        made(
          id,
          `${shown(version.pointer)} is ${value}`,
          'The provider’s own version field says another version.',
          'An account is pinned to another API version than the one the handler was written for.',
          'survive',
          () => withJsonAt(text, version.pointer, JSON.stringify(value)),
        ),
      );
    }
  }
  return whole;
}

/** Fields that are missing, null, empty, of another type; keys, lists, depth, types and versions that nobody expected. */
export function structureMutations(event: DeckEvent): Mutation[] {
  const { text } = event;
  if (text === null) return [];
  return [
    ...(isObjectText(text) ? ofWhole(event, text) : []),
    ...enumerations(event, text),
    ...event.bentFields.flatMap((field) => ofField(event, text, field)),
  ];
}
