import { Settings } from '#core/contract/system.ts';

/**
 * Attempts stand in lanes. `origin` lanes hold all that was sent or replayed to one origin, by due time. `forward` lanes
 * hold what an endpoint forwards to one target, by due time; `ordered` ones by place, one at a time. `held` lanes hold
 * what waits for a person to let it go. `click` lanes hold what a person asked for just now, by due time: attempts that hang
 * take no place from them. A lane's name is kept with each of its attempts.
 */
export type LaneKind = 'origin' | 'click' | 'forward' | 'ordered' | 'held';

/** Attempts at a time to one origin, unless the settings say otherwise: a webhook sender that opens more is a load test. */
export const originConcurrency = Settings.shape.targetConcurrency.parse(undefined);

/** Kept for what a person asks for, beyond the total. */
export const clickConcurrency = 64;

/** An attempt that has run for so long hangs: it takes no place from what a person asks for. */
export const hangsAfterMs = 1_000;

/** Attempts at a time in all: each has a socket, a body in memory and a row. */
export const totalConcurrency = 64;

/** While the bodies of running attempts are larger than this together, no further one begins. */
export const bytesInFlight = 268_435_456;

export const originOf = (url: string): string => new URL(url).origin;
export const originLane = (url: string): string => `origin ${originOf(url)}`;
export const clickLane = (url: string): string => `click ${originOf(url)}`;
/** What is sent to one address by a policy that hands over one delivery at a time. */
export const orderedLane = (url: string): string => `ordered sent ${url}`;
export const forwardLane = (webhookId: string, routeUrl: string, ordered: boolean): string =>
  `${ordered ? 'ordered' : 'forward'} ${webhookId} ${routeUrl}`;
/** In front of the lane where it goes on to once it is let go. */
export const heldLane = (lane: string): string => `held ${lane}`;
export const releasedLane = (lane: string): string => lane.replace(/^held /, '');

/** The endpoint whose forwarding a lane is, held or not; null for lanes of what was sent. */
export const webhookOfLane = (lane: string): string | null =>
  /^(?:held )?(?:forward|ordered) (whk_[0-9A-Za-z]+) /.exec(lane)?.[1] ?? null;

export function laneKind(lane: string): LaneKind {
  const kind = lane.slice(0, lane.indexOf(' '));
  return kind === 'click' || kind === 'forward' || kind === 'ordered' || kind === 'held' ? kind : 'origin';
}
