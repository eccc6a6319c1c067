import { Ban, Plug, Shield, ShieldCheck, ShieldX } from 'lucide-react';
import type { VerdictMark } from '#core/delivery/delivery.ts';
import { engine } from '#renderer/platform/client.ts';
import { readAgain } from '#renderer/platform/live-value.ts';
import { useNavigation } from '#renderer/platform/navigation.ts';
import { useSettings } from '#renderer/platform/settings-store.ts';
import { useLive } from '#renderer/platform/use-live.ts';
import { Button } from '#renderer/ui/button.tsx';
import { cx } from '#renderer/ui/cx.ts';
import { formatBytes, formatExactTime, formatRowTime, plural } from '#renderer/ui/format.ts';
import { Mono } from '#renderer/ui/mono.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { StateTag } from '#renderer/webhook/state-tag.tsx';

const looks = {
  verified: { icon: ShieldCheck, word: 'Verified', tone: 'ok' },
  failed: { icon: ShieldX, word: 'Failed', tone: 'bad' },
  unverified: { icon: Shield, word: 'Unverified', tone: 'neutral' },
  handshake: { icon: Plug, word: 'Handshake', tone: 'info' },
} as const satisfies Record<VerdictMark, unknown>;

const shownRows = 8;

/** How long arrivals gather before they are read. */
const settleMs = 100;

/** What came to one endpoint lately, kept true while it is shown. */
function useRecent(webhookId: string) {
  const caught = useLive(`caught ${webhookId}`, () => ({
    read: (signal) => engine.deliveries.list({ webhookId, direction: 'in', limit: shownRows }, { signal }),
    apply: (page, event) => {
      if (event.type === 'delivery.deleted' || event.type === 'delivery.imported') return readAgain;
      if (event.type !== 'delivery.captured' && event.type !== 'delivery.changed') return page;
      if (event.webhookId !== webhookId) return page;
      const { type: _type, ...delivery } = event;
      const others = page.items.filter(({ deliveryId }) => deliveryId !== delivery.deliveryId);
      const isKnown = others.length < page.items.length;
      if (event.type === 'delivery.changed' && !isKnown) return page;
      const items = isKnown
        ? page.items.map((one) => (one.deliveryId === delivery.deliveryId ? delivery : one))
        : [delivery, ...others].slice(0, shownRows);
      return { ...page, items };
    },
    settleMs,
  }));
  const rejected = useLive(`rejected ${webhookId}`, () => ({
    read: (signal) => engine.deliveries.rejected({ webhookId, limit: shownRows }, { signal }),
    apply: (page, event) =>
      event.type === 'delivery.rejected' && event.webhookId === webhookId ? readAgain : page,
    settleMs,
  }));
  return { caught: caught.value?.items ?? null, rejected: rejected.value?.items ?? [] };
}

export function RecentActivity({ webhookId, total }: { webhookId: string; total: number }) {
  const { caught, rejected } = useRecent(webhookId);
  const zone = useSettings(({ times }) => times);
  const go = useNavigation((navigation) => navigation.go);
  const now = new Date();
  return (
    <Section
      title="Lately"
      aside={
        total > shownRows && (
          <Button variant="ghost" onClick={() => go('inbox', { filter: `endpoint:${webhookId}` })}>
            All in the Inbox
          </Button>
        )
      }
    >
      {caught?.length === 0 && (
        <p className="text-soft">
          Nothing has arrived yet. Send a test event, or give the address above to a sender.
        </p>
      )}
      {caught && caught.length > 0 && (
        <div className="border-t">
          {caught.map((delivery) => (
            <button
              key={delivery.deliveryId}
              type="button"
              onClick={() => go('inbox', { deliveryId: delivery.deliveryId })}
              className="grid w-full grid-cols-[64px_minmax(0,1fr)_90px_36px_64px] items-center gap-2 border-b border-line/60 py-1 text-left hover:bg-raised"
            >
              <span className="wire text-faint" title={formatExactTime(delivery.receivedAt, zone)}>
                {formatRowTime(delivery.receivedAt, now, zone)}
              </span>
              <span className={cx('truncate', delivery.eventType === null && 'text-soft')}>
                {delivery.eventType ?? `${delivery.method} without an event type`}
              </span>
              <StateTag {...looks[delivery.verdict]} />
              <Mono className="text-soft">{delivery.status ?? '—'}</Mono>
              <span className="wire text-right text-faint">{formatBytes(delivery.bodyBytes)}</span>
            </button>
          ))}
        </div>
      )}
      {rejected[0] && (
        <p className="flex items-baseline gap-2">
          <StateTag icon={Ban} word={plural(rejected.length, 'rejected request')} tone="bad" />
          <span className="min-w-0 text-soft">Last: {rejected[0].explanation}</span>
          <Button variant="ghost" className="ml-auto" onClick={() => go('inbox', { facet: 'rejected' })}>
            Show them
          </Button>
        </p>
      )}
    </Section>
  );
}
