import { useMemo } from 'react';
import type { DeliverySummary } from '#core/delivery/delivery.ts';
import { httpText } from '#core/http/text/raw-http.ts';
import { engine } from '#renderer/platform/client.ts';
import { readAgain } from '#renderer/platform/live-value.ts';
import { useNavigation } from '#renderer/platform/navigation.ts';
import { useSettings } from '#renderer/platform/settings-store.ts';
import { useLive } from '#renderer/platform/use-live.ts';
import { Combobox, type ComboboxOption } from '#renderer/ui/combobox.tsx';
import { formatTimeOfDay } from '#renderer/ui/format.ts';
import { LetterBadge } from '#renderer/ui/letter-badge.tsx';
import { MonacoEditor } from '#renderer/ui/monaco/monaco-editor.tsx';
import type { Reading } from './read-request.ts';
import { useVerify } from './verify-store.ts';

/** As many as one looks through; older ones are found in the Inbox. */
const latestCount = 100;
const none: readonly DeliverySummary[] = [];

type LatestPage = Awaited<ReturnType<typeof engine.deliveries.list>>;

/** The row in its place, or in front of the others where it is new. */
function withRow(page: LatestPage, row: DeliverySummary, isNew: boolean): LatestPage {
  const at = page.items.findIndex(({ deliveryId }) => deliveryId === row.deliveryId);
  if (at >= 0) return { ...page, items: page.items.with(at, row) };
  return isNew ? { ...page, items: [row, ...page.items].slice(0, latestCount) } : page;
}

function useLatest(): readonly DeliverySummary[] {
  const { value } = useLive<LatestPage>('latest', () => ({
    read: (signal) => engine.deliveries.list({ limit: latestCount }, { signal }),
    apply(page, event) {
      if (event.type === 'delivery.captured') return withRow(page, event, true);
      // A composed delivery is first heard of by its change.
      if (event.type === 'delivery.changed')
        return withRow(page, event, event.receivedAt > (page.items[0]?.receivedAt ?? ''));
      return event.type === 'delivery.deleted' || event.type === 'delivery.imported' ? readAgain : page;
    },
  }));
  return value?.items ?? none;
}

/** One of the latest deliveries, and its request as it was on the wire. */
export function DeliveryPicker({ reading }: { reading: Reading }) {
  const deliveryId = useVerify((verify) => verify.deliveryId);
  const go = useNavigation((navigation) => navigation.go);
  const times = useSettings((settings) => settings.times);
  const latest = useLatest();
  const options = useMemo(() => {
    const known = latest.map(
      (row): ComboboxOption<string> => ({
        value: row.deliveryId,
        label: row.eventType ?? `${row.method} ${row.target}`,
        hint: `${row.provider}, ${formatTimeOfDay(row.receivedAt, times)}, ${row.deliveryId}`,
        icon: <LetterBadge id={row.provider} name={row.provider} />,
        aside: <span className="text-xs text-faint">{row.verdict}</span>,
      }),
    );
    // An older one that was brought here from the Inbox.
    const missing = deliveryId !== null && !known.some(({ value }) => value === deliveryId);
    return missing ? [{ value: deliveryId, label: deliveryId, wire: true }, ...known] : known;
  }, [latest, times, deliveryId]);
  const text = reading.kind === 'request' ? httpText(reading.request) : '';
  return (
    <>
      <div className="shrink-0 border-b p-2">
        <Combobox
          label="Delivery"
          value={deliveryId ?? ''}
          options={options}
          placeholder="Choose one of the latest"
          searchPlaceholder="Find by event, provider or id"
          empty="Nothing was caught or sent yet."
          onChange={(id) => go('verify', { deliveryId: id })}
        />
      </div>
      <div className="min-h-0 flex-1">
        <MonacoEditor ariaLabel="The delivery as raw HTTP" language="plaintext" readOnly value={text} />
      </div>
    </>
  );
}
