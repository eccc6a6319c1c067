import { Inbox, SearchX } from 'lucide-react';
import { useDirectory } from '#renderer/platform/directory-store.ts';
import { useNavigation } from '#renderer/platform/navigation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { CopyButton } from '#renderer/ui/copy-button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { useInbox } from './inbox-store.ts';

const curlFor = (url: string): string =>
  `curl -X POST ${url} -H 'Content-Type: application/json' -d '{"type":"test.event","hello":"world"}'`;

/** Says how the first delivery gets here, or how the filter is taken away. */
export function EmptyInbox({ filtered }: { filtered: boolean }) {
  const endpoint = useDirectory((directory) => directory.endpoints?.find(({ active }) => active));
  const go = useNavigation((navigation) => navigation.go);
  const { setText, setFacet } = useInbox();
  if (filtered) {
    return (
      <EmptyState
        icon={SearchX}
        title="No delivery fits this filter"
        actions={
          <Button
            onClick={() => {
              setText('');
              setFacet('all');
            }}
          >
            Show all deliveries
          </Button>
        }
      >
        New ones that fit appear here as they arrive.
      </EmptyState>
    );
  }
  if (!endpoint) {
    return (
      <EmptyState
        icon={Inbox}
        title="Nothing can arrive yet"
        actions={
          <Button variant="primary" onClick={() => go('endpoints', { create: true })}>
            Create an endpoint
          </Button>
        }
      >
        An endpoint is an address on this machine that catches webhooks. Create one, then point a provider at
        it.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={Inbox}
      title="Nothing has arrived yet"
      actions={
        <>
          <Button variant="primary" onClick={() => go('compose', { webhookId: endpoint.webhookId })}>
            Send a test event
          </Button>
          <CopyButton text={curlFor(endpoint.url)} label="Copy the cURL line" />
        </>
      }
    >
      Send a test event, or copy the cURL line below.
      <code className="wire mt-3 block rounded-md border bg-bg p-2.5 text-left break-all text-text select-text">
        {curlFor(endpoint.url)}
      </code>
    </EmptyState>
  );
}
