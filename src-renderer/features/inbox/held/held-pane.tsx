import { CirclePlay } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { HeldAttempt } from '#core/contract/queue.ts';
import { type KeyAction, useKeys } from '#renderer/platform/keys.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ConfirmDialog } from '#renderer/ui/dialog.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { plural } from '#renderer/ui/format.ts';
import { Pane } from '#renderer/ui/pane.tsx';
import { DeliveryDetail } from '../detail/delivery-detail.tsx';
import { FacetBar } from '../filter/facet-bar.tsx';
import { GuardedDetail } from '../guarded-detail.tsx';
import { useInbox } from '../inbox-store.ts';
import { EditHeldDialog } from './edit-held-dialog.tsx';
import { type HeldActions, heldActions } from './held-actions.ts';
import { HeldGroup } from './held-group.tsx';
import { HeldRow, heldRowId } from './held-row.tsx';
import { HeldToolbar } from './held-toolbar.tsx';
import { useHeld } from './use-held.ts';

/** The rows by endpoint; each endpoint's in their order. */
function byEndpoint(rows: readonly HeldAttempt[]): [string, HeldAttempt[]][] {
  const groups = new Map<string, HeldAttempt[]>();
  for (const row of rows) {
    const group = groups.get(row.webhookId);
    if (group) group.push(row);
    else groups.set(row.webhookId, [row]);
  }
  return [...groups];
}

/** A row that was moved in the document has lost the focus; this gives it back. */
function useKeptFocus(rows: readonly HeldAttempt[]): void {
  const focused = useRef<string | null>(null);
  useEffect(() => {
    const remember = () => {
      const id = document.activeElement?.id ?? '';
      if (id.startsWith(heldRowId(''))) focused.current = id;
      else if (document.activeElement !== document.body) focused.current = null;
    };
    document.addEventListener('focusin', remember);
    return () => document.removeEventListener('focusin', remember);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new order of the rows is what moves them
  useEffect(() => {
    if (focused.current !== null && document.activeElement === document.body)
      document.getElementById(focused.current)?.focus();
  }, [rows]);
}

function useHeldKeys(step: (by: -1 | 1) => void, actions: HeldActions, any: boolean): void {
  const latest = useRef({ step, actions });
  latest.current = { step, actions };
  useKeys(
    useMemo<KeyAction[]>(() => {
      const group = 'Hold queue';
      return [
        { keys: 'j', label: 'Next', group, movement: true, run: () => latest.current.step(1) },
        { keys: 'k', label: 'Previous', group, movement: true, run: () => latest.current.step(-1) },
        ...(any
          ? [{ keys: '', label: 'Release all held', group, run: () => latest.current.actions.releaseAll() }]
          : []),
      ];
    }, [any]),
  );
}

/** The hold queue: what waits for somebody to let it go, and the chosen delivery. */
export function HeldPane() {
  const held = useHeld();
  const actions = heldActions(held);
  const rows = held.rows ?? [];
  const groups = byEndpoint(rows);
  const shown = groups.flatMap(([, group]) => group);
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const [editing, setEditing] = useState<HeldAttempt | null>(null);
  const [dropping, setDropping] = useState<string[]>([]);
  const [currentId, setCurrentId] = useState<string | null>(null);
  const { selectedId, select } = useInbox();
  const current =
    rows.find(({ attemptId }) => attemptId === currentId) ??
    rows.find(({ delivery }) => delivery.deliveryId === selectedId) ??
    shown[0];
  const chosen = shown.map(({ attemptId }) => attemptId).filter((id) => marked.has(id));

  const choose = (ids: string[], on: boolean) =>
    setMarked((old) => {
      const next = new Set(old);
      for (const id of ids) {
        if (on) next.add(id);
        else next.delete(id);
      }
      return next;
    });
  const show = (row: HeldAttempt) => {
    setCurrentId(row.attemptId);
    select(row.delivery.deliveryId);
  };
  const step = (by: -1 | 1) => {
    const at = current ? shown.indexOf(current) : -1;
    const row = shown[Math.max(0, Math.min(shown.length - 1, at + by))];
    if (!row) return;
    show(row);
    document.getElementById(heldRowId(row.attemptId))?.focus();
  };
  useHeldKeys(step, actions, rows.length > 0);
  useKeptFocus(rows);
  const { reload } = held;
  const endEdit = useCallback(() => {
    setEditing(null);
    void reload();
  }, [reload]);

  return (
    <>
      <Pane
        id="inbox"
        initial="42%"
        minFirst="240px"
        minSecond="300px"
        first={
          <div className="flex min-h-0 flex-1 flex-col bg-panel">
            <FacetBar />
            {held.rows !== null && rows.length === 0 ? (
              <EmptyState icon={CirclePlay} title="Nothing is held">
                Pause an endpoint's forwarding, and what it catches waits here to be looked at, changed, put
                in another order and let go.
              </EmptyState>
            ) : (
              <>
                <HeldToolbar
                  count={rows.length}
                  more={held.more}
                  chosen={chosen}
                  onChooseAll={(on) =>
                    choose(
                      rows.map(({ attemptId }) => attemptId),
                      on,
                    )
                  }
                  onDrop={setDropping}
                  actions={actions}
                />
                <div className="min-h-0 flex-1 overflow-y-auto">
                  {groups.map(([webhookId, group]) => (
                    <HeldGroup
                      key={webhookId}
                      webhookId={webhookId}
                      count={group.length}
                      oneOfSeveral={groups.length > 1}
                      actions={actions}
                    >
                      {group.map((row, index) => (
                        <HeldRow
                          key={row.attemptId}
                          row={row}
                          place={index + 1}
                          places={group.length}
                          current={row === current}
                          chosen={marked.has(row.attemptId)}
                          onSelect={() => show(row)}
                          onChoose={(on) => choose([row.attemptId], on)}
                          onStep={step}
                          onEdit={() => setEditing(row)}
                          onDrop={() => setDropping([row.attemptId])}
                          actions={actions}
                        />
                      ))}
                    </HeldGroup>
                  ))}
                  {held.more && (
                    <div className="p-3 text-center">
                      <Button onClick={held.showMore}>Show more</Button>
                    </div>
                  )}
                </div>
              </>
            )}
          </div>
        }
        second={
          <div className="flex min-h-0 flex-1 flex-col">
            {current?.edited && (
              <p className="flex flex-wrap items-center gap-x-2 border-b px-4 py-1.5 text-xs text-warn">
                This is what was caught. Something else will be sent:
                <Button onClick={() => setEditing(current)}>Show the edit</Button>
              </p>
            )}
            {current && (
              <div className="min-h-0 flex-1">
                <GuardedDetail id={current.delivery.deliveryId}>
                  <DeliveryDetail
                    key={current.delivery.deliveryId}
                    deliveryId={current.delivery.deliveryId}
                  />
                </GuardedDetail>
              </div>
            )}
          </div>
        }
      />
      {editing && <EditHeldDialog attempt={editing} onClose={endEdit} />}
      <ConfirmDialog
        open={dropping.length > 0}
        onOpenChange={(open) => !open && setDropping([])}
        title={`Drop ${plural(dropping.length, 'held delivery', 'held deliveries')}?`}
        description="They are not sent. What was caught stays in the Inbox, and can be sent again from there."
        action={`Drop ${dropping.length}`}
        onConfirm={() => actions.drop(dropping)}
      />
    </>
  );
}
