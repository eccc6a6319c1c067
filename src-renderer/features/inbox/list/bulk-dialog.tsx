import { useEffect, useState } from 'react';
import type { DeliveryFilter } from '#core/delivery/filter/delivery-filter.ts';
import { engine } from '#renderer/platform/client.ts';
import { reportError } from '#renderer/platform/report-error.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { toast } from '#renderer/ui/toast.tsx';
import { type BulkAction, bulkCount, bulkWords } from './bulk-actions.ts';

export interface BulkDialogProps {
  action: BulkAction;
  filter: DeliveryFilter;
  onClose(): void;
}

/** Counts first, by a dry run; does it only once somebody has seen the number. */
export function BulkDialog({ action, filter, onClose }: BulkDialogProps) {
  const words = bulkWords[action];
  const key = JSON.stringify(filter);
  const [count, setCount] = useState<number | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    let wanted = true;
    const counted: DeliveryFilter = JSON.parse(key);
    engine.queue[action]({ filter: counted, dryRun: true }).then(
      (answer) => wanted && setCount(answer.count),
      (error) => wanted && reportError(error),
    );
    return () => {
      wanted = false;
    };
  }, [action, key]);

  const run = () => {
    setBusy(true);
    engine.queue[action]({ filter })
      .then(
        (answer) => toast({ kind: 'done', title: `${words.done}: ${bulkCount(action, answer.count)}` }),
        reportError,
      )
      .finally(onClose);
  };

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={words.title}
      description={
        <p aria-live="polite">
          {count === null && 'Counting…'}
          {count === 0 && words.none}
          {count !== null && count > 0 && (
            <>
              This will {words.verb} {bulkCount(action, count)}. {words.meaning}
            </>
          )}
        </p>
      }
      footer={
        <>
          <Button size="md" onClick={onClose}>
            Close
          </Button>
          {count !== 0 && (
            <Button
              size="md"
              variant={action === 'cancel' ? 'danger' : 'primary'}
              disabled={count === null}
              busy={busy}
              onClick={run}
            >
              {count === null ? words.done : `${words.verb[0]?.toUpperCase()}${words.verb.slice(1)} ${count}`}
            </Button>
          )}
        </>
      }
    />
  );
}
