import { useEffect, useRef, useState } from 'react';
import type { z } from 'zod';
import type { contract } from '#core/contract/index.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { engine, onEvent } from '#renderer/platform/client.ts';
import type { PolicyChoice, SimulationDraft } from './simulate-store.ts';

export type SimulationResult = z.output<typeof contract.retry.simulate.output>;

export interface SimulationState {
  /** One a side, in their order. */
  results: readonly SimulationResult[];
  problem: string | null;
  running: boolean;
  /** 0 to 1, of a run that takes a while. */
  progress: number;
}

/** Typing goes on while it is quick; only the last of a burst is played. */
const settleMs = 150;

function inputOf(
  draft: SimulationDraft,
  side: PolicyChoice,
  runId: string,
): z.input<typeof contract.retry.simulate.input> {
  const { receiverConcurrency, receiverPerSecond, senderConcurrency } = draft;
  return {
    ...(side.provider === null ? { policy: side.policy } : { provider: side.provider }),
    scenario: draft.scenarioText,
    seed: draft.seed,
    deliveries: draft.deliveries,
    arrivals: { overMs: draft.deliveries === 1 ? 0 : draft.overMs },
    receiver: {
      latencyMs: draft.latencyMs,
      ...(receiverConcurrency === null ? {} : { concurrency: receiverConcurrency }),
      ...(receiverPerSecond === null ? {} : { perSecond: receiverPerSecond }),
    },
    sender: senderConcurrency === null ? {} : { concurrency: senderConcurrency },
    runId,
  };
}

/** Plays the draft whenever it changes; a newer one cuts the older short. */
export function useSimulation(draft: SimulationDraft): SimulationState & { cancel(): void } {
  const [state, setState] = useState<SimulationState>({
    results: [],
    problem: null,
    running: false,
    progress: 0,
  });
  const current = useRef<AbortController | null>(null);

  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const runId = crypto.randomUUID();
    const sides = [draft.first, ...draft.others];
    current.current = controller;
    const timer = setTimeout(async () => {
      setState((old) => ({ ...old, running: true, progress: 0 }));
      try {
        const results: SimulationResult[] = [];
        for (const [at, side] of sides.entries()) {
          results.push(await engine.retry.simulate(inputOf(draft, side, `${runId}.${at}`), { signal }));
        }
        if (!signal.aborted) setState({ results, problem: null, running: false, progress: 1 });
      } catch (error) {
        const cancelled = signal.aborted || (error instanceof TackleboxError && error.code === 'cancelled');
        const problem = cancelled ? null : error instanceof Error ? error.message : String(error);
        if (!signal.aborted || current.current === controller)
          setState((old) => ({ ...old, problem, running: false }));
      }
    }, settleMs);
    const unfollow = onEvent('retry.progress', ({ runId: id, done, total }) => {
      if (!id.startsWith(`${runId}.`)) return;
      const at = Number(id.slice(runId.length + 1));
      setState((old) => ({ ...old, progress: (at + done / total) / sides.length }));
    });
    return () => {
      if (current.current === controller) current.current = null;
      clearTimeout(timer);
      unfollow();
      controller.abort();
    };
  }, [draft]);

  return { ...state, cancel: () => current.current?.abort() };
}
