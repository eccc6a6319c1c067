import { useEffect, useRef, useState } from 'react';
import type { HeldAttempt } from '#core/contract/queue.ts';
import { markRevision, revisionOf } from '#core/contract/revision.ts';
import { engine } from '#renderer/platform/client.ts';
import { readAgain } from '#renderer/platform/live-value.ts';
import { useLive } from '#renderer/platform/use-live.ts';

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
  reload(): void;
  /** Shows another order at once; what the engine then says wins. */
  show(rows: readonly HeldAttempt[]): void;
}

interface HeldRows {
  rows: HeldAttempt[];
  more: boolean;
}

/** As new as its first page: what changed while the others were read is told by an event. */
async function read(wanted: number, signal: AbortSignal): Promise<HeldRows> {
  const first = await engine.queue.held({ limit: Math.min(pageRows, wanted) }, { signal });
  const rows = [...first.items];
  let after = first.next;
  while (after !== null && rows.length < wanted) {
    const limit = Math.min(pageRows, wanted - rows.length);
    const page = await engine.queue.held({ limit, after }, { signal });
    rows.push(...page.items);
    after = page.next;
  }
  return markRevision({ rows, more: after !== null }, revisionOf(first));
}

/** The hold queue, live: read again whenever a delivery changes. */
export function useHeld(): HeldQueue {
  const [wanted, setWanted] = useState(stepRows);
  const wantedNow = useRef(wanted);
  const { value, reload } = useLive<HeldRows>('held', () => ({
    read: (signal) => read(wantedNow.current, signal),
    apply: (held, { type }) => (telling.has(type) ? readAgain : held),
    settleMs,
  }));
  // An order of one's own is shown until the engine has said which one it is.
  const [own, setOwn] = useState<{ rows: readonly HeldAttempt[]; over: HeldRows | null } | null>(null);
  const reloadNow = useRef(reload);
  reloadNow.current = reload;
  useEffect(() => {
    if (wantedNow.current === wanted) return;
    wantedNow.current = wanted;
    reloadNow.current();
  }, [wanted]);
  return {
    rows: own && own.over === value ? own.rows : (value?.rows ?? null),
    more: value?.more ?? false,
    showMore: () => setWanted((rows) => rows + stepRows),
    reload,
    show: (rows) => setOwn({ rows, over: value }),
  };
}
