import { Play } from 'lucide-react';
import type { ReactNode } from 'react';
import { useDirectory } from '#renderer/platform/directory-store.ts';
import { Button } from '#renderer/ui/button.tsx';
import { formatCount } from '#renderer/ui/format.ts';
import type { HeldActions } from './held-actions.ts';

export interface HeldGroupProps {
  webhookId: string;
  count: number;
  /** It stands beside others, so that releasing all of it is something of its own. */
  oneOfSeveral: boolean;
  actions: HeldActions;
  children: ReactNode;
}

/** What is held for one endpoint, in order. */
export function HeldGroup({ webhookId, count, oneOfSeveral, actions, children }: HeldGroupProps) {
  const endpoint = useDirectory((directory) =>
    directory.endpoints?.find((known) => known.webhookId === webhookId),
  );
  const name = endpoint?.name ?? webhookId;
  return (
    <section aria-label={name}>
      <header className="flex flex-wrap items-center gap-2 border-b bg-raised px-3 py-1.5">
        <h2 className="min-w-0 truncate text-xs font-semibold">{name}</h2>
        <span className="mr-auto text-xs text-soft tabular-nums">{formatCount(count)}</span>
        {endpoint?.forward?.paused && (
          <Button
            variant="ghost"
            title="Releases all of it, and holds nothing back from then on"
            onClick={() => actions.resumeForwarding(endpoint)}
          >
            Resume forwarding
          </Button>
        )}
        {oneOfSeveral && (
          <Button icon={Play} onClick={() => actions.releaseAll(webhookId)}>
            Release these
          </Button>
        )}
      </header>
      <ol>{children}</ol>
    </section>
  );
}
