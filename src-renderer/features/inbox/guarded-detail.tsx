import { CircleAlert } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { Boundary } from '#renderer/ui/boundary.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { forgetBroken, isBroken, noteOpening, rememberBroken } from './broken-views.ts';

/** The view of one thing, by its id. One that broke last time is shown only when asked for. */
export function GuardedDetail({ id, children }: { id: string; children: ReactNode }) {
  const [asked, setAsked] = useState<string | null>(null);
  const isHeldBack = asked !== id && isBroken(id);
  useEffect(() => (isHeldBack ? undefined : noteOpening(id)), [id, isHeldBack]);
  if (!isHeldBack) {
    return (
      <Boundary of={id} onBreak={() => rememberBroken(id)}>
        {children}
      </Boundary>
    );
  }
  const show = () => {
    forgetBroken(id);
    setAsked(id);
  };
  return (
    <EmptyState
      icon={CircleAlert}
      title="This broke its view when it was last shown"
      actions={<Button onClick={show}>Show it again</Button>}
    >
      It is kept as it was received. It can also be exported, copied or deleted from the list.
    </EmptyState>
  );
}
