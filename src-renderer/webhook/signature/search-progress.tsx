import { Square } from 'lucide-react';
import { useEffect, useState } from 'react';
import { engine, onEvent } from '#renderer/platform/client.ts';
import { reportError } from '#renderer/platform/report-error.ts';
import { Button } from '#renderer/ui/button.tsx';
import { plural } from '#renderer/ui/format.ts';

/** A name for a search that this page asks for: no other's. */
export const newSearchId = (): string => crypto.randomUUID();

/** How far the search for mistakes is, and a way to end it: it answers then with what it has. */
export function SearchProgress({ searchId }: { searchId: string }) {
  const [progress, setProgress] = useState<{ tried: number; trying: string } | null>(null);
  const [isStopping, setStopping] = useState(false);
  useEffect(
    () =>
      onEvent('signatures.searching', (event) => {
        if (event.searchId === searchId) setProgress({ tried: event.tried, trying: event.trying });
      }),
    [searchId],
  );
  const stop = () => {
    setStopping(true);
    engine.signatures.stopSearch({ searchId }).catch(reportError);
  };
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1" aria-live="polite">
      <span>
        Trying the known mistakes…
        {progress !== null && ` ${plural(progress.tried, 'try', 'tries')} so far; now ${progress.trying}.`}
      </span>
      <Button icon={Square} onClick={stop} disabled={isStopping}>
        Stop
      </Button>
    </span>
  );
}
