import { CircleAlert } from 'lucide-react';
import { useState } from 'react';
import type { Delivery } from '#core/delivery/delivery.ts';
import { showKeys } from '#renderer/platform/keys.ts';
import { ConfirmDialog } from '#renderer/ui/dialog.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Skeleton } from '#renderer/ui/skeleton.tsx';
import { type TabItem, Tabs } from '#renderer/ui/tabs.tsx';
import { HeadersTable } from '#renderer/webhook/headers-table.tsx';
import { type DetailTab, useInbox } from '../inbox-store.ts';
import { AnswerTab } from './answer-tab.tsx';
import { AttemptsTab } from './attempts-tab.tsx';
import { BodyView } from './body-view.tsx';
import { deleteDelivery } from './delivery-actions.ts';
import { DetailHeader } from './detail-header.tsx';
import { ReplayDialog } from './replay-dialog.tsx';
import { SignatureTab } from './signature-tab.tsx';
import { TimelineTab } from './timeline-tab.tsx';
import { useDelivery } from './use-delivery.ts';

function tabsOf(delivery: Delivery): TabItem<DetailTab>[] {
  const isIn = delivery.direction === 'in';
  return [
    { id: 'body', label: 'Body' },
    { id: 'headers', label: 'Headers', badge: delivery.request.rawHeaders.length },
    ...(isIn ? [{ id: 'signature' as const, label: 'Signature', keys: showKeys('s') }] : []),
    { id: 'timeline', label: 'Timeline', keys: showKeys('t') },
    ...(isIn ? [{ id: 'answer' as const, label: 'Answer', badge: delivery.answer?.status }] : []),
    ...(!isIn || delivery.attemptList.length > 0
      ? [{ id: 'attempts' as const, label: 'Attempts', badge: delivery.attemptList.length }]
      : []),
  ];
}

/** One delivery: what it is, and all that is known of it. */
export function DeliveryDetail({ deliveryId }: { deliveryId: string }) {
  const { tab, setTab, dialog, openDialog, revealedId } = useInbox();
  const reveal = revealedId === deliveryId;
  const { delivery, problem } = useDelivery(deliveryId, reveal);
  const [attemptId, setAttemptId] = useState<string | null>(null);
  if (problem)
    return (
      <EmptyState icon={CircleAlert} title="This delivery can't be shown">
        {problem}
      </EmptyState>
    );
  if (!delivery) return <DetailSkeleton />;
  const items = tabsOf(delivery);
  const shown = items.some(({ id }) => id === tab) ? tab : 'body';
  return (
    <article aria-label="Delivery" className="flex h-full min-h-0 flex-col">
      <DetailHeader delivery={delivery} />
      <Tabs label="Delivery" value={shown} onChange={setTab} items={items} className="flex-1">
        {shown === 'body' && (
          <BodyView
            filterable
            of={{ deliveryId, reveal }}
            preview={delivery.request.body}
            contentType={delivery.contentType}
            label="Body"
          />
        )}
        {shown === 'headers' && (
          <div className="h-full overflow-y-auto px-4 py-3">
            <HeadersTable headers={delivery.request.rawHeaders} label="Headers" />
          </div>
        )}
        {shown === 'signature' && <SignatureTab delivery={delivery} />}
        {shown === 'timeline' && (
          <TimelineTab
            delivery={delivery}
            onAttempt={(id) => {
              setAttemptId(id);
              setTab('attempts');
            }}
          />
        )}
        {shown === 'answer' && <AnswerTab delivery={delivery} />}
        {shown === 'attempts' && (
          <AttemptsTab delivery={delivery} selectedId={attemptId} onSelect={setAttemptId} />
        )}
      </Tabs>
      {dialog === 'replay' && <ReplayDialog delivery={delivery} onClose={() => openDialog(null)} />}
      <ConfirmDialog
        open={dialog === 'delete'}
        onOpenChange={(open) => openDialog(open ? 'delete' : null)}
        title="Delete this delivery?"
        description="Its body, headers, verdict and attempts go for good."
        action="Delete"
        onConfirm={() => deleteDelivery(deliveryId)}
      />
    </article>
  );
}

const DetailSkeleton = () => (
  <div className="grid gap-3 p-4" aria-busy>
    <Skeleton className="h-4 w-56" />
    <Skeleton className="w-80" />
    <Skeleton className="mt-6 w-64" />
    <Skeleton className="w-72" />
    <Skeleton className="w-52" />
  </div>
);
