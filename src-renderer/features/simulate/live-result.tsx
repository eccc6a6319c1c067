import { X } from 'lucide-react';
import type { FastForwardAttempt } from '#core/contract/retry.ts';
import { formatDuration } from '#core/numbers/duration.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Callout } from '#renderer/ui/callout.tsx';
import { LifeTable } from './one-result.tsx';
import type { VirtualLife } from './simulated-timeline.ts';
import type { LiveRun } from './use-live-run.ts';

const howWords: Record<FastForwardAttempt['how'], string> = {
  sent: '',
  played: 'played by the scenario',
  lost: 'answer cut off on purpose',
};

/** What the target got beside the attempt: its copies, a lost answer. */
function remarks({ how, copies }: FastForwardAttempt): string {
  const copied =
    copies.length === 0 ? '' : `copies got ${copies.map((status) => status ?? 'nothing').join(', ')}`;
  return [howWords[how], copied].filter(Boolean).join('; ');
}

/** A real run as the picture draws it, as far as it has come. */
export const liveLife = ({ attempts, outcome }: LiveRun): VirtualLife => ({
  attempts,
  result: outcome?.result ?? null,
  reason: outcome?.reason ?? null,
  policy: outcome?.policy ?? null,
});

/** A run against a real target: live while it goes on. */
export function LiveResult({ run, onCancel, onClear }: { run: LiveRun; onCancel(): void; onClear(): void }) {
  const { attempts, outcome, problem, running } = run;
  return (
    <div className="grid min-w-0 gap-3">
      <div className="flex items-center justify-between gap-3">
        <h2 className="text-lg font-semibold">Run for real</h2>
        {running ? (
          <Button onClick={onCancel}>Cancel</Button>
        ) : (
          <Button icon={X} onClick={onClear}>
            Close
          </Button>
        )}
      </div>
      {problem !== null && (
        <Callout tone="bad" title="The run ended early.">
          {problem}
        </Callout>
      )}
      {(attempts.length > 0 || running) && (
        <LifeTable
          title="the real run"
          life={{ ...liveLife(run), attempts }}
          more={[
            {
              id: 'remarks',
              title: 'Remarks',
              cell: (attempt) => <span className="text-faint">{remarks(attempt)}</span>,
            },
          ]}
        >
          {outcome && (
            <span className="block">
              {formatDuration(outcome.totalMs)} of virtual time in {formatDuration(outcome.elapsedMs)},{' '}
              {Math.round(outcome.factor).toLocaleString('en-US')} times as fast.
            </span>
          )}
        </LifeTable>
      )}
    </div>
  );
}
