import { Plus, RadioTower } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import { useDirectory } from '#renderer/platform/directory-store.ts';
import { type KeyAction, useKeys } from '#renderer/platform/keys.ts';
import { useNavigation } from '#renderer/platform/navigation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Pane } from '#renderer/ui/pane.tsx';
import { TopSlot } from '#renderer/ui/top-slot.tsx';
import { CreateEndpointDialog } from './create-endpoint-dialog.tsx';
import { EndpointDetail } from './endpoint-detail.tsx';
import { EndpointList } from './endpoint-list.tsx';
import { useEndpoints } from './endpoints-store.ts';
import { ShownOnceDialog } from './shown-once-dialog.tsx';

/** The addresses that catch: made, shown their secret once, checked, answered for and forwarded here. */
export function EndpointsView() {
  const endpoints = useDirectory((directory) => directory.endpoints);
  const { params, visit } = useNavigation();
  const { selectedId, select, setCreating, creating } = useEndpoints();

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new visit with the same parameters counts as well
  useEffect(() => {
    if (params.webhookId) select(params.webhookId);
    if (params.create) setCreating(true);
  }, [visit, params]);

  const selected = endpoints?.find(({ webhookId }) => webhookId === selectedId) ?? endpoints?.[0] ?? null;

  useKeys(
    useMemo<KeyAction[]>(
      () => [{ keys: 'n', label: 'New endpoint', group: 'Endpoints', run: () => setCreating(true) }],
      [setCreating],
    ),
  );

  return (
    <>
      <TopSlot>
        <Button icon={Plus} keys="n" variant="primary" className="ml-auto" onClick={() => setCreating(true)}>
          New endpoint
        </Button>
      </TopSlot>
      {endpoints?.length === 0 ? (
        <EmptyState
          icon={RadioTower}
          title="No endpoint yet"
          actions={
            <Button variant="primary" size="md" icon={Plus} onClick={() => setCreating(true)}>
              New endpoint
            </Button>
          }
        >
          An endpoint is an address of this machine that catches webhooks. Make one, give its address to a
          provider or to your code, and every request to it appears in the Inbox.
        </EmptyState>
      ) : (
        <Pane
          id="endpoints"
          initial="400px"
          minFirst="300px"
          minSecond="420px"
          first={<EndpointList endpoints={endpoints} selectedId={selected?.webhookId ?? null} />}
          second={selected && <EndpointDetail key={selected.webhookId} endpoint={selected} />}
        />
      )}
      <CreateEndpointDialog open={creating} onOpenChange={setCreating} />
      <ShownOnceDialog />
    </>
  );
}
