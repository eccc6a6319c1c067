import type { Delivery } from '#core/delivery/delivery.ts';
import { formatDuration } from '#core/numbers/duration.ts';
import { cx } from '#renderer/ui/cx.ts';
import { Section } from '#renderer/ui/section.tsx';
import { RawView } from '#renderer/ui/text/raw-view.tsx';
import { HeadersTable } from '#renderer/webhook/headers-table.tsx';
import { Badge } from '#renderer/webhook/state-tag.tsx';
import { statusTone } from '../list/delivery-mark.ts';

/** What the sender was told. */
export function AnswerTab({ delivery }: { delivery: Delivery }) {
  const { answer } = delivery;
  if (!answer) return <p className="p-4 text-soft">No answer has been given yet: its script still plays.</p>;
  return (
    <div className="grid h-full content-start gap-5 overflow-y-auto px-4 py-3.5">
      <p className="flex items-baseline gap-3">
        <span className={cx('wire text-lg font-semibold', statusTone(answer.status))}>{answer.status}</span>
        <span className="text-soft">answered in {formatDuration(answer.durationMs)}</span>
        {answer.fault && <Badge tone="warn">played: {answer.fault.replaceAll('_', ' ')}</Badge>}
      </p>
      <Section title="Body">
        {answer.body === '' ? (
          <p className="text-soft">Empty.</p>
        ) : (
          <div className="flex max-h-[240px] rounded-md border bg-panel">
            <RawView text={answer.body} label="Answer's body" />
          </div>
        )}
      </Section>
      <Section title="Headers">
        <HeadersTable headers={answer.rawHeaders} label="Answer's headers" />
      </Section>
    </div>
  );
}
