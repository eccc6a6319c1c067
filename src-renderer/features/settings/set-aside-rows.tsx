import { Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { DamagedRow } from '#core/contract/system.ts';
import { engine } from '#renderer/platform/client.ts';
import { reportError } from '#renderer/platform/report-error.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ConfirmDialog } from '#renderer/ui/dialog.tsx';
import { plural } from '#renderer/ui/format.ts';
import { Mono } from '#renderer/ui/mono.tsx';

/** How many rows are shown, the newest. */
const shownRows = 20;

/** Rows that could not be read, each with its reason; nothing where there are none. */
export function SetAsideRows({ count }: { count: number }) {
  const [rows, setRows] = useState<DamagedRow[]>([]);
  const [asking, setAsking] = useState(false);
  useEffect(() => {
    if (count === 0) return;
    const reading = new AbortController();
    engine.system
      .damaged({ limit: shownRows }, { signal: reading.signal })
      .then(({ items }) => setRows(items))
      .catch((error: unknown) => {
        if (!reading.signal.aborted) reportError(error);
      });
    return () => reading.abort();
  }, [count]);
  if (count === 0) return null;

  const discard = (damagedIds?: string[]) => engine.system.discardDamaged({ damagedIds }).catch(reportError);

  return (
    <section aria-label="Rows set aside" className="flex flex-col gap-1.5">
      <p className="text-warn">
        {plural(count, 'row')} could not be read and {count === 1 ? 'was' : 'were'} set aside.
      </p>
      <ul className="flex flex-col gap-1">
        {rows.map(({ damagedId, table, rowId, reason }) => (
          <li key={damagedId} className="flex min-w-0 items-center gap-1.5">
            <span className="min-w-0 flex-1 break-words">
              <Mono>
                {table} {rowId}
              </Mono>{' '}
              <span className="text-soft">{reason}</span>
            </span>
            <Button onClick={() => void discard([damagedId])}>Discard</Button>
          </li>
        ))}
      </ul>
      <div>
        <Button icon={Trash2} variant="danger" onClick={() => setAsking(true)}>
          Discard all…
        </Button>
      </div>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title="Discard all rows that were set aside?"
        description="What is kept of them is gone for good, with the files of bodies that only they name."
        action="Discard them"
        onConfirm={() => void discard()}
      />
    </section>
  );
}
