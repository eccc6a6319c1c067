import { utf8, utf8Text } from '#core/bytes/encoding.ts';
import { withJsonAt } from '#core/mutation/deck-event.ts';
import { failed, notJudged, passed } from '#core/mutation/judge.ts';
import type { Provider } from '#core/providers/provider.ts';
import { valueAt } from '#core/signing/schemes/locate.ts';
import { jsonOf } from '#core/signing/schemes/parsed-body.ts';
import type { DrawnEvent } from '../deck.ts';
import type { Stage } from '../stage.ts';
import { type ConductCase, conducted, saidOf } from './conduct-case.ts';

const begins = /^(.*?)(created|opened|added|create)$/;
const follows = /(updated|changed|edited|closed|deleted|update|paid|succeeded|finalized|completed)$/;

/** Two types of one thing, the one that begins it first: `customer.created` and `customer.updated`. */
function pairOf({ events }: Provider, preferred: string | null): [string, string] | null {
  const pairs = events.flatMap(({ type }): [string, string][] => {
    const thing = begins.exec(type)?.[1];
    const later = events.find(
      (other) => thing !== undefined && other.type.startsWith(thing) && follows.test(other.type),
    );
    return later ? [[type, later.type]] : [];
  });
  return pairs.find((pair) => preferred !== null && pair.includes(preferred)) ?? pairs[0] ?? null;
}

/** Where the id of what an event is about stands. */
const subjects = [
  '/data/object/id',
  '/data/id',
  '/payload/id',
  '/object/id',
  '/resource/id',
  '/issue/id',
  '/pull_request/id',
];

/** The later event, about the same thing as the earlier one; null where neither says what it is about. */
function aboutTheSame(earlier: DrawnEvent, later: DrawnEvent): DrawnEvent | null {
  const asRequest = (event: DrawnEvent) => ({ ...event, url: '/' });
  const json = jsonOf(asRequest(earlier))?.value;
  const text = utf8Text(later.body);
  const laterJson = jsonOf(asRequest(later))?.value;
  if (json === undefined || laterJson === undefined || text === null) return null;
  const place = subjects.find(
    (pointer) => valueAt(json, pointer) !== undefined && valueAt(laterJson, pointer) !== undefined,
  );
  if (place === undefined) return null;
  return { ...later, body: utf8(withJsonAt(text, place, JSON.stringify(valueAt(json, place)))) };
}

/** The later of two events about one thing, delivered first. */
export const order: ConductCase = async (stage: Stage) => {
  const { provider } = stage.source;
  const pair = pairOf(provider, stage.event().eventType);
  if (!pair) return conducted(notJudged(`${provider.name}’s catalog here has no two types about one thing.`));
  const earlier = stage.event(pair[0]);
  const later = aboutTheSame(earlier, stage.event(pair[1]));
  if (!later) return conducted(notJudged('The two events do not say what they are about in a known place.'));
  const first = await stage.fire(stage.genuine(later));
  const second = await stage.fire(stage.genuine(earlier));
  const exchanges = [first, second];
  const names = `${pair[1]} before ${pair[0]}`;
  const refused = exchanges.find((exchange) => !stage.isAccepted(exchange));
  return conducted(
    refused
      ? failed('order-dependent', `With ${names}, it ${saidOf(refused)}.`)
      : passed(`It accepted ${names}.`),
    refused ? [refused] : exchanges,
  );
};
