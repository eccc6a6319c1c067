import { useState } from 'react';
import type { Delivery } from '#core/delivery/delivery.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { formatDuration } from '#core/numbers/duration.ts';
import { engine } from '#renderer/platform/client.ts';
import { useDirectory } from '#renderer/platform/directory-store.ts';
import { reportError } from '#renderer/platform/report-error.ts';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { DialogActions } from '#renderer/ui/dialog-actions.tsx';
import { Field } from '#renderer/ui/field.tsx';
import { Switch } from '#renderer/ui/switch.tsx';
import { TextInput } from '#renderer/ui/text-input.tsx';
import { toast } from '#renderer/ui/toast.tsx';
import { ResignFields } from '#renderer/webhook/signature/resign-fields.tsx';
import { isNamed, resignInput, useResign } from '#renderer/webhook/signature/use-resign.ts';
import { useInbox } from '../inbox-store.ts';
import { attemptResult } from './delivery-timeline.ts';
import { EditFields } from './edit-fields.tsx';
import { headersText, parseHeaders, replacedHeaders } from './replay-edit.ts';

const targetKey = 'tacklebox.replayTarget';

/** Where a replay most likely goes: where the last one went, else where the endpoint forwards to. */
function useLikelyTarget(delivery: Delivery): string {
  const forward = useDirectory(
    (directory) =>
      directory.endpoints?.find(({ webhookId }) => webhookId === delivery.webhookId)?.forward?.routes[0]
        ?.target.url,
  );
  if (delivery.direction === 'out') return delivery.target;
  return localStorage.getItem(targetKey) ?? forward ?? 'http://127.0.0.1:3000/webhook';
}

/** Sends a delivery again: byte for byte, signed anew, or edited. */
export function ReplayDialog({ delivery, onClose }: { delivery: Delivery; onClose(): void }) {
  const likely = useLikelyTarget(delivery);
  const setTab = useInbox((inbox) => inbox.setTab);
  const canEdit = delivery.request.body.encoding === 'utf8' && !delivery.request.body.truncated;
  const [url, setUrl] = useState(likely);
  const resign = useResign(delivery, false);
  const [edit, setEdit] = useState(false);
  const [headers, setHeaders] = useState(() => headersText(delivery.request.rawHeaders));
  const [body, setBody] = useState(delivery.request.body.data);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const editedHeaders = parseHeaders(headers);

  /** What is edited is the request as it is, not its masks. */
  const beginEdit = async (wanted: boolean) => {
    try {
      if (wanted && delivery.masked) {
        const { deliveryId } = delivery;
        const { request } = await engine.deliveries.get({ deliveryId, diagnose: false, reveal: true });
        setHeaders(headersText(request.rawHeaders));
        setBody(request.body.data);
      }
      setEdit(wanted);
    } catch (error) {
      reportError(error);
    }
  };

  const send = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const replayed = await engine.deliveries.replay({
        deliveryId: delivery.deliveryId,
        target: { url: url.trim() },
        ...(resign.wanted ? { resign: resignInput(resign) } : {}),
        ...(edit && editedHeaders.ok
          ? {
              edit: { body, ...replacedHeaders(delivery.request.rawHeaders, editedHeaders.headers) },
            }
          : {}),
      });
      localStorage.setItem(targetKey, url.trim());
      const attempt = replayed.attemptList.at(-1);
      if (attempt) {
        const { label, tone } = attemptResult(attempt);
        toast({
          kind: tone === 'ok' ? 'done' : 'note',
          title: `Replayed: ${label}`,
          detail: `${url.trim()}${attempt.durationMs === null ? '' : `, ${formatDuration(attempt.durationMs)}`}`,
        });
      }
      setTab('timeline');
      onClose();
    } catch (error) {
      if (error instanceof TackleboxError && error.kind === 'invalid') setProblem(error.message);
      else reportError(error);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      width={edit ? 'lg' : 'md'}
      title="Replay"
      description={
        edit || resign.wanted
          ? 'Sends it again, changed as below.'
          : 'Sends it again, byte for byte, with its old signature.'
      }
      footer={
        <DialogActions
          action="Replay"
          busy={busy}
          disabled={url.trim() === '' || !isNamed(resign) || (edit && !editedHeaders.ok)}
          onAct={() => void send()}
          onCancel={onClose}
        />
      }
    >
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Field label="Target" hint="Remembered for the next replay." error={problem}>
          <TextInput wire type="url" autoFocus value={url} onChange={(event) => setUrl(event.target.value)} />
        </Field>
        <ResignFields resign={resign} />
        <Switch
          label="Edit headers and body"
          hint={
            canEdit
              ? 'Without signing anew, an edited body no longer fits its signature.'
              : 'Only for text bodies that are here whole.'
          }
          checked={edit}
          disabled={!canEdit}
          onChange={(wanted) => void beginEdit(wanted)}
        />
        {edit && <EditFields headers={headers} onHeaders={setHeaders} body={body} onBody={setBody} />}
        <button type="submit" className="sr-only" tabIndex={-1}>
          Replay
        </button>
      </form>
    </Dialog>
  );
}
