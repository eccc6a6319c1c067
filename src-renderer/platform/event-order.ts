import { parseEvent } from '#core/contract/client.ts';
import type { EngineEvent } from '#core/contract/index.ts';
import { EventPlace, type Revision, revisionOf } from '#core/contract/revision.ts';

export interface Heard {
  /** What is news, in order. */
  events: EngineEvent[];
  /** Something was told that never came: what is shown must be read again. */
  missed: boolean;
}

/**
 * Puts what the engine told in order: what is older than the last word is dropped, and a gap is noticed, whether frames
 * came late, twice, in another order or not at all.
 */
export class EventOrder {
  private told: Revision | null = null;
  private readonly past = new Set<string>();

  take(frame: readonly unknown[]): Heard {
    const heard: Heard = { events: [], missed: false };
    for (const element of frame) {
      const event = parseEvent(element);
      if (event === null) this.note(element, heard);
      else if (event.type === 'system.heartbeat') this.stand(event, heard);
      else if (this.note(element, heard)) heard.events.push(event);
    }
    return heard;
  }

  /** Whether this run of the engine ended: what it answered tells nothing of the present one. */
  isPast(run: string): boolean {
    return this.past.has(run);
  }

  /** Whether what was answered at `revision` may lack something that was told since. */
  isBehind(revision: Revision | null): boolean {
    const { told } = this;
    return !told || !revision || revision.run !== told.run || revision.revision < told.revision;
  }

  /** Takes an event's place; false where it is no news. An event that this build does not know has a place as well. */
  private note(element: unknown, heard: Heard): boolean {
    const place = EventPlace.safeParse(element).data;
    if (!place) return true;
    if (this.past.has(place.run)) return false;
    const { told } = this;
    if (told?.run !== place.run) return this.move(place, heard);
    if (place.revision <= told.revision) return false;
    if (place.follows > told.revision) heard.missed = true;
    this.told = place;
    return true;
  }

  /** A heartbeat says where the engine stands, so that even a last event that was lost is noticed. */
  private stand(heartbeat: Revision, heard: Heard): void {
    if (this.past.has(heartbeat.run)) return;
    const { told } = this;
    if (told?.run === heartbeat.run && heartbeat.revision <= told.revision) return;
    if (told === null) this.told = heartbeat;
    else this.move(heartbeat, heard);
  }

  private move(to: Revision, heard: Heard): boolean {
    if (this.told && this.told.run !== to.run) this.past.add(this.told.run);
    this.told = to;
    heard.missed = true;
    return true;
  }
}

/** Whether `told` is at least as new as `known`; what carries no revision is taken at its word. */
export function tellsAfter(told: object, known: Revision | null): boolean {
  const revision = revisionOf(told);
  return !revision || !known || revision.run !== known.run || revision.revision >= known.revision;
}
