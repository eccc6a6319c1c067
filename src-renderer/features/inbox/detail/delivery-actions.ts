import { engine } from '#renderer/platform/client.ts';
import { useNavigation } from '#renderer/platform/navigation.ts';
import { reportError } from '#renderer/platform/report-error.ts';
import { copyText } from '#renderer/ui/copy-text.ts';
import { toast } from '#renderer/ui/toast.tsx';
import { useInbox } from '../inbox-store.ts';

/** The forms in which a delivery is copied, in the order of their menu. */
export const copyForms = {
  curl: 'cURL',
  http: 'HTTP',
  fetch: 'JavaScript (fetch)',
  python: 'Python (requests)',
  go: 'Go',
  php: 'PHP',
  har: 'HAR',
  markdown: 'Markdown for an issue',
} as const;
export type CopyForm = keyof typeof copyForms;

export const copyFormIds = Object.keys(copyForms) as CopyForm[];

/** Copies a delivery in another form, its secrets masked unless they are shown. */
export function copyAs(deliveryId: string, format: CopyForm): void {
  const reveal = useInbox.getState().revealedId === deliveryId;
  engine.deliveries
    .copyAs({ deliveryId, format, reveal })
    .then(({ text }) => copyText(text))
    .then((copied) => {
      if (copied) toast({ kind: 'done', title: `Copied as ${copyForms[format]}` });
      else toast({ kind: 'problem', title: 'The clipboard did not take it' });
    }, reportError);
}

/** Opens Compose with this delivery's request. */
export const editAndSend = (deliveryId: string): void =>
  useNavigation.getState().go('compose', { deliveryId });

/** Keeps a delivery whatever the retention says, or lets it go. */
export function togglePin(delivery: { deliveryId: string; pinned: boolean }): void {
  engine.deliveries
    .pin({ deliveryId: delivery.deliveryId, pinned: !delivery.pinned })
    .then(() =>
      toast({ kind: 'done', title: delivery.pinned ? 'Unpinned' : 'Pinned: retention leaves it alone' }),
    )
    .catch(reportError);
}

/** Makes an endpoint check by the provider that its requests look like. */
export function adoptProvider(webhookId: string, provider: string, name: string): void {
  engine.endpoints
    .update({ webhookId, provider })
    .then(() =>
      toast({
        kind: 'done',
        title: `The endpoint now speaks ${name}`,
        detail: `Give it the secret that ${name} shows you, and what arrives is checked.`,
        action: {
          label: 'Open the endpoint',
          run: () => useNavigation.getState().go('endpoints', { webhookId }),
        },
      }),
    )
    .catch(reportError);
}

/** Deletes for good. */
export function deleteDelivery(deliveryId: string): void {
  engine.deliveries
    .delete({ deliveryIds: [deliveryId] })
    .then(() => toast({ kind: 'done', title: 'Deleted' }))
    .catch(reportError);
}
