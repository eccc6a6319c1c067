import type { WebSocket } from 'ws';
import type { Engine } from '../engine/engine.ts';

/**
 * A reader that falls this far behind is let go: it connects anew and reads the lists again, which costs less than
 * keeping a queue for it in memory.
 */
export const maxQueuedEventBytes = 32 * 1024 * 1024;

const tryAgainLater = 1013;

/** Hands the engine's batches to one WebSocket, a JSON array a frame, until it closes. */
export function sendEvents(engine: Engine, socket: WebSocket): void {
  const undo = engine.subscribe((batch) => {
    if (socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount > maxQueuedEventBytes) {
      socket.close(tryAgainLater, 'too far behind');
      return;
    }
    socket.send(JSON.stringify(batch));
  });
  socket.on('close', undo);
  // A broken connection ends in `close` as well; without a listener its error would end the process.
  socket.on('error', undo);
}
