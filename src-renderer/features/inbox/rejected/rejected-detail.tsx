import { Ban, CircleAlert, RotateCcw } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { z } from 'zod';
import type { contract } from '#core/contract/index.ts';
import { engine } from '#renderer/platform/client.ts';
import { useEndpointName } from '#renderer/platform/directory-store.ts';
import { useNavigation } from '#renderer/platform/navigation.ts';
import { useSettings } from '#renderer/platform/settings-store.ts';
import { useLive } from '#renderer/platform/use-live.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Callout } from '#renderer/ui/callout.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { formatBytes, formatExactTime } from '#renderer/ui/format.ts';
import { Tabs } from '#renderer/ui/tabs.tsx';
import { HeadersTable } from '#renderer/webhook/headers-table.tsx';
import { VerdictView } from '#renderer/webhook/signature/verdict-view.tsx';
import { previewBytes } from '../detail/body-bytes.ts';
import { BodyView } from '../detail/body-view.tsx';
import { rejectionWords } from './rejection-words.ts';

type Rejected = z.output<typeof contract.deliveries.getRejected.output>;
type RejectedTab = 'why' | 'body' | 'headers';

const contentTypeOf = (rejected: Rejected): string | null =>
  rejected.rawHeaders.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? null;

/** One request that was rejected: the reason first, then all that was received of it. */
export function RejectedDetail({ rejectedId }: { rejectedId: string }) {
  const { value: rejected, problem } = useLive<Rejected>(rejectedId, () => ({
    read: (signal) => engine.deliveries.getRejected({ rejectedId }, { signal }),
    onError: () => undefined,
  }));
  const [tab, setTab] = useState<RejectedTab>('why');
  if (problem && !rejected)
    return (
      <EmptyState icon={CircleAlert} title="This request can't be shown">
        {problem.message}
      </EmptyState>
    );
  if (!rejected) return null;
  return (
    <article aria-label="Rejected request" className="flex h-full min-h-0 flex-col">
      <RejectedHeader rejected={rejected} />
      <Tabs
        label="Rejected request"
        value={tab}
        onChange={setTab}
        items={[
          { id: 'why', label: 'Why' },
          { id: 'body', label: 'Body' },
          { id: 'headers', label: 'Headers', badge: rejected.rawHeaders.length },
        ]}
        className="flex-1"
      >
        {tab === 'why' && <Why rejected={rejected} />}
        {tab === 'body' && (
          <BodyView of={null} preview={rejected.body} contentType={contentTypeOf(rejected)} label="Body" />
        )}
        {tab === 'headers' && (
          <div className="h-full overflow-y-auto px-4 py-3">
            <HeadersTable headers={rejected.rawHeaders} label="Headers" />
          </div>
        )}
      </Tabs>
    </article>
  );
}

function RejectedHeader({ rejected }: { rejected: Rejected }) {
  const times = useSettings((settings) => settings.times);
  return (
    <header className="shrink-0 border-b px-4 pt-3 pb-2.5">
      <h2
        className="wire truncate text-[15px] leading-[26px] font-semibold select-text"
        title={rejected.target}
      >
        {rejected.method} {rejected.target}
      </h2>
      <div className="wire mt-1.5 flex flex-wrap gap-x-4 gap-y-0.5 text-soft">
        <span>{rejected.status === null ? 'no answer' : `answered ${rejected.status}`}</span>
        <span>{formatBytes(rejected.bodyBytes)}</span>
        <span>{formatExactTime(rejected.receivedAt, times)}</span>
        {rejected.remoteAddress && <span>{rejected.remoteAddress}</span>}
      </div>
    </header>
  );
}

function Why({ rejected }: { rejected: Rejected }) {
  const go = useNavigation((navigation) => navigation.go);
  const endpointName = useEndpointName(rejected.webhookId);
  const body = useMemo(() => previewBytes(rejected.body), [rejected]);
  const { webhookId } = rejected;
  return (
    <div className="grid h-full content-start gap-4 overflow-y-auto px-4 py-3.5">
      {rejected.verdictDetail ? (
        <p>
          <span className="font-semibold text-bad">{rejectionWords[rejected.reason]}.</span>{' '}
          {rejected.explanation}
        </p>
      ) : (
        <Callout tone="bad" icon={Ban} title={rejectionWords[rejected.reason]}>
          {rejected.explanation}
        </Callout>
      )}
      {rejected.verdictDetail && <VerdictView verdict={rejected.verdictDetail} body={body} />}
      <div className="flex gap-2">
        {rejected.verdictDetail && !rejected.body.truncated && (
          <Button icon={RotateCcw} onClick={() => go('verify', { rejectedId: rejected.rejectedId })}>
            Verify again
          </Button>
        )}
        {webhookId && endpointName && (
          <Button onClick={() => go('endpoints', { webhookId })}>Open the endpoint {endpointName}</Button>
        )}
      </div>
    </div>
  );
}
