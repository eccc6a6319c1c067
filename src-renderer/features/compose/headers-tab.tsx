import { PairRows } from '#renderer/ui/pair-rows.tsx';
import { useCompose } from './compose-store.ts';
import { headerProblems } from './header-problems.ts';

/** Headers besides those of the provider and of the signature. */
export function HeadersTab() {
  const { draft, change } = useCompose();
  return (
    <div className="grid content-start gap-3 p-4">
      <p className="text-soft">
        Added to the provider’s own; one of the same name replaces it. The Request side shows all that will be
        sent.
      </p>
      <PairRows
        noun="header"
        pairs={draft.headers}
        problems={headerProblems(draft.headers)}
        onChange={(pairs) => change({ headers: pairs.map(([name, value]) => [name, value]) })}
      />
    </div>
  );
}
