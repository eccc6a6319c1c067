import type { ReactNode } from 'react';
import { Button } from '#renderer/ui/button.tsx';
import { Callout } from '#renderer/ui/callout.tsx';
import { Pane } from '#renderer/ui/pane.tsx';
import type { Run } from './use-run.ts';

/** A form at the left, what came of it at the right, with progress and cancelling in between. */
export function LabFrame({
  id,
  title,
  form,
  run,
  startLabel,
  onStart,
  empty,
  children,
}: {
  id: string;
  title: string;
  form: ReactNode;
  run: Pick<Run<unknown>, 'problem' | 'running' | 'progress' | 'cancel'>;
  startLabel: string;
  /** Null: not everything that is needed is filled in. */
  onStart: (() => void) | null;
  /** Said before anything was run. */
  empty: string;
  children: ReactNode;
}) {
  return (
    <Pane
      id={id}
      initial="360px"
      minFirst="300px"
      minSecond="420px"
      first={
        <form
          aria-label={title}
          className="grid min-h-0 flex-1 content-start gap-4 overflow-y-auto bg-panel p-4"
          onSubmit={(event) => {
            event.preventDefault();
            onStart?.();
          }}
        >
          <h2 className="sr-only">{title}</h2>
          {form}
          <div className="flex gap-2">
            <Button type="submit" variant="primary" size="md" busy={run.running} disabled={onStart === null}>
              {startLabel}
            </Button>
            {run.running && (
              <Button size="md" onClick={run.cancel}>
                Cancel
              </Button>
            )}
          </div>
        </form>
      }
      second={
        <section
          aria-label="Result"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and a keyboard must be able to
          tabIndex={0}
          className="grid min-h-0 flex-1 content-start gap-6 overflow-y-auto p-4"
        >
          <h2 className="sr-only">Result</h2>
          {run.running && (
            <progress
              className="h-1.5 w-full accent-(--accent)"
              value={run.progress}
              max={1}
              aria-label="Progress"
            />
          )}
          {run.problem !== null && (
            <Callout tone="bad" title="This can’t be answered.">
              {run.problem}
            </Callout>
          )}
          {children ?? (!run.running && run.problem === null && <p className="text-faint">{empty}</p>)}
        </section>
      }
    />
  );
}
