import { useEffect, useRef, useState } from 'react';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { onEvent } from '#renderer/platform/client.ts';

export interface Run<T> {
  /** Of the last run that ended well; kept while the next one goes on. */
  result: T | null;
  problem: string | null;
  running: boolean;
  /** 0 to 1. */
  progress: number;
  start(ask: (runId: string, signal: AbortSignal) => Promise<T>): void;
  cancel(): void;
}

/** One piece of the lab's work at a time: a newer one cuts the older short, and leaving the screen does too. */
export function useRun<T>(): Run<T> {
  const [state, setState] = useState<Pick<Run<T>, 'result' | 'problem' | 'running' | 'progress'>>({
    result: null,
    problem: null,
    running: false,
    progress: 0,
  });
  const current = useRef<AbortController | null>(null);
  useEffect(() => () => current.current?.abort(), []);

  async function start(ask: (runId: string, signal: AbortSignal) => Promise<T>): Promise<void> {
    current.current?.abort();
    const controller = new AbortController();
    current.current = controller;
    const runId = crypto.randomUUID();
    const change = (part: Partial<Run<T>>) => {
      if (current.current === controller) setState((old) => ({ ...old, ...part }));
    };
    change({ running: true, problem: null, progress: 0 });
    const unfollow = onEvent('retry.progress', ({ runId: id, done, total }) => {
      if (id === runId) change({ progress: done / total });
    });
    try {
      change({ result: await ask(runId, controller.signal), running: false });
    } catch (error) {
      const cancelled =
        controller.signal.aborted || (error instanceof TackleboxError && error.code === 'cancelled');
      const said = error instanceof Error ? error.message : String(error);
      change({ running: false, problem: cancelled ? null : said });
    } finally {
      unfollow();
    }
  }

  return {
    ...state,
    start: (ask) => void start(ask),
    cancel: () => current.current?.abort(),
  };
}
