import { z } from 'zod';
import type { Reply } from '#core/contract/index.ts';
import { Revision } from '#core/contract/revision.ts';
import { watchSilence } from './silence.ts';
import { type ConnectionState, cancelledReply, type Transport } from './transport.ts';

const Answer = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), result: z.unknown(), ...Revision.partial().shape }),
  z.object({
    ok: z.literal(false),
    error: z.object({ code: z.string(), message: z.string(), details: z.unknown().optional() }),
  }),
]);

const unavailable = (message: string): Reply => ({
  ok: false,
  error: { code: 'not_available_here', message },
});

/** Waits between attempts to reconnect: quick at first (a restart takes a second), then calm. */
const reconnectMs = [250, 500, 1000, 2000, 4000];

/** The engine behind `serve`: calls over HTTP, events over a WebSocket that is made anew when it breaks. */
export function httpTransport(baseUrl: string, token: string | null): Transport {
  return {
    async call(name, input, signal) {
      let response: Response;
      try {
        response = await fetch(new URL(`api/${name}`, baseUrl), {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            ...(token === null ? {} : { authorization: `Bearer ${token}` }),
          },
          body: JSON.stringify(input ?? {}),
          signal: signal ?? null,
        });
      } catch (error) {
        if (signal?.aborted) return cancelledReply(name);
        return unavailable(
          `Tacklebox does not answer at ${baseUrl} (${error instanceof Error ? error.message : String(error)}). Is \`tacklebox serve\` still running?`,
        );
      }
      try {
        const answer = Answer.safeParse(await response.json());
        if (answer.success) return answer.data;
      } catch {
        if (signal?.aborted) return cancelledReply(name);
      }
      return unavailable(`${name}: the answer (HTTP ${response.status}) is not one of Tacklebox's.`);
    },
    subscribe: (onBatch, onState) => openEvents(baseUrl, token, onBatch, onState),
  };
}

async function tokenRefused(baseUrl: string, token: string | null): Promise<boolean> {
  try {
    const response = await fetch(new URL('api/system.info', baseUrl), {
      method: 'POST',
      headers: token === null ? {} : { authorization: `Bearer ${token}` },
    });
    return response.status === 401;
  } catch {
    return false;
  }
}

/** One WebSocket of events. `onEnd` is told once: it closed, fell silent, or sent what can't be read. */
function openSocket(url: URL, onFrame: (frame: unknown[]) => void, onEnd: () => void): () => void {
  const socket = new WebSocket(url);
  const close = () => {
    silence.stop();
    socket.onmessage = null;
    socket.onclose = null;
    socket.close();
  };
  const end = () => {
    close();
    onEnd();
  };
  // A connection that hangs never closes by itself.
  const silence = watchSilence(end);
  socket.onmessage = (message) => {
    silence.heard();
    const frame = readFrame(String(message.data));
    if (frame) onFrame(frame);
    else end();
  };
  socket.onclose = end;
  return close;
}

function readFrame(text: string): unknown[] | null {
  try {
    const frame: unknown = JSON.parse(text);
    return Array.isArray(frame) ? frame : null;
  } catch {
    return null;
  }
}

function openEvents(
  baseUrl: string,
  token: string | null,
  onBatch: (batch: unknown[]) => void,
  onState: (state: ConnectionState, problem: string | null) => void,
): () => void {
  const url = new URL('api/events?heartbeat=1', baseUrl);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  if (token !== null) url.searchParams.set('token', token);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let closeSocket = () => {};
  let failures = 0;
  let closed = false;

  const tryAgain = () => {
    const waitMs = reconnectMs[Math.min(failures, reconnectMs.length - 1)] ?? 4000;
    failures += 1;
    onState('lost', 'The connection to Tacklebox is gone; trying again.');
    timer = setTimeout(connect, waitMs);
    // A page can't see why a WebSocket was refused, but it can ask again over HTTP. Trying on would not help then.
    void tokenRefused(baseUrl, token).then((refused) => {
      if (!refused || closed) return;
      clearTimeout(timer);
      closeSocket();
      onState('unauthorized', 'The token was refused. Open the address that `tacklebox serve` printed.');
    });
  };
  const connect = () => {
    closeSocket = openSocket(
      url,
      (frame) => {
        // Only what was heard shows that events arrive: something between may have taken the connection.
        failures = 0;
        onState('connected', null);
        onBatch(frame);
      },
      tryAgain,
    );
  };

  onState('connecting', null);
  connect();
  return () => {
    closed = true;
    clearTimeout(timer);
    closeSocket();
  };
}
