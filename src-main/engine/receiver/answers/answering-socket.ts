import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** So long a socket stays half open for a client that doesn't close: then it is cut. */
const finalCloseMs = 5_000;

/** A reset throws away what the kernel hasn't sent, so the bytes before it get a moment to leave. */
const departMs = 30;

/** A connection on which an answer is played by hand. All waits end early when it closes or the receiver does. */
export interface AnsweringSocket {
  /** False where the connection is gone. */
  write(bytes: Uint8Array): Promise<boolean>;
  /** False where it ended early. */
  wait(ms: number): Promise<boolean>;
  /** FIN; goes on reading. */
  end(): void;
  /** RST. */
  reset(afterWriting: boolean): Promise<void>;
  /** Resolves when the client, or the receiver, closes it. */
  closed(): Promise<void>;
}

/** A pipelined request has no socket of its own until those before it are answered. */
async function socketOf(response: ServerResponse): Promise<Socket | null> {
  if (!response.socket && !response.destroyed) {
    await Promise.race([once(response, 'socket'), once(response, 'close')]);
  }
  return response.socket;
}

function waitOn(socket: Socket, ms: number | null, closing: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const finish = (elapsed: boolean) => {
      if (timer) clearTimeout(timer);
      socket.off('close', cut);
      closing.removeEventListener('abort', cut);
      resolve(elapsed);
    };
    const cut = () => finish(false);
    const timer = ms === null ? null : setTimeout(() => finish(true), ms);
    socket.on('close', cut);
    closing.addEventListener('abort', cut);
    if (socket.destroyed || closing.aborted) cut();
  });
}

/** Takes the connection of a response into hand. Null where the client has gone already. */
export async function answeringSocket(
  response: ServerResponse,
  closing: AbortSignal,
): Promise<AnsweringSocket | null> {
  const socket = await socketOf(response);
  if (!socket || socket.destroyed) return null;
  return {
    write: (bytes) =>
      new Promise((resolve) => {
        if (socket.destroyed || !socket.writable) resolve(false);
        else socket.write(bytes, (error) => resolve(!error));
      }),
    wait: (ms) => (ms <= 0 ? Promise.resolve(!socket.destroyed) : waitOn(socket, ms, closing)),
    end() {
      socket.end();
      // The request's stream is read to its end, so only this notices a client that never closes.
      socket.setTimeout(finalCloseMs, () => socket.destroy());
    },
    async reset(afterWriting) {
      if (afterWriting) await waitOn(socket, departMs, closing);
      socket.resetAndDestroy();
    },
    async closed() {
      await waitOn(socket, null, closing);
      socket.destroy();
    },
  };
}
