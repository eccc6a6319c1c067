import type { EngineParts } from '../engine.ts';

/** Often enough that a folder never grows far past its bounds, seldom enough to cost nothing. */
const trimEveryMs = 60_000;

/** Space is taken in reserve when the start is over: nobody should wait for it. */
const reserveAfterMs = 15_000;

/** Trims the history by the settings' bounds, now and then and whenever they change. Answers its own undo. */
export function startRetention(
  { history, settings, events, clock }: Pick<EngineParts, 'history' | 'settings' | 'events' | 'clock'>,
  onBug: (error: unknown, where: string) => void,
): () => Promise<void> {
  let trimming: Promise<void> | null = null;
  let closed = false;

  async function trim(): Promise<void> {
    const { retention } = settings.get();
    const isBounded = Object.values(retention).some((bound) => bound !== null);
    const count = isBounded ? await history.deliveries.trim(retention, clock.nowMs()) : 0;
    if (count > 0) events.emit({ type: 'delivery.deleted', deliveryIds: [], count });
  }

  function trimSoon(): void {
    if (closed || trimming) return;
    trimming = trim()
      .catch((error: unknown) => onBug(error, 'retention'))
      .finally(() => {
        trimming = null;
      });
  }

  let keeping = Promise.resolve();
  const keepReserve = (): void => {
    keeping = keeping.then(() => history.keepReserve());
  };
  const first = setTimeout(keepReserve, reserveAfterMs).unref();
  const timer = setInterval(() => {
    trimSoon();
    keepReserve();
  }, trimEveryMs).unref();
  const unsubscribe = settings.onChange(trimSoon);
  trimSoon();
  return async () => {
    closed = true;
    clearTimeout(first);
    clearInterval(timer);
    unsubscribe();
    await trimming;
    await keeping;
  };
}
