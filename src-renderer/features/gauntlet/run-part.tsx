import { Download, ListChecks, RotateCcw, Square } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { ReportFormat } from '#core/mutation/report/formats.ts';
import { familyNames, headline } from '#core/mutation/report/words.ts';
import type { CaseResult, GauntletRun } from '#core/mutation/run.ts';
import { engine } from '#renderer/platform/client.ts';
import { reportError } from '#renderer/platform/report-error.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Callout } from '#renderer/ui/callout.tsx';
import { Chip } from '#renderer/ui/chip.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { Table } from '#renderer/ui/table.tsx';
import { StateTag } from '#renderer/webhook/state-tag.tsx';
import { FindingCard } from './finding-card.tsx';
import { type GauntletDraft, type RunInput, runInput } from './gauntlet-store.ts';
import { saveReport } from './save-report.ts';
import { outcomeMarks } from './words.ts';

const formats: [ReportFormat, string][] = [
  ['html', 'HTML'],
  ['markdown', 'Markdown'],
  ['junit', 'JUnit'],
  ['json', 'JSON'],
];

/** A run: how far it is, what it found, every case with its reason. */
export function RunPart({
  run,
  draft,
  onStart,
}: {
  run: GauntletRun | null;
  draft: GauntletDraft;
  onStart(input: RunInput): void;
}) {
  if (!run) {
    return (
      <EmptyState icon={ListChecks} title="Nothing has been run yet">
        Name the handler at the left, then run the deck. It takes a minute at most, and every finding says how
        to mend it.
      </EmptyState>
    );
  }
  return (
    <section
      aria-label="Run"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and a keyboard must be able to
      tabIndex={0}
      className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)] content-start gap-5 overflow-y-auto p-4"
    >
      <Head run={run} draft={draft} onStart={onStart} />
      <Scores run={run} />
      {run.findings.length > 0 && (
        <Section title="Findings" className="grid-cols-[minmax(0,1fr)]">
          {run.findings.map((finding) => (
            <FindingCard key={finding.rule} finding={finding} run={run} draft={draft} />
          ))}
        </Section>
      )}
      <Results results={run.results} />
    </section>
  );
}

function Head({
  run,
  draft,
  onStart,
}: {
  run: GauntletRun;
  draft: GauntletDraft;
  onStart(input: RunInput): void;
}) {
  const isRunning = run.state === 'running';
  const done = run.results.length;
  const cancel = () => void engine.gauntlet.cancel({ runId: run.runId }).catch(reportError);
  const tone = isRunning ? 'info' : run.passed ? 'ok' : run.findings.length > 0 ? 'bad' : 'warn';
  return (
    <Callout tone={tone} title={<span aria-live="polite">{headline(run)}</span>}>
      <div className="grid gap-2">
        <div className="text-xs break-all">
          {run.provider} to <span className="wire">{run.url}</span>, {run.profile}, seed {run.seed},{' '}
          {run.observer === null ? 'nothing counted side effects' : `side effects: ${run.observer}`}
        </div>
        {isRunning && (
          <div
            role="progressbar"
            aria-valuemin={0}
            aria-valuenow={done}
            aria-valuemax={run.planned}
            aria-label={`${done} of ${run.planned} cases`}
            className="h-1 w-full overflow-hidden rounded-full bg-line"
          >
            <div
              className="h-full rounded-full bg-accent"
              style={{ width: `${(100 * done) / Math.max(1, run.planned)}%` }}
            />
          </div>
        )}
        <div className="flex flex-wrap gap-1.5">
          {isRunning ? (
            <Button icon={Square} onClick={cancel}>
              Cancel
            </Button>
          ) : (
            <>
              {!run.passed && (
                <Button
                  icon={RotateCcw}
                  onClick={() => onStart({ ...runInput(draft, null), failuresOf: run.runId })}
                >
                  Rerun failures
                </Button>
              )}
              {formats.map(([format, name]) => (
                <Button key={format} icon={Download} onClick={() => void saveReport(run.runId, format)}>
                  {name}
                </Button>
              ))}
            </>
          )}
        </div>
      </div>
    </Callout>
  );
}

function Scores({ run }: { run: GauntletRun }) {
  const figure = (count: number, tone: string) => (
    <span className={count > 0 ? tone : 'text-faint'}>{count}</span>
  );
  return (
    <Table
      label="Scores by family"
      rows={run.scores}
      rowKey={({ family }) => family}
      columns={[
        { id: 'family', title: 'Family', cell: ({ family }) => familyNames[family] },
        { id: 'passed', title: 'Passed', align: 'right', cell: ({ passed }) => figure(passed, 'text-ok') },
        { id: 'failed', title: 'Failed', align: 'right', cell: ({ failed }) => figure(failed, 'text-bad') },
        { id: 'open', title: 'Not judged', align: 'right', cell: ({ notJudged }) => figure(notJudged, '') },
        {
          id: 'skipped',
          title: 'Skipped',
          align: 'right',
          cell: ({ skipped }) => figure(skipped, 'text-warn'),
        },
      ]}
    />
  );
}

function Results({ results }: { results: readonly CaseResult[] }) {
  const [only, setOnly] = useState<CaseResult['outcome'] | null>(null);
  const shown = useMemo(
    () => (only === null ? results : results.filter(({ outcome }) => outcome === only)),
    [results, only],
  );
  return (
    <Section
      title="Cases"
      aside={
        <div className="flex flex-wrap gap-1.5">
          <Chip label="All" count={results.length} pressed={only === null} onClick={() => setOnly(null)} />
          {(['failed', 'passed', 'not_judged', 'skipped'] as const).map((outcome) => (
            <Chip
              key={outcome}
              label={outcomeMarks[outcome].word}
              count={results.filter((result) => result.outcome === outcome).length}
              pressed={only === outcome}
              onClick={() => setOnly(outcome)}
            />
          ))}
        </div>
      }
    >
      <Table
        label="Cases"
        rows={shown}
        rowKey={({ caseId }) => caseId}
        columns={[
          {
            id: 'outcome',
            title: 'Outcome',
            width: '110px',
            cell: ({ outcome }) => <StateTag {...outcomeMarks[outcome]} />,
          },
          {
            id: 'case',
            title: 'Case',
            width: '42%',
            cell: ({ title, caseId }) => (
              <>
                {title}
                <div className="wire text-xs break-all text-faint">{caseId}</div>
              </>
            ),
          },
          { id: 'why', title: 'Why', cell: ({ reason }) => <span className="text-soft">{reason}</span> },
          {
            id: 'took',
            title: 'Took',
            align: 'right',
            width: '80px',
            cell: ({ durationMs }) => `${Math.round(durationMs).toLocaleString('en')} ms`,
          },
        ]}
      />
    </Section>
  );
}
