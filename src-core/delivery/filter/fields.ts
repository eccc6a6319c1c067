import { parseJsonPath } from '../../json/path.ts';
import { parseDurationMs } from '../../numbers/duration.ts';
import { parseMomentMs } from '../../numbers/moment.ts';
import { DeliveryState, VerdictMark } from '../delivery.ts';
import { DeliveryId, WebhookId } from '../ids.ts';
import type { Condition, Expression, NumberField, TextField, ValueTest } from './expression.ts';
import type { Comparator } from './lex.ts';

/** A value as a key is given it: one of a list, or the only one. */
export interface GivenValue {
  text: string;
  quoted: boolean;
  comparator: Comparator;
}

/** What stands before a colon. */
export interface FilterKey {
  name: string;
  /** What it takes, for hints and messages: `takes …`. */
  takes: string;
  /** Values that are always the same. */
  values?: readonly string[];
  /** What a value asks for; null where it is none of this key's. */
  read(value: GivenValue, name: string): Expression | null;
}

const is = (condition: Condition): Expression => ({ op: 'is', condition });

/** The test of a text; null for comparisons where only equality makes sense. */
function testOf({ text, quoted, comparator }: GivenValue): ValueTest {
  if (comparator !== ':' && comparator !== '=' && comparator !== '!=') return { op: comparator, text };
  if (!quoted && text === '*') return { op: 'exists' };
  return !quoted && text.includes('*') ? { op: 'like', pattern: text } : { op: 'is', text };
}

const isOrder = ({ comparator }: GivenValue): boolean => !/^(:|=|!=)$/.test(comparator);

const textKey = (
  name: string,
  field: TextField,
  takes: string,
  spell: (text: string) => string = (text) => text,
): FilterKey => ({
  name,
  takes,
  read: (value) =>
    isOrder(value) ? null : is({ kind: 'text', field, test: testOf({ ...value, text: spell(value.text) }) }),
});

const lower = (text: string): string => text.toLowerCase();

const choiceKey = (name: string, field: TextField, values: readonly string[]): FilterKey => ({
  name,
  values,
  takes: `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`,
  read: (value) =>
    isOrder(value) || !values.includes(lower(value.text))
      ? null
      : is({ kind: 'text', field, test: { op: 'is', text: lower(value.text) } }),
});

/** A number, or two with `..` between them, as bounds that both belong to it. Null where it is neither. */
function boundsOf(
  value: GivenValue,
  parse: (text: string) => number | null,
): { low: number; high: number } | null {
  const lowest = 0;
  const highest = Number.MAX_SAFE_INTEGER;
  if (!isOrder(value)) {
    const [from = '', to] = value.text.split('..');
    const low = from === '' && to !== undefined ? lowest : parse(from);
    const high = to === undefined ? low : to === '' ? highest : parse(to);
    return low === null || high === null || low > high ? null : { low, high };
  }
  const bound = parse(value.text);
  if (bound === null) return null;
  // What is counted in whole ms and bytes has a next one; a share of a millisecond is nobody's question.
  const step = Number.isInteger(bound) ? 1 : 0.001;
  switch (value.comparator) {
    case '>':
      return { low: bound + step, high: highest };
    case '>=':
      return { low: bound, high: highest };
    case '<':
      return { low: lowest, high: bound - step };
    default:
      return { low: lowest, high: bound };
  }
}

const numberKey = (
  name: string,
  field: NumberField,
  takes: string,
  parse: (text: string) => number | null,
): FilterKey => ({
  name,
  takes,
  read(value) {
    const bounds = boundsOf(value, parse);
    return bounds && is({ kind: 'number', field, ...bounds });
  },
});

const countOf = (text: string): number | null => (/^\d{1,9}$/.test(text) ? Number(text) : null);

const byteUnits: Record<string, number> = {
  '': 1,
  b: 1,
  kb: 1000,
  mb: 1_000_000,
  gb: 1_000_000_000,
  kib: 1024,
  mib: 1_048_576,
  gib: 1_073_741_824,
};

/** `512`, `64KB` (1,000 bytes), `1.5MiB` (1,048,576 bytes). */
function bytesOf(text: string): number | null {
  const match = /^(\d{1,12}(?:\.\d{1,6})?)([kmg]?i?b?)$/i.exec(text);
  const unit = lower(match?.[2] ?? '');
  const factor = byteUnits[unit === '' || unit.endsWith('b') ? unit : `${unit}b`];
  return match && factor !== undefined ? Math.round(Number(match[1]) * factor) : null;
}

