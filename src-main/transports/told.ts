import type { CallContext, EngineEvent, Reply } from '#core/contract/index.ts';
import type { EventPlace } from '#core/contract/revision.ts';
import type { Engine } from '../engine/engine.ts';

/**
 * What crosses to a page, with the engine's revision beside it, so that the page can tell the newer word from the older
 * whatever happens on the way: replies gain `run` and `revision`, events `run`, `revision` and `follows`.
 */

/** How often a listener that asks for it hears that the engine lives. */
export const heartbeatEveryMs = 3000;

/** An event as it is told: its own fields, and its place. */
export type ToldEvent = EngineEvent & Partial<EventPlace>;

export const framed = (batch: EngineEvent[], places: readonly EventPlace[]): ToldEvent[] =>
  batch.map((event, at) => ({ ...event, ...places[at] }));

/** Asks the engine. The revision is that of the moment of asking: what the answer says is at least as new. */
export async function ask(
  engine: Engine,
  name: string,
  input: unknown,
  context: CallContext,
): Promise<Reply> {
  const asked = engine.parts.events.revision();
  const reply = await engine.dispatch(name, input, context);
  return reply.ok ? { ...reply, ...asked } : reply;
}

/** Says where the engine stands at once and then every few seconds, in order with the events. Answers its own undo. */
export function beat(engine: Engine, send: (frame: ToldEvent[]) => void): () => void {
  const tell = () =>
    send([{ type: 'system.heartbeat', ...engine.parts.events.told(), everyMs: heartbeatEveryMs }]);
  tell();
  const timer = setInterval(tell, heartbeatEveryMs);
  return () => clearInterval(timer);
}
