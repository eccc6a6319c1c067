import { CircleAlert, FlaskConical, ScanSearch, ShieldCheck } from 'lucide-react';
import { reportError } from '#renderer/platform/report-error.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Callout } from '#renderer/ui/callout.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { VerdictView } from '#renderer/webhook/signature/verdict-view.tsx';
import { CodePart } from './code-part.tsx';
import { loadExample } from './example.ts';
import type { Reading } from './read-request.ts';
import type { CheckedBy } from './use-scheme.ts';
import type { Verification } from './use-verification.ts';

/** The verdict, what explains it, and code that does it right. */
export function ResultSide({
  reading,
  by,
  verification,
}: {
  reading: Reading;
  by: CheckedBy | null;
  verification: Verification;
}) {
  const { verdict, problem, searchId } = verification;
  if (reading.kind !== 'request') {
    return (
      <EmptyState
        icon={ShieldCheck}
        title="Is it genuine?"
        actions={
          <Button icon={FlaskConical} onClick={() => loadExample().catch(reportError)}>
            See an example
          </Button>
        }
      >
        Paste a request, or choose a delivery. Its signature is checked as you type; where it fails, the known
        mistakes are tried until one explains it.
      </EmptyState>
    );
  }
  if (!by) {
    return (
      <EmptyState icon={ScanSearch} title="Whose signature is it?">
        Nothing in the request tells who sent it. Choose the provider, or describe a scheme of your own.
      </EmptyState>
    );
  }
  return (
    <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)] content-start gap-5 overflow-y-auto p-4">
      <h2 className="sr-only">The verdict</h2>
      {problem !== null && (
        <Callout tone="bad" icon={CircleAlert} title="It can’t be checked.">
          {problem}
        </Callout>
      )}
      {verdict && <VerdictView verdict={verdict} body={reading.request.body} searchId={searchId} />}
      <CodePart by={by} />
    </div>
  );
}