const statusKey: FilterKey = {
  name: 'status',
  values: ['2xx', '4xx', '5xx', ...DeliveryState.options],
  takes: '404, 5xx, 400..499, or a state such as retrying or dead_letter',
  read(value) {
    const text = lower(value.text);
    const hundreds = /^([1-9])xx$/.exec(text)?.[1];
    if (hundreds !== undefined && !isOrder(value)) {
      const low = Number(hundreds) * 100;
      return is({ kind: 'number', field: 'status', low, high: low + 99 });
    }
    const state = DeliveryState.safeParse(text).data;
    if (state && !isOrder(value))
      return is({ kind: 'text', field: 'state', test: { op: 'is', text: state } });
    const bounds = boundsOf(value, (code) => (/^[1-9]\d\d$/.test(code) ? Number(code) : null));
    return bounds && is({ kind: 'number', field: 'status', ...bounds });
  },
};

const flags: Record<string, Condition> = {
  pinned: { kind: 'pinned', pinned: true },
  duplicate: { kind: 'text', field: 'duplicateOf', test: { op: 'exists' } },
};

const timeKey = (bound: 'since' | 'until'): FilterKey => ({
  name: bound,
  values: ['15m', '1h', '24h', '7d'],
  takes: 'a span such as 15m, 1h, 7d, or a date',
  read: (value) =>
    isOrder(value) || parseMomentMs(value.text, 0) === null
      ? null
      : is({ kind: 'time', bound, moment: value.text }),
});

const endpointKey: FilterKey = {
  name: 'endpoint',
  takes: "an endpoint's name or id",
  read(value) {
    if (isOrder(value)) return null;
    return WebhookId.safeParse(value.text).success
      ? is({ kind: 'text', field: 'webhookId', test: { op: 'is', text: value.text } })
      : is({ kind: 'endpointName', test: testOf(value) });
  },
};

/** An id of ours, or the provider's own. */
const idKey: FilterKey = {
  name: 'id',
  takes: "a delivery's id, ours or its provider's",
  read(value) {
    if (isOrder(value)) return null;
    const field = DeliveryId.safeParse(value.text).success ? 'deliveryId' : 'providerDeliveryId';
    return is({ kind: 'text', field, test: testOf(value) });
  },
};

const flagKey: FilterKey = {
  name: 'is',
  values: Object.keys(flags),
  takes: 'pinned or duplicate',
  read(value) {
    const condition = isOrder(value) ? undefined : flags[lower(value.text)];
    return condition ? is(condition) : null;
  },
};

const headerKey: FilterKey = {
  name: 'header',
  takes: 'a name and a value, such as header.x-github-event:push',
  read(value, name) {
    const header = lower(name.slice('header.'.length));
    return /^[!#$%&'*+.^_`|~0-9a-z-]+$/.test(header)
      ? is({ kind: 'header', name: header, test: testOf(value) })
      : null;
  },
};

const bodyKey: FilterKey = {
  name: 'body',
  takes: 'a path and a value, such as body.data.amount>1000 or body.items[*].sku:A1',
  read(value, name) {
    const path = parseJsonPath(
      name
        .slice('body'.length)
        .replace(/^\.(?=[$[])/, '')
        .replace(/^\./, ''),
    );
    return path && path.length > 0 ? is({ kind: 'body', path, test: testOf(value) }) : null;
  },
};

/** Every key, in the order in which they are offered. */
export const filterKeys: readonly FilterKey[] = [
  textKey('provider', 'provider', 'a provider, such as stripe', lower),
  textKey('type', 'eventType', 'an event type, such as invoice.paid or invoice.*'),
  statusKey,
  choiceKey('verdict', 'verdict', VerdictMark.options),
  endpointKey,
  choiceKey('direction', 'direction', ['in', 'out']),
  timeKey('since'),
  timeKey('until'),
  bodyKey,
  headerKey,
  numberKey('size', 'bodyBytes', 'a size of the body such as >1MB, 512 or 1KB..64KB', bytesOf),
  numberKey('took', 'durationMs', 'a duration such as >500ms or <2s', (text) => parseDurationMs(text, 'ms')),
  numberKey('attempts', 'attempts', 'a count, such as >1', countOf),
  textKey('method', 'method', 'a method, such as POST', (text) => text.toUpperCase()),
  textKey('target', 'target', 'a path or URL, such as /v1/* or *:3000/*'),
  textKey('content', 'contentType', 'a content type, such as application/json'),
  idKey,
  flagKey,
];

const byName = new Map(filterKeys.map((key) => [key.name, key]));

/** The key of this name; `header.x` and `body.x` are `header`'s and `body`'s. Undefined where there is none. */
export const filterKeyOf = (name: string): FilterKey | undefined =>
  byName.get(lower(/^(header|body)[.[]/i.exec(name)?.[1] ?? name));
