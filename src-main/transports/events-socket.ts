import type { WebSocket } from 'ws';
import type { Engine } from '../engine/engine.ts';
import { beat, framed, type ToldEvent } from './told.ts';

/**
 * A reader that falls this far behind is let go: it connects anew and reads the lists again, which costs less than
 * keeping a queue for it in memory.
 */
export const maxQueuedEventBytes = 32 * 1024 * 1024;

const tryAgainLater = 1013;

/** Hands the engine's batches to one WebSocket, a JSON array a frame, until it closes; heartbeats too where they are wanted. */
export function sendEvents(engine: Engine, socket: WebSocket, wantsHeartbeat: boolean): void {
  const send = (frame: ToldEvent[]) => {
    if (socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount > maxQueuedEventBytes) {
      socket.close(tryAgainLater, 'too far behind');
      return;
    }
    socket.send(JSON.stringify(frame));
  };
  const undoEvents = engine.subscribe((batch, places) => send(framed(batch, places)));
  const undoBeat = wantsHeartbeat ? beat(engine, send) : () => undefined;
  const undo = () => {
    undoEvents();
    undoBeat();
  };
  socket.on('close', undo);
  // A broken connection ends in `close` as well; without a listener its error would end the process.
  socket.on('error', undo);
}
