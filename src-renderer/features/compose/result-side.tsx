import { CircleAlert, CircleCheck, CircleX, Clock, Inbox, LoaderCircle, Send } from 'lucide-react';
import { useState } from 'react';
import type { Attempt } from '#core/delivery/attempt.ts';
import type { Delivery } from '#core/delivery/delivery.ts';
import { phaseLengths } from '#core/delivery/phase-lengths.ts';
import { formatDuration } from '#core/numbers/duration.ts';
import { useNavigation } from '#renderer/platform/navigation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Callout } from '#renderer/ui/callout.tsx';
import { cx } from '#renderer/ui/cx.ts';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { formatBytes, formatCountdown } from '#renderer/ui/format.ts';
import { MonacoEditor } from '#renderer/ui/monaco/monaco-editor.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { useNow } from '#renderer/ui/use-now.ts';
import { HeadersTable } from '#renderer/webhook/headers-table.tsx';
import { PhaseWaterfall } from '#renderer/webhook/phase-waterfall.tsx';
import { StateTag } from '#renderer/webhook/state-tag.tsx';

function looksOf({ state, outcome }: Attempt) {
  if (state === 'running') return { icon: LoaderCircle, word: 'Running', tone: 'info' } as const;
  if (state === 'scheduled') return { icon: Clock, word: 'Waiting', tone: 'warn' } as const;
  if (state === 'cancelled') return { icon: CircleX, word: 'Cancelled', tone: 'neutral' } as const;
  const word = outcome?.kind === 'responded' ? `${outcome.status} ${outcome.statusText}`.trim() : 'No answer';
  return state === 'succeeded'
    ? ({ icon: CircleCheck, word, tone: 'ok' } as const)
    : ({ icon: CircleAlert, word, tone: 'bad' } as const);
}

/** What came of the last sending, attempt by attempt. */
export function ResultSide({ result, sending }: { result: Delivery | null; sending: boolean }) {
  const go = useNavigation((navigation) => navigation.go);
  const [chosenId, setChosenId] = useState<string | null>(null);
  if (!result) {
    return (
      <EmptyState icon={sending ? LoaderCircle : Send} title={sending ? 'Sending…' : 'Not sent yet'}>
        {sending ? 'Waiting for the answer.' : 'The answer appears here, with each phase of the attempt.'}
      </EmptyState>
    );
  }
  const attempts = result.attemptList;
  const chosen =
    attempts.find(({ attemptId }) => attemptId === chosenId) ??
    attempts.findLast(({ state }) => state !== 'scheduled') ??
    attempts[0];
  return (
    <div className={cx('grid content-start gap-4 p-4', sending && 'opacity-60')}>
      <h2 className="sr-only">What came back</h2>
      <div className="flex items-center gap-1.5">
        <nav aria-label="Attempts" className="flex min-w-0 flex-wrap gap-1">
          {attempts.map((attempt) => (
            <button
              key={attempt.attemptId}
              type="button"
              aria-current={attempt === chosen}
              onClick={() => setChosenId(attempt.attemptId)}
              className={cx(
                'inline-flex h-[26px] items-center gap-1.5 rounded-md border px-2',
                attempt === chosen ? 'border-accent bg-accent-bg' : 'border-line hover:border-line-strong',
              )}
            >
              <span className="text-xs text-soft tabular-nums">{attempt.number}</span>
              <AttemptTag attempt={attempt} />
            </button>
          ))}
        </nav>
        <Button
          icon={Inbox}
          className="ml-auto"
          onClick={() => go('inbox', { deliveryId: result.deliveryId })}
        >
          Open in the Inbox
        </Button>
      </div>
      {result.state === 'dead_letter' && (
        <Callout tone="bad" icon={CircleX} title="The policy gave up: a dead letter">
          It can be sent again from the Inbox.
        </Callout>
      )}
      {chosen && <AttemptResult key={chosen.attemptId} attempt={chosen} />}
    </div>
  );
}

function AttemptTag({ attempt }: { attempt: Attempt }) {
  const waiting = attempt.state === 'scheduled';
  const now = useNow(waiting);
  const looks = looksOf(attempt);
  const leftMs = Date.parse(attempt.scheduledAt) - now;
  return <StateTag {...looks} word={waiting && leftMs > 0 ? `in ${formatCountdown(leftMs)}` : looks.word} />;
}

function AttemptResult({ attempt }: { attempt: Attempt }) {
  const { outcome } = attempt;
  const phases = phaseLengths(attempt);
  return (
    <>
      {outcome?.kind === 'failed' && (
        <Callout tone="bad" icon={CircleAlert} title={outcome.message}>
          <span className="wire">{outcome.code}</span>
          {outcome.bytesReceived > 0 && ` after ${formatBytes(outcome.bytesReceived)}`}
        </Callout>
      )}
      {phases.length > 0 && (
        <Section
          title="Time"
          aside={
            attempt.durationMs !== null && (
              <span className="text-xs text-soft tabular-nums">{formatDuration(attempt.durationMs)}</span>
            )
          }
        >
          <PhaseWaterfall phases={phases} tone={looksOf(attempt).tone} />
        </Section>
      )}
      {outcome?.kind === 'responded' && (
        <>
          <Section
            title={`Answer, HTTP/${outcome.httpVersion.replace(/^HTTP\//, '')}`}
            aside={<span className="text-xs text-soft">{formatBytes(outcome.body.totalBytes)}</span>}
          >
            {outcome.body.totalBytes === 0 ? (
              <p className="text-soft">An empty body.</p>
            ) : outcome.body.encoding === 'utf8' ? (
              <div className="overflow-hidden rounded-md border">
                <MonacoEditor
                  ariaLabel="Body of the answer"
                  readOnly
                  lineNumbers={false}
                  height={Math.min(260, 34 + 18 * prettyBody(outcome.body.data).split('\n').length)}
                  language={looksLikeJson(outcome.body.data) ? 'json' : 'plaintext'}
                  value={prettyBody(outcome.body.data)}
                />
              </div>
            ) : (
              <p className="text-soft">Bytes that are no text; the Inbox shows them as hex.</p>
            )}
          </Section>
          <Section title="Its headers">
            <HeadersTable headers={outcome.rawHeaders} label="Headers of the answer" />
          </Section>
        </>
      )}
      {attempt.request && (
        <details className="group">
          <summary className="eyebrow hover:text-text">The request as it was sent</summary>
          <div className="mt-2">
            <HeadersTable headers={attempt.request.rawHeaders} label="Headers as sent" />
          </div>
        </details>
      )}
    </>
  );
}

const looksLikeJson = (text: string): boolean => /^\s*[[{]/.test(text);

function prettyBody(text: string): string {
  if (!looksLikeJson(text)) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
