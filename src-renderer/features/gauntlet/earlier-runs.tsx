import { ListChecks } from 'lucide-react';
import { useState } from 'react';
import type { z } from 'zod';
import type { contract } from '#core/contract/index.ts';
import { engine } from '#renderer/platform/client.ts';
import { readAgain } from '#renderer/platform/live-value.ts';
import { reportError } from '#renderer/platform/report-error.ts';
import { useLive } from '#renderer/platform/use-live.ts';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Facts } from '#renderer/ui/facts.tsx';
import { plural } from '#renderer/ui/format.ts';
import { Section } from '#renderer/ui/section.tsx';
import { Skeleton } from '#renderer/ui/skeleton.tsx';
import { Table } from '#renderer/ui/table.tsx';

type Comparison = z.output<typeof contract.gauntlet.compare.output>;

const named = (ids: readonly string[]) => (ids.length === 0 ? 'none' : ids.join(', '));

/** Runs that were kept; one can be shown, or compared with the one that is shown. */
export function EarlierRuns({ shown, onShow }: { shown: string | null; onShow(runId: string): void }) {
  const runs = useLive('gauntlet runs', () => ({
    read: (signal) => engine.gauntlet.list({}, { signal }),
    apply: (value, event) => (event.type === 'gauntlet.ended' ? readAgain : value),
  }));
  const [comparison, setComparison] = useState<{ with: string; found: Comparison } | null>(null);
  const compare = async (earlier: string) => {
    if (shown === null) return;
    try {
      setComparison({ with: earlier, found: await engine.gauntlet.compare({ runId: shown, with: earlier }) });
    } catch (error) {
      reportError(error);
    }
  };
  if (!runs.value) return <Skeleton className="m-4 w-40" />;
  if (runs.value.items.length === 0) {
    return (
      <EmptyState icon={ListChecks} title="No run has ended yet">
        Runs are kept here, the newest first, so that a later one can be compared with them.
      </EmptyState>
    );
  }
  return (
    <div className="grid min-h-0 flex-1 content-start gap-5 overflow-y-auto p-4">
      {comparison && (
        <Section title="Since that run">
          <Facts
            items={[
              ['Mended', named(comparison.found.fixed)],
              ['Newly failing', named(comparison.found.regressed)],
              ['Still failing', named(comparison.found.stillFailing)],
              ['Slower', named(comparison.found.slower.map(({ caseId }) => caseId))],
            ]}
          />
        </Section>
      )}
      <Table
        label="Earlier runs"
        rows={runs.value.items}
        rowKey={({ runId }) => runId}
        columns={[
          {
            id: 'when',
            title: 'When',
            width: '150px',
            cell: ({ startedAt }) => new Date(startedAt).toLocaleString(),
          },
          { id: 'provider', title: 'Events', width: '80px', cell: ({ provider }) => provider },
          {
            id: 'url',
            title: 'Handler',
            wire: true,
            cell: ({ url }) => <span className="break-all">{url}</span>,
          },
          {
            id: 'found',
            title: 'Found',
            width: '90px',
            cell: ({ passed, state, findings }) =>
              passed ? (
                <span className="text-ok">nothing</span>
              ) : findings.length > 0 ? (
                plural(findings.length, 'finding')
              ) : (
                state
              ),
          },
          {
            id: 'do',
            title: '',
            align: 'right',
            width: '150px',
            cell: ({ runId, startedAt }) => (
              <span className="inline-flex gap-1.5">
                <Button aria-label={`Show the run of ${startedAt}`} onClick={() => onShow(runId)}>
                  Show
                </Button>
                {shown !== null && shown !== runId && (
                  <Button
                    aria-label={`Compare with the run of ${startedAt}`}
                    onClick={() => void compare(runId)}
                  >
                    Compare
                  </Button>
                )}
              </span>
            ),
          },
        ]}
      />
    </div>
  );
}
