import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

/** Where an engine to be flooded listens. */
export interface FloodReady {
  kind: 'ready';
  api: string;
  receiver: string;
  token: string;
}

/** How an engine's thread fared, seen from inside. */
export interface FloodMeasure {
  kind: 'measure';
  /** The thread's own time in the longest turn of its loop. */
  longestTurnMs: number;
  /** The thread's own time in all. */
  cpuMs: number;
  /** The longest delay of a timer, which others on the machine lengthen as well. */
  longestDelayMs: number;
  bugs: string[];
}

export interface FloodedEngine extends Omit<FloodReady, 'kind'> {
  /** What the engine's thread had to do while `flood` ran. */
  during(flood: () => Promise<unknown>): Promise<FloodMeasure>;
  call(method: string, input: unknown): Promise<{ ok: boolean; result?: unknown }>;
  close(): Promise<void>;
}

/** Starts an engine and its API in a process of their own. */
export async function floodedEngine(dataDir: string): Promise<FloodedEngine> {
  const child = fork(path.join(import.meta.dirname, 'flood-child.ts'), [dataDir], { execArgv: [] });
  const answer = async <T extends { kind: string }>(kind: T['kind']): Promise<T> => {
    for (;;) {
      const [message] = (await once(child, 'message')) as [T];
      if (message.kind === kind) return message;
    }
  };
  const { api, receiver, token } = await answer<FloodReady>('ready');
  return {
    api,
    receiver,
    token,
    async during(flood) {
      child.send('begin');
      await flood();
      child.send('end');
      return answer<FloodMeasure>('measure');
    },
    async call(method, input) {
      const response = await fetch(`${api}api/${method}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: typeof input === 'string' ? input : JSON.stringify(input),
      });
      return (await response.json()) as { ok: boolean; result?: unknown };
    },
    async close() {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}
