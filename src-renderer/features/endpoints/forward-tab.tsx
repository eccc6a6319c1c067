import { Forward as ForwardIcon, Plus } from 'lucide-react';
import { useState } from 'react';
import { type Endpoint, Forward } from '#core/delivery/endpoint.ts';
import type { Provider } from '#core/providers/provider.ts';
import { useKeptDraft } from '#renderer/platform/kept-draft.ts';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { SaveBar } from '#renderer/ui/save-bar.tsx';
import { Switch } from '#renderer/ui/switch.tsx';
import { ForwardRouteCard } from './forward-route-card.tsx';
import { fromRoute, newRoute, type RouteDraft, toRoute } from './route-draft.ts';
import { useSave } from './use-save.ts';

interface Draft {
  routes: RouteDraft[];
  paused: boolean;
}

const draftOf = ({ forward }: Endpoint): Draft => ({
  routes: forward?.routes.map(fromRoute) ?? [],
  paused: forward?.paused ?? false,
});

/** As it would be saved; a secret that was typed is a change, whatever it says. */
const writtenOf = ({ routes, paused }: Draft) => ({
  paused,
  routes: routes.map((route) => ({ ...toRoute(route), secret: route.secret })),
});

/** Where accepted deliveries are handed on to. */
export function ForwardTab({ endpoint, provider }: { endpoint: Endpoint; provider: Provider | null }) {
  const form = useKeptDraft(`${endpoint.webhookId} forward`, draftOf(endpoint), writtenOf);
  const { draft, dirty } = form;
  const { save, saving, problems, clear } = useSave(
    endpoint.webhookId,
    draft.routes.flatMap((_, index) => [
      `forward.routes.${index}.target.url`,
      `forward.routes.${index}.eventTypes`,
      `forward.routes.${index}`,
    ]),
  );
  const [unreadable, setUnreadable] = useState<ReadonlyMap<string, string>>(new Map());
  const setRoutes = (routes: RouteDraft[]) => form.change({ ...draft, routes });

  const submit = async () => {
    const settle = (saved: Endpoint | null) => saved && form.settle(draft, draftOf(saved));
    if (draft.routes.length === 0) return settle(await save({ forward: null }));
    const parsed = Forward.safeParse({ paused: draft.paused, routes: draft.routes.map(toRoute) });
    if (!parsed.success) {
      const found = parsed.error.issues.map(
        (issue) => [`forward.${issue.path.join('.')}`, issue.message] as const,
      );
      return setUnreadable(new Map(found));
    }
    setUnreadable(new Map());
    // Secrets that were typed are in the engine now, so the form goes back to what the endpoint tells of itself.
    settle(await save({ forward: parsed.data }));
  };

  if (draft.routes.length === 0 && !dirty) {
    return (
      <EmptyState
        icon={ForwardIcon}
        title="Deliveries stay here"
        actions={
          <Button icon={Plus} variant="primary" onClick={() => setRoutes([newRoute()])}>
            Forward to an address
          </Button>
        }
      >
        Each accepted delivery can be handed on, byte for byte, to your own handler. When it is offline,
        deliveries are retained in order and handed over when it is back.
      </EmptyState>
    );
  }

  return (
    <>
      <div className="grid max-w-[680px] gap-4 pb-6">
        {draft.routes.map((route, index) => (
          <ForwardRouteCard
            // biome-ignore lint/suspicious/noArrayIndexKey: routes have no identity but their place
            key={index}
            number={index + 1}
            value={route}
            provider={provider}
            problemAt={(part) => {
              const path = `forward.routes.${index}${part ? `.${part}` : ''}`;
              return unreadable.get(path) ?? problems.byPath.get(path) ?? null;
            }}
            onChange={(changed) => setRoutes(draft.routes.map((old, at) => (at === index ? changed : old)))}
            onRemove={() => setRoutes(draft.routes.filter((_, at) => at !== index))}
          />
        ))}
        <div>
          <Button variant="ghost" icon={Plus} onClick={() => setRoutes([...draft.routes, newRoute()])}>
            {draft.routes.length === 0 ? 'Add an address' : 'Add another address'}
          </Button>
        </div>
        {draft.routes.length > 0 && (
          <Switch
            checked={draft.paused}
            onChange={(paused) => form.change({ ...draft, paused })}
            label="Hold deliveries back"
            hint="They wait in the hold queue, to be looked at or changed, until they are released."
          />
        )}
      </div>
      <SaveBar
        dirty={dirty}
        saving={saving}
        problem={problems.general}
        onSave={() => void submit()}
        onRevert={() => {
          clear();
          setUnreadable(new Map());
          form.revert();
        }}
      />
    </>
  );
}
