import type { EngineParts } from '../engine.ts';

/** Often enough that a folder never grows far past its bounds, seldom enough to cost nothing. */
const trimEveryMs = 60_000;

/** Trims the history by the settings' bounds, now and then and whenever they change. Answers its own undo. */
export function startRetention(
  { history, settings, events, clock }: Pick<EngineParts, 'history' | 'settings' | 'events' | 'clock'>,
  onBug: (error: unknown, where: string) => void,
): () => Promise<void> {
  let trimming: Promise<void> | null = null;
  let closed = false;

  async function trim(): Promise<void> {
    const { retention } = settings.get();
    if (Object.values(retention).every((bound) => bound === null)) return;
    const count = await history.deliveries.trim(retention, clock.nowMs());
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

  const timer = setInterval(trimSoon, trimEveryMs);
  timer.unref();
  const unsubscribe = settings.onChange(trimSoon);
  trimSoon();
  return async () => {
    closed = true;
    clearInterval(timer);
    unsubscribe();
    await trimming;
  };
}
