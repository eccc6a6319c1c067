import { FilePlus2, Terminal, Undo2 } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { engine } from '#renderer/platform/client.ts';
import { type KeyAction, useKeys } from '#renderer/platform/keys.ts';
import { useNavigation } from '#renderer/platform/navigation.ts';
import { reportError } from '#renderer/platform/report-error.ts';
import { Button } from '#renderer/ui/button.tsx';
import { copyText } from '#renderer/ui/copy-text.ts';
import { Pane } from '#renderer/ui/pane.tsx';
import { Tabs } from '#renderer/ui/tabs.tsx';
import { toast } from '#renderer/ui/toast.tsx';
import { TopSlot } from '#renderer/ui/top-slot.tsx';
import { clearDraft, type EditTab, useCompose } from './compose-store.ts';
import { draftFromDelivery } from './edit-delivery.ts';
import { chooseEvent, EventPicker } from './event-picker.tsx';
import { HeadersTab } from './headers-tab.tsx';
import { PayloadTab } from './payload-tab.tsx';
import { RequestSide } from './request-side.tsx';
import { ResultSide } from './result-side.tsx';
import { isRetried } from './send-input.ts';
import { SendingTab } from './sending-tab.tsx';
import { SigningTab } from './signing-tab.tsx';
import { TargetBar } from './target-bar.tsx';
import { curlOf, curlProblem, usePreview } from './use-preview.ts';
import { useProviderChoice } from './use-provider-choice.ts';
import { useFollowedResult, useSend } from './use-send.ts';

/** Opens with what the screen was asked for: a delivery to edit, a provider, an endpoint to send to. */
function useOpening(): void {
  const { params, visit } = useNavigation();
  const [opened, setOpened] = useState(-1);
  useEffect(() => {
    if (opened === visit) return;
    setOpened(visit);
    const { begin, change, draft } = useCompose.getState();
    if (params.deliveryId) {
      draftFromDelivery(params.deliveryId).then(begin, reportError);
      return;
    }
    if (params.webhookId) {
      const { webhookId } = params;
      engine.endpoints
        .get({ webhookId })
        .then(async ({ provider, url }) => {
          await chooseEvent(provider);
          change({ url });
        })
        .catch(reportError);
    } else if (params.provider) {
      void chooseEvent(params.provider, params.eventType).catch(reportError);
    } else if (draft.payload === '' && draft.eventType === '') {
      void chooseEvent(draft.provider).catch(reportError);
    }
  }, [params, visit, opened]);
}

function startAnew(): void {
  clearDraft();
  void chooseEvent('generic').catch(reportError);
}

/** Makes an event, signs it as its provider does, and sends it. */
export function ComposeView() {
  const { draft, tab, setTab, side, setSide, result, aside, bringBack } = useCompose();
  const preview = usePreview();
  const { send, sending, problem, cancel } = useSend();
  useOpening();
  useFollowedResult();

  useKeys(
    useMemo<KeyAction[]>(
      () => [{ keys: 'mod+enter', label: 'Send the event', group: 'Compose', run: () => void send() }],
      [send],
    ),
  );

  const copyCurl = async () => {
    const line = preview && curlOf(preview);
    if (!line) return;
    await copyText(line);
    toast({ kind: 'done', title: 'Copied as cURL' });
  };
  const noCurl = preview ? curlProblem(preview) : 'There is no request to copy yet.';
  const { provider } = useProviderChoice();
  const headerCount = draft.headers.filter(([name]) => name !== '').length;
  const tabs: { id: EditTab; label: string; badge?: string | number | undefined }[] = [
    { id: 'payload', label: 'Payload' },
    { id: 'headers', label: 'Headers', badge: headerCount || undefined },
    { id: 'signing', label: 'Signing' },
    { id: 'sending', label: 'Retries', badge: provider && isRetried(draft, provider) ? 'on' : undefined },
  ];

  return (
    <div className="flex h-full min-h-0 flex-col">
      <TopSlot>
        {draft.from && (
          <span className="min-w-0 truncate text-soft">
            Begun with <span className="wire">{draft.from}</span>
          </span>
        )}
        <div className="ml-auto flex gap-1.5">
          {aside.length > 0 && (
            <Button icon={Undo2} title="The draft that was here before comes back" onClick={bringBack}>
              Draft from before
            </Button>
          )}
          <Button icon={FilePlus2} onClick={startAnew}>
            New draft
          </Button>
          <Button
            icon={Terminal}
            disabled={noCurl !== null}
            title={noCurl ?? undefined}
            onClick={() => void copyCurl()}
          >
            Copy as cURL
          </Button>
        </div>
      </TopSlot>
      <div className="grid gap-2 border-b bg-panel px-3.5 py-2.5">
        <div className="flex min-w-0 gap-2">
          <EventPicker />
        </div>
        <TargetBar sending={sending} problem={problem} onSend={() => void send()} onCancel={cancel} />
      </div>
      <div className="min-h-0 flex-1">
        <Pane
          id="compose"
          initial="56%"
          minFirst="360px"
          minSecond="340px"
          first={
            <Tabs
              label="The event"
              value={tab}
              onChange={setTab}
              items={tabs}
              className="flex-1"
              panelClassName={tab === 'payload' ? '' : 'overflow-y-auto'}
            >
              {tab === 'payload' && <PayloadTab onSend={() => void send()} />}
              {tab === 'headers' && <HeadersTab />}
              {tab === 'signing' && <SigningTab />}
              {tab === 'sending' && <SendingTab />}
            </Tabs>
          }
          second={
            <Tabs
              label="What goes out and what comes back"
              value={side}
              onChange={setSide}
              items={[
                { id: 'request', label: 'Request' },
                { id: 'result', label: 'Result' },
              ]}
              className="flex-1 bg-panel"
              panelClassName="overflow-y-auto"
            >
              {side === 'request' ? (
                <RequestSide preview={preview} />
              ) : (
                <ResultSide result={result} sending={sending} />
              )}
            </Tabs>
          }
        />
      </div>
    </div>
  );
}
