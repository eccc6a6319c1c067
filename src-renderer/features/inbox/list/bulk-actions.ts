import type { DeliveryFilter } from '#core/delivery/filter/delivery-filter.ts';
import { plural } from '#renderer/ui/format.ts';

/** What the queue can do with many deliveries at once. */
export type BulkAction = 'retryNow' | 'cancel' | 'redeliver';

interface BulkWords {
  title: string;
  /** `This will … 12 deliveries.` */
  verb: string;
  /** What that means. */
  meaning: string;
  /** Said where there is nothing to do it with. */
  none: string;
  done: string;
}

export const bulkWords: Record<BulkAction, BulkWords> = {
  retryNow: {
    title: 'Retry now?',
    verb: 'retry',
    meaning: 'Their next attempts begin at once instead of at their time.',
    none: 'None of the deliveries that are listed waits for an attempt.',
    done: 'Retrying now',
  },
  cancel: {
    title: 'Cancel attempts?',
    verb: 'cancel',
    meaning: 'Attempts that wait, are held or are under way end; none follow.',
    none: 'None of the deliveries that are listed has an attempt that waits or is under way.',
    done: 'Cancelled',
  },
  redeliver: {
    title: 'Redeliver dead letters?',
    verb: 'redeliver',
    meaning: 'Each is sent once more, and its retry policy begins anew.',
    none: 'No dead letter is among the deliveries that are listed.',
    done: 'Redelivering',
  },
};

/** The deliveries that an action is for; null where the filter asks for others by their status. */
export function bulkFilter(action: BulkAction, filter: DeliveryFilter): DeliveryFilter | null {
  if (action !== 'redeliver') return filter;
  const { status = 'dead_letter' } = filter;
  return status === 'dead_letter' ? { ...filter, status } : null;
}

/** `12 deliveries`, `1 dead letter`. */
export const bulkCount = (action: BulkAction, count: number): string =>
  action === 'redeliver' ? plural(count, 'dead letter') : plural(count, 'delivery', 'deliveries');
