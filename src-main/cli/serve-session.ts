import WebSocket from 'ws';
import { z } from 'zod';
import { createContractClient, parseEvent } from '#core/contract/client.ts';
import type { EngineEvent, Reply } from '#core/contract/index.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import type { ServeRecord } from '../hosts/serve-record.ts';
import { downloadExport, uploadImport } from './serve-files.ts';
import type { Session } from './session.ts';
import { readReply } from './wire-reply.ts';

const Frame = z.array(z.unknown());

const parseFrame = (text: string): EngineEvent[] =>
  Frame.parse(JSON.parse(text))
    .map(parseEvent)
    .filter((event) => event !== null);

/** The engine of a running `serve`, over HTTP and WebSocket. Throws not_available_here where it no longer answers. */
export async function connectToServe(serve: ServeRecord): Promise<Session> {
  const sockets: WebSocket[] = [];
  const send = async (name: string, input: unknown, signal?: AbortSignal): Promise<Reply> => {
    try {
      const response = await fetch(new URL(`api/${name}`, serve.interface), {
        method: 'POST',
        headers: { authorization: `Bearer ${serve.token}`, 'content-type': 'application/json' },
        body: JSON.stringify(input ?? {}),
        ...(signal ? { signal } : {}),
      });
      return await readReply(response);
    } catch (cause) {
      throw new TackleboxError(
        'not_available_here',
        `\`tacklebox serve\` (process ${serve.pid}) holds the data folder but does not answer at ${serve.interface}.`,
        { cause },
      );
    }
  };
  return {
    client: createContractClient(send),
    exportTo: (file, input) => downloadExport(serve, file, input),
    importFrom: (file, format) => uploadImport(serve, file, format),
    subscribe: (listener) =>
      new Promise((resolve, reject) => {
        const url = new URL('api/events', serve.interface.replace(/^http/, 'ws'));
        const socket = new WebSocket(url, { headers: { authorization: `Bearer ${serve.token}` } });
        sockets.push(socket);
        socket.on('open', () => resolve());
        socket.on('error', reject);
        socket.on('message', (data) => listener(parseFrame(String(data))));
      }),
    async close() {
      for (const socket of sockets) socket.close();
    },
  };
}
