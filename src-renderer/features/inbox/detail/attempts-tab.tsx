import { CircleAlert } from 'lucide-react';
import { useState } from 'react';
import type { Attempt } from '#core/delivery/attempt.ts';
import type { Delivery } from '#core/delivery/delivery.ts';
import type { RawHeaders } from '#core/http/headers.ts';
import { formatDuration } from '#core/numbers/duration.ts';
import { useSettings } from '#renderer/platform/settings-store.ts';
import { Callout } from '#renderer/ui/callout.tsx';
import { cx } from '#renderer/ui/cx.ts';
import { formatRowTime } from '#renderer/ui/format.ts';
import { Section } from '#renderer/ui/section.tsx';
import { Tabs } from '#renderer/ui/tabs.tsx';
import { toneText } from '#renderer/ui/tone.ts';
import { HeadersTable } from '#renderer/webhook/headers-table.tsx';
import { BodyView } from './body-view.tsx';
import { attemptResult, hostOf } from './delivery-timeline.ts';

const contentTypeOf = (headers: RawHeaders): string | null =>
  headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? null;

export interface AttemptsTabProps {
  delivery: Delivery;
  selectedId: string | null;
  onSelect(attemptId: string): void;
}

/** Each attempt whole: the request as it was sent, and what came back. */
export function AttemptsTab({ delivery, selectedId, onSelect }: AttemptsTabProps) {
  const times = useSettings((settings) => settings.times);
  const attempts = delivery.attemptList;
  const shown =
    attempts.find(({ attemptId }) => attemptId === selectedId) ??
    attempts.findLast(({ state }) => state !== 'scheduled') ??
    attempts.at(-1);
  if (!shown) return <p className="p-4 text-soft">No attempt has been made yet.</p>;
  return (
    <div className="flex h-full min-h-0">
      <nav aria-label="Attempts" className="w-[176px] shrink-0 overflow-y-auto border-r">
        {attempts.map((attempt) => {
          const { label, tone } = attemptResult(attempt);
          return (
            <button
              key={attempt.attemptId}
              type="button"
              aria-current={attempt === shown}
              onClick={() => onSelect(attempt.attemptId)}
              className={cx(
                'grid w-full gap-0.5 border-b border-line/60 px-3 py-1.5 text-left',
                attempt === shown ? 'bg-accent-bg' : 'hover:bg-raised',
              )}
            >
              <span className={cx('truncate text-xs', toneText[tone])}>
                {attempt.number} · {label}
              </span>
              <span className="wire truncate text-faint">
                {formatRowTime(attempt.startedAt ?? attempt.scheduledAt, new Date(), times)}{' '}
                {hostOf(attempt.url)}
              </span>
            </button>
          );
        })}
      </nav>
      <AttemptDetail key={shown.attemptId} attempt={shown} />
    </div>
  );
}

function AttemptDetail({ attempt }: { attempt: Attempt }) {
  const [side, setSide] = useState<'request' | 'response'>(attempt.outcome ? 'response' : 'request');
  const { outcome, request } = attempt;
  const of = { deliveryId: attempt.deliveryId, attemptId: attempt.attemptId };
  return (
    <Tabs
      label="Attempt"
      value={side}
      onChange={setSide}
      items={[
        { id: 'request', label: 'Request as sent' },
        { id: 'response', label: 'Response' },
      ]}
      className="min-w-0 flex-1"
      panelClassName="flex flex-col overflow-y-auto"
    >
      {side === 'request' ? (
        request ? (
          <>
            <div className="grid gap-4 px-4 py-3">
              <p className="wire break-all select-text">
                <span className="font-semibold">{request.method}</span> {attempt.url}
              </p>
              <Section title="Headers">
                <HeadersTable headers={request.rawHeaders} label="Headers as sent" />
              </Section>
            </div>
            <div className="min-h-[220px] flex-1 border-t">
              <BodyView
                of={null}
                preview={request.body}
                contentType={contentTypeOf(request.rawHeaders)}
                label="Body as sent"
              />
            </div>
          </>
        ) : (
          <p className="p-4 text-soft">Not sent yet.</p>
        )
      ) : outcome?.kind === 'responded' ? (
        <>
          <div className="grid gap-4 px-4 py-3">
            <p className="flex items-baseline gap-3">
              <span className={cx('wire text-lg font-semibold', toneText[attemptResult(attempt).tone])}>
                {outcome.status} {outcome.statusText}
              </span>
              <span className="text-xs text-soft">
                HTTP/{outcome.httpVersion.replace(/^HTTP\//, '')} · {formatDuration(attempt.durationMs ?? 0)}
              </span>
            </p>
            <Section title="Headers">
              <HeadersTable headers={outcome.rawHeaders} label="Response's headers" />
            </Section>
          </div>
          <div className="min-h-[220px] flex-1 border-t">
            <BodyView
              of={of}
              preview={outcome.body}
              contentType={contentTypeOf(outcome.rawHeaders)}
              label="Response's body"
            />
          </div>
        </>
      ) : outcome ? (
        <div className="p-4">
          <Callout tone="bad" icon={CircleAlert} title={attemptResult(attempt).label}>
            {outcome.message}
            {outcome.bytesReceived > 0 && ` ${outcome.bytesReceived} bytes had arrived.`}
          </Callout>
        </div>
      ) : (
        <p className="p-4 text-soft">No answer yet.</p>
      )}
    </Tabs>
  );
}
