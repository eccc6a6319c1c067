import type { CaptureTimes } from '#core/delivery/delivery.ts';

/** The latest so many captures; what each step took is looked at while it is fresh, and is worth no write of its own. */
const mostKept = 5_000;

/** What the steps of the latest captures of this run took. Nothing of it is written down. */
export interface CaptureTimesLog {
  note(deliveryId: string, times: CaptureTimes): void;
  /** Null for a capture of an earlier run, or one long ago. */
  of(deliveryId: string): CaptureTimes | null;
}

export function createCaptureTimes(): CaptureTimesLog {
  const kept = new Map<string, CaptureTimes>();
  return {
    note(deliveryId, times) {
      kept.set(deliveryId, times);
      if (kept.size <= mostKept) return;
      const [oldest] = kept.keys();
      if (oldest !== undefined) kept.delete(oldest);
    },
    of: (deliveryId) => kept.get(deliveryId) ?? null,
  };
}
