import { useRef, useState } from 'react';
import type { z } from 'zod';
import type { contract } from '#core/contract/index.ts';
import type { FastForwardAttempt } from '#core/contract/retry.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { engine, onEvent } from '#renderer/platform/client.ts';

type FastForwardInput = z.input<typeof contract.retry.fastForward.input>;
type FastForwardResult = z.output<typeof contract.retry.fastForward.output>;

export interface LiveRun {
  attempts: readonly FastForwardAttempt[];
  /** Null while it goes on. */
  outcome: FastForwardResult | null;
  problem: string | null;
  running: boolean;
}

/** One run against a real target: its attempts as they end, then what came of it. */
export function useLiveRun(): {
  run: LiveRun | null;
  start(input: FastForwardInput): void;
  cancel(): void;
  clear(): void;
} {
  const [run, setRun] = useState<LiveRun | null>(null);
  const controller = useRef<AbortController | null>(null);

  async function start(input: FastForwardInput): Promise<void> {
    controller.current?.abort();
    const own = new AbortController();
    controller.current = own;
    const runId = crypto.randomUUID();
    const change = (part: Partial<LiveRun>) => {
      if (controller.current === own) setRun((old) => (old ? { ...old, ...part } : old));
    };
    setRun({ attempts: [], outcome: null, problem: null, running: true });
    const unfollow = onEvent('retry.attempted', ({ runId: id, attempt }) => {
      if (id === runId && controller.current === own)
        setRun((old) => old && { ...old, attempts: [...old.attempts, attempt] });
    });
    try {
      const outcome = await engine.retry.fastForward({ ...input, runId }, { signal: own.signal });
      change({ outcome, attempts: outcome.attempts, running: false });
    } catch (error) {
      const cancelled = own.signal.aborted || (error instanceof TackleboxError && error.code === 'cancelled');
      const problem = cancelled ? 'Cancelled.' : error instanceof Error ? error.message : String(error);
      change({ problem, running: false });
    } finally {
      unfollow();
    }
  }

  return {
    run,
    start: (input) => void start(input),
    cancel: () => controller.current?.abort(),
    clear: () => {
      controller.current?.abort();
      controller.current = null;
      setRun(null);
    },
  };
}
