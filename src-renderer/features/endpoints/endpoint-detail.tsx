import {
  CircleCheck,
  CircleOff,
  Ellipsis,
  KeyRound,
  Pencil,
  Power,
  RotateCw,
  Send,
  Trash2,
} from 'lucide-react';
import { useState } from 'react';
import type { Endpoint } from '#core/delivery/endpoint.ts';
import { engine } from '#renderer/platform/client.ts';
import { useProviderName } from '#renderer/platform/directory-store.ts';
import { useHasDraft } from '#renderer/platform/kept-draft.ts';
import { reportError } from '#renderer/platform/report-error.ts';
import { Button } from '#renderer/ui/button.tsx';
import { CopyButton } from '#renderer/ui/copy-button.tsx';
import { ConfirmDialog } from '#renderer/ui/dialog.tsx';
import { LetterBadge } from '#renderer/ui/letter-badge.tsx';
import { Menu, type MenuItem } from '#renderer/ui/menu.tsx';
import { Mono } from '#renderer/ui/mono.tsx';
import { Tabs } from '#renderer/ui/tabs.tsx';
import { StateTag } from '#renderer/webhook/state-tag.tsx';
import { useProvider } from '#renderer/webhook/use-provider.ts';
import { addressOf } from './address-of.ts';
import { AnswerTab } from './answer-tab.tsx';
import { CheckingTab } from './checking-tab.tsx';
import { useEndpoints } from './endpoints-store.ts';
import { ForwardTab } from './forward-tab.tsx';
import { OverviewTab } from './overview-tab.tsx';
import { RenameDialog } from './rename-dialog.tsx';
import { RotateDialog } from './rotate-dialog.tsx';
import { useSendTest } from './send-test.ts';
import { SetSecretDialog } from './set-secret-dialog.tsx';

const answerBadge = {
  default: undefined,
  fixed: 'fixed',
  sequence: 'sequence',
  rules: 'rules',
  scenario: 'scenario',
};

const unsavedMark = 'not saved';

/** Marks of the tabs in which something is not saved. */
function useUnsaved(webhookId: string) {
  const checking = useHasDraft(`${webhookId} checking`);
  const answer = useHasDraft(`${webhookId} answer`);
  const forward = useHasDraft(`${webhookId} forward`);
  return {
    checking: checking ? unsavedMark : undefined,
    answer: answer ? unsavedMark : undefined,
    forward: forward ? unsavedMark : undefined,
  };
}

/** One endpoint: what it is, how it checks, what it answers, where it hands on. */
export function EndpointDetail({ endpoint }: { endpoint: Endpoint }) {
  const { tab, setTab } = useEndpoints();
  const providerName = useProviderName(endpoint.provider);
  const provider = useProvider(endpoint.provider);
  const sendTest = useSendTest(endpoint);
  const unsaved = useUnsaved(endpoint.webhookId);
  const [open, setOpen] = useState<'rename' | 'rotate' | 'secret' | 'deactivate' | 'delete' | null>(null);
  const close = (isOpen: boolean) => setOpen(isOpen ? open : null);

  const items: MenuItem[] = [
    { label: 'Rename…', icon: Pencil, onSelect: () => setOpen('rename') },
    { label: 'Rotate the secret…', icon: RotateCw, onSelect: () => setOpen('rotate') },
    { label: 'Set the provider’s secret…', icon: KeyRound, onSelect: () => setOpen('secret') },
    'separator',
    endpoint.active
      ? { label: 'Deactivate…', icon: CircleOff, danger: true, onSelect: () => setOpen('deactivate') }
      : {
          label: 'Reactivate',
          icon: Power,
          onSelect: () =>
            void engine.endpoints.reactivate({ webhookId: endpoint.webhookId }).catch(reportError),
        },
    { label: 'Delete…', icon: Trash2, danger: true, onSelect: () => setOpen('delete') },
  ];

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <header className="grid gap-1.5 border-b px-4 pt-3 pb-2.5">
        <div className="flex min-w-0 items-center gap-2.5">
          <LetterBadge id={endpoint.provider} name={providerName} />
          <h2 className="min-w-0 truncate text-lg font-semibold">{endpoint.name}</h2>
          {endpoint.active ? (
            <StateTag icon={CircleCheck} word="Active" tone="ok" />
          ) : (
            <StateTag icon={CircleOff} word="Inactive" tone="neutral" />
          )}
          <div className="ml-auto flex gap-1.5">
            <Button
              icon={Send}
              busy={sendTest.busy}
              disabled={!endpoint.active}
              onClick={() => void sendTest.send()}
            >
              Send a test event
            </Button>
            <Menu trigger={<Button icon={Ellipsis} aria-label="More actions" />} items={items} />
          </div>
        </div>
        <div className="flex min-w-0 items-center gap-1">
          <Mono className="truncate text-soft">{addressOf(endpoint)}</Mono>
          <CopyButton text={addressOf(endpoint)} label="Copy the address" iconOnly />
        </div>
      </header>
      <Tabs
        value={tab}
        onChange={setTab}
        label="Parts of the endpoint"
        className="flex-1"
        panelClassName="overflow-y-auto flex flex-col"
        items={[
          { id: 'overview', label: 'Overview' },
          { id: 'checking', label: 'Checking', badge: unsaved.checking },
          { id: 'answer', label: 'Answer', badge: unsaved.answer ?? answerBadge[endpoint.answer.kind] },
          { id: 'forward', label: 'Forward', badge: unsaved.forward ?? endpoint.forward?.routes.length },
        ]}
      >
        <div className="flex min-h-full flex-col gap-6 px-4 pt-4" data-tab={tab}>
          {tab === 'overview' && <OverviewTab endpoint={endpoint} provider={provider} />}
          {tab === 'checking' && (
            <CheckingTab
              endpoint={endpoint}
              provider={provider}
              onRotate={() => setOpen('rotate')}
              onSetSecret={() => setOpen('secret')}
            />
          )}
          {tab === 'answer' && <AnswerTab endpoint={endpoint} />}
          {tab === 'forward' && <ForwardTab endpoint={endpoint} provider={provider} />}
        </div>
      </Tabs>
      <RenameDialog endpoint={endpoint} open={open === 'rename'} onOpenChange={close} />
      <RotateDialog endpoint={endpoint} open={open === 'rotate'} onOpenChange={close} />
      <SetSecretDialog
        endpoint={endpoint}
        provider={provider}
        open={open === 'secret'}
        onOpenChange={close}
      />
      <ConfirmDialog
        open={open === 'deactivate'}
        onOpenChange={close}
        title={`Deactivate ${endpoint.name}?`}
        description="Requests to its address get 404 from now on, as if it were not there. What was caught stays, and you can reactivate it with the same address and secret."
        action="Deactivate"
        onConfirm={() =>
          void engine.endpoints.deactivate({ webhookId: endpoint.webhookId }).catch(reportError)
        }
      />
      <ConfirmDialog
        open={open === 'delete'}
        onOpenChange={close}
        title={`Delete ${endpoint.name}?`}
        description="Its address, its settings and its secrets are gone for good, and what it still had to forward goes nowhere. Its deliveries stay in the Inbox."
        action="Delete"
        onConfirm={() => void engine.endpoints.delete({ webhookId: endpoint.webhookId }).catch(reportError)}
      />
    </div>
  );
}
