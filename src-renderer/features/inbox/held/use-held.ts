import { useCallback, useEffect, useRef, useState } from 'react';
import type { HeldAttempt } from '#core/contract/queue.ts';
import { engine, onEvents } from '#renderer/platform/client.ts';
import { useConnection } from '#renderer/platform/connection-store.ts';
import { reportError } from '#renderer/platform/report-error.ts';

const stepRows = 200;
/** As many as a call gives. */
const pageRows = 1000;
/** How long changes gather before the list is read again. */
const settleMs = 150;
const telling = new Set(['delivery.changed', 'delivery.deleted', 'endpoint.changed']);

export interface HeldQueue {
  /** In the order in which they would go on. Null until they have arrived. */
  rows: readonly HeldAttempt[] | null;
  /** There are more than these. */
  more: boolean;
  showMore(): void;
  reload(): Promise<void>;
  /** Shows another order at once; what the engine then says wins. */
  show(rows: readonly HeldAttempt[]): void;
}

async function read(wanted: number): Promise<{ rows: HeldAttempt[]; more: boolean }> {
  const rows: HeldAttempt[] = [];
  let after: string | undefined;
  do {
    const limit = Math.min(pageRows, wanted - rows.length);
    const page = await engine.queue.held(after === undefined ? { limit } : { limit, after });
    rows.push(...page.items);
    after = page.next ?? undefined;
  } while (after !== undefined && rows.length < wanted);
  return { rows, more: after !== undefined };
}

/** The hold queue, live: read again whenever a delivery changes. */
export function useHeld(): HeldQueue {
  const epoch = useConnection((connection) => connection.epoch);
  const [state, setState] = useState<{ rows: readonly HeldAttempt[] | null; more: boolean }>({
    rows: null,
    more: false,
  });
  const [wanted, setWanted] = useState(stepRows);
  const latest = useRef(0);
  const reload = useCallback(async () => {
    latest.current += 1;
    const mine = latest.current;
    try {
      const found = await read(wanted);
      if (mine === latest.current) setState(found);
    } catch (error) {
      if (mine === latest.current) reportError(error);
    }
  }, [wanted]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `epoch` says when
  useEffect(() => {
    void reload();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const undo = onEvents((batch) => {
      if (timer !== undefined || !batch.some(({ type }) => telling.has(type))) return;
      timer = setTimeout(() => {
        timer = undefined;
        void reload();
      }, settleMs);
    });
    return () => {
      clearTimeout(timer);
      latest.current += 1;
      undo();
    };
  }, [reload, epoch]);
  return {
    ...state,
    showMore: () => setWanted((rows) => rows + stepRows),
    reload,
    show: (rows) => setState((old) => ({ ...old, rows })),
  };
}
