import { leavesOf } from '../../json/leaves.ts';
import type { Provider } from '../provider.ts';
import { type DrawSources, drawId, drawNumber } from './draw-id.ts';
import { eventFields, ownMoment } from './event-fields.ts';
import type { LiveFields } from './live-fields.ts';

/** Larger payloads are sent as they were typed: reading them would be felt by what is captured meanwhile. */
export const maxLiveCharacters = 1_048_576;

/** An id inside of a longer text (a URL) is only recognised from this length on. */
const leastInText = 8;

const jsonText = (value: string | number): string => JSON.stringify(value);

/** Old values and the new ones that stand for them, wherever they turn up. */
class Drawn {
  private readonly values = new Map<string | number, string | number>();
  private readonly inText: [old: string, fresh: string][] = [];

  add(old: string | number, sources: DrawSources): void {
    if (this.values.has(old)) return;
    const fresh = typeof old === 'string' ? drawId(old, sources) : drawNumber(old, sources);
    this.values.set(old, fresh);
    if (String(old).length >= leastInText) this.inText.push([String(old), String(fresh)]);
  }

  /** The new form of a value; undefined where nothing in it was drawn. */
  of(value: string | number): string | number | undefined {
    const whole = this.values.get(value);
    if (whole !== undefined || typeof value === 'number') return whole;
    let text = value;
    for (const [old, fresh] of this.inText) text = text.replaceAll(old, fresh);
    return text === value ? undefined : text;
  }
}

/**
 * A JSON payload as a new event: its ids drawn, what refers to them following, its times moved so that the event's own is
 * `nowMs` and all others keep their distance from it. Everything else stays byte for byte; text that is no JSON too.
 */
export function livePayload(
  text: string,
  provider: Pick<Provider, 'deliveryIdAt' | 'live'>,
  event: { type: string; live?: LiveFields | undefined },
  sources: DrawSources,
): string {
  if (text.length > maxLiveCharacters) return text;
  const leaves = leavesOf(text);
  const fields = eventFields(leaves, provider, event.live ?? {}, event.type);
  const roles = new Map(fields.map((field) => [field.leaf, field]));
  const drawn = new Drawn();
  for (const { leaf, role } of fields) if (role === 'id') drawn.add(leaf.value, sources);
  const shiftMs = sources.nowMs - (ownMoment(fields)?.ms ?? sources.nowMs);
  let made = '';
  let at = 0;
  for (const leaf of leaves) {
    const field = roles.get(leaf);
    if (field?.role === 'fixed') continue;
    const value = field?.moment ? field.moment.write(field.moment.ms + shiftMs) : drawn.of(leaf.value);
    if (value === undefined) continue;
    made += text.slice(at, leaf.start) + jsonText(value);
    at = leaf.end;
  }
  return made + text.slice(at);
}

/** A url-encoded form as a new event: the fields that carry its id are drawn anew, and whatever repeats them follows. */
export function liveForm(
  text: string,
  { deliveryIdAt, live }: Pick<Provider, 'deliveryIdAt' | 'live'>,
  sources: DrawSources,
): string {
  if (text.length > maxLiveCharacters) return text;
  const fields = new URLSearchParams(text);
  const drawn = new Drawn();
  const located = deliveryIdAt.flatMap((at) => (at.in === 'form' ? [at.name] : []));
  for (const name of [...located, ...(live.ids ?? []).map((pointer) => pointer.slice(1))]) {
    const value = fields.get(name);
    if (value) drawn.add(value, sources);
  }
  const parts = text.split('&').map((part) => {
    const [name = '', raw] = part.split(/=(.*)/s);
    if (raw === undefined) return part;
    const fresh = drawn.of(new URLSearchParams(`v=${raw}`).get('v') ?? '');
    return fresh === undefined ? part : `${name}=${encodeURIComponent(fresh)}`;
  });
  return parts.join('&');
}
