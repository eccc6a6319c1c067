import { ArrowLeft, CircleAlert, Equal, EqualNot } from 'lucide-react';
import type { z } from 'zod';
import type { contract } from '#core/contract/index.ts';
import type { Delivery } from '#core/delivery/delivery.ts';
import { engine } from '#renderer/platform/client.ts';
import { useSettings } from '#renderer/platform/settings-store.ts';
import { useLive } from '#renderer/platform/use-live.ts';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { formatBytes, formatExactTime, plural } from '#renderer/ui/format.ts';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { Table } from '#renderer/ui/table.tsx';
import { shortJson } from '#renderer/ui/text/short-json.ts';
import { StateTag } from '#renderer/webhook/state-tag.tsx';
import { rowTitle } from '../list/delivery-row.tsx';

type Diff = z.output<typeof contract.deliveries.diff.output>;

const changeLooks = { added: 'text-ok', removed: 'text-bad', changed: 'text-warn' };
const shown = (value: unknown): string => (value === undefined ? '–' : shortJson(value));

/** A pointer into deep nesting is as long as the way there. */
const shownPointer = (pointer: string): string =>
  pointer.length <= 300 ? pointer || '(whole)' : `${pointer.slice(0, 140)} … ${pointer.slice(-140)}`;

/** Two deliveries side by side: what differs in headers and body. */
export function CompareView({ left, right, onClose }: { left: string; right: string; onClose(): void }) {
  const { value: diff, problem } = useLive<Diff>(`${left} ${right}`, () => ({
    read: (signal) => engine.deliveries.diff({ left, right }, { signal }),
    onError: () => undefined,
  }));
  return (
    <article aria-label="Comparison" className="flex h-full min-h-0 flex-col">
      <header className="flex items-center gap-2 border-b px-3 py-2">
        <IconButton icon={ArrowLeft} label="Back to the delivery" keys="Esc" onClick={onClose} />
        <h2 className="text-lg font-semibold">Compare</h2>
        {diff && (
          <StateTag
            icon={diff.sameBytes ? Equal : EqualNot}
            word={diff.sameBytes ? 'Same bytes' : 'Bodies differ'}
            tone={diff.sameBytes ? 'ok' : 'warn'}
          />
        )}
      </header>
      {problem && !diff && (
        <EmptyState icon={CircleAlert} title="They can't be compared">
          {problem.message}
        </EmptyState>
      )}
      {diff && <Differences diff={diff} />}
    </article>
  );
}

function Differences({ diff }: { diff: Diff }) {
  return (
    <div className="grid min-h-0 content-start gap-5 overflow-y-auto px-4 py-3.5">
      <div className="grid grid-cols-2 gap-4">
        <Side delivery={diff.left} name="Left" />
        <Side delivery={diff.right} name="Right" />
      </div>
      <Section title={diff.json ? `Body: ${plural(diff.json.length, 'difference')}` : 'Body'}>
        {diff.json === null ? (
          <p className="text-soft">
            {diff.sameBytes
              ? 'Both bodies have the same bytes.'
              : 'At least one body is not JSON, so there is nothing to lay side by side; the bytes differ.'}
          </p>
        ) : diff.json.length === 0 ? (
          <p className="text-soft">
            {diff.sameBytes
              ? 'Both bodies have the same bytes.'
              : 'The same values, written with other bytes.'}
          </p>
        ) : (
          <Table
            label="Differences of the bodies"
            columns={[
              {
                id: 'pointer',
                title: 'Where',
                wire: true,
                width: '28%',
                cell: ({ pointer }) => <span className="break-all">{shownPointer(pointer)}</span>,
              },
              {
                id: 'change',
                title: 'Change',
                width: '70px',
                cell: ({ change }) => <span className={changeLooks[change]}>{change}</span>,
              },
              {
                id: 'left',
                title: 'Left',
                wire: true,
                cell: (row) => <span className="break-all">{shown(row.left)}</span>,
              },
              {
                id: 'right',
                title: 'Right',
                wire: true,
                cell: (row) => <span className="break-all">{shown(row.right)}</span>,
              },
            ]}
            rows={diff.json}
            rowKey={({ pointer, change }) => `${pointer}-${change}`}
          />
        )}
      </Section>
      <Section title={`Headers: ${plural(diff.headers.length, 'difference')}`}>
        {diff.headers.length === 0 ? (
          <p className="text-soft">The same names and values.</p>
        ) : (
          <Table
            label="Differences of the headers"
            columns={[
              { id: 'name', title: 'Name', wire: true, width: '28%', cell: ({ name }) => name },
              {
                id: 'left',
                title: 'Left',
                wire: true,
                cell: (row) => <span className="break-all">{row.left.join('\n') || '–'}</span>,
              },
              {
                id: 'right',
                title: 'Right',
                wire: true,
                cell: (row) => <span className="break-all">{row.right.join('\n') || '–'}</span>,
              },
            ]}
            rows={diff.headers}
            rowKey={({ name }) => name}
          />
        )}
      </Section>
    </div>
  );
}

function Side({ delivery, name }: { delivery: Delivery; name: string }) {
  const times = useSettings((settings) => settings.times);
  return (
    <div className="min-w-0 rounded-md border bg-panel px-3 py-2">
      <div className="text-xs text-faint">{name}</div>
      <div className="truncate font-semibold">{rowTitle(delivery)}</div>
      <div className="wire truncate text-soft">
        {formatExactTime(delivery.receivedAt, times)} · {formatBytes(delivery.bodyBytes)}
      </div>
    </div>
  );
}
