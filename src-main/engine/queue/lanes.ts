/**
 * Attempts stand in lanes. `origin` lanes hold all that was sent or replayed to one origin, by due time. `forward` lanes
 * hold what an endpoint forwards to one target, by due time; `ordered` ones by place, one at a time. `held` lanes hold
 * what waits for a person to let it go. A lane's name is kept with each of its attempts.
 */
export type LaneKind = 'origin' | 'forward' | 'ordered' | 'held';

/** Attempts at a time to one origin: a webhook sender that opens more is a load test. */
export const originConcurrency = 4;

/** Attempts at a time in all: each has a socket, a body in memory and a row. */
export const totalConcurrency = 64;

/** While the bodies of running attempts are larger than this together, no further one begins. */
export const bytesInFlight = 268_435_456;

export const originOf = (url: string): string => new URL(url).origin;
export const originLane = (url: string): string => `origin ${originOf(url)}`;
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
  return kind === 'forward' || kind === 'ordered' || kind === 'held' ? kind : 'origin';
}
