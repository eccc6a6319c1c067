import { Ban, CirclePause, CirclePlay, ListChecks, RotateCw, Send } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { DeliveryFilter } from '#core/delivery/filter/delivery-filter.ts';
import { engine } from '#renderer/platform/client.ts';
import { type KeyAction, useKeys } from '#renderer/platform/keys.ts';
import { reportError } from '#renderer/platform/report-error.ts';
import { useSystem } from '#renderer/platform/system-store.ts';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { Menu } from '#renderer/ui/menu.tsx';
import { type BulkAction, bulkFilter } from './bulk-actions.ts';
import { BulkDialog } from './bulk-dialog.tsx';

/** What can be done at once with all that the Inbox's filter finds. Each asks first, with the count. */
export function BulkMenu({ filter }: { filter: DeliveryFilter }) {
  const paused = useSystem((system) => system.queue?.paused ?? false);
  const [asking, setAsking] = useState<BulkAction | null>(null);
  const canRedeliver = bulkFilter('redeliver', filter) !== null;
  useKeys(
    useMemo<KeyAction[]>(() => {
      const group = 'All that are listed';
      return [
        { keys: '', label: 'Retry all now', group, run: () => setAsking('retryNow') },
        { keys: '', label: 'Cancel all', group, run: () => setAsking('cancel') },
        ...(canRedeliver
          ? [{ keys: '', label: 'Redeliver all dead letters', group, run: () => setAsking('redeliver') }]
          : []),
      ];
    }, [canRedeliver]),
  );
  const wanted = asking && bulkFilter(asking, filter);
  return (
    <>
      <Menu
        trigger={<IconButton icon={ListChecks} label="All that are listed…" className="mr-2" />}
        items={[
          { label: 'Retry now…', icon: RotateCw, onSelect: () => setAsking('retryNow') },
          {
            label: 'Redeliver dead letters…',
            icon: Send,
            disabled: !canRedeliver,
            onSelect: () => setAsking('redeliver'),
          },
          { label: 'Cancel…', icon: Ban, danger: true, onSelect: () => setAsking('cancel') },
          'separator',
          paused
            ? {
                label: 'Resume sending',
                icon: CirclePlay,
                onSelect: () => void engine.queue.resume({}).catch(reportError),
              }
            : {
                label: 'Pause all sending',
                icon: CirclePause,
                onSelect: () => void engine.queue.pause({}).catch(reportError),
              },
        ]}
      />
      {asking && wanted && <BulkDialog action={asking} filter={wanted} onClose={() => setAsking(null)} />}
    </>
  );
}
