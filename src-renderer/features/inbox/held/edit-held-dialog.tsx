import { useEffect, useState } from 'react';
import type { HeldAttempt } from '#core/contract/queue.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { engine } from '#renderer/platform/client.ts';
import { reportError } from '#renderer/platform/report-error.ts';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { DialogActions } from '#renderer/ui/dialog-actions.tsx';
import { ResignFields } from '#renderer/webhook/signature/resign-fields.tsx';
import { cameSigned, isNamed, resignInput, useResign } from '#renderer/webhook/signature/use-resign.ts';
import { EditFields } from '../detail/edit-fields.tsx';
import { headersText, parseHeaders, replacedHeaders } from '../detail/replay-edit.ts';

type HeldRequest = Awaited<ReturnType<typeof engine.queue.heldRequest>>;

/** Changes what a held attempt sends. The delivery itself stays as it was caught. */
export function EditHeldDialog({ attempt, onClose }: { attempt: HeldAttempt; onClose(): void }) {
  const { attemptId } = attempt;
  const [request, setRequest] = useState<HeldRequest | null>(null);
  useEffect(() => {
    let wanted = true;
    engine.queue.heldRequest({ attemptId, reveal: true }).then(
      (found) => wanted && setRequest(found),
      (error) => {
        if (!wanted) return;
        reportError(error);
        onClose();
      },
    );
    return () => {
      wanted = false;
    };
  }, [attemptId, onClose]);
  return request && <EditForm attempt={attempt} request={request} onClose={onClose} />;
}

interface EditFormProps {
  attempt: HeldAttempt;
  request: HeldRequest;
  onClose(): void;
}

function EditForm({ attempt, request, onClose }: EditFormProps) {
  const isText = request.body.encoding === 'utf8' && !request.body.truncated;
  const [headers, setHeaders] = useState(() => headersText(request.rawHeaders));
  const [body, setBody] = useState(isText ? request.body.data : null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const parsed = parseHeaders(headers);
  const resign = useResign(attempt.delivery, attempt.signedAnew || cameSigned(attempt.delivery));

  const save = async () => {
    if (!parsed.ok) return;
    setBusy(true);
    setProblem(null);
    try {
      await engine.queue.edit({
        attemptId: attempt.attemptId,
        ...(body === null || body === request.body.data ? {} : { body }),
        ...replacedHeaders(request.rawHeaders, parsed.headers),
        resign: resign.wanted ? resignInput(resign) : false,
      });
      onClose();
    } catch (error) {
      if (error instanceof TackleboxError && error.kind !== 'bug') setProblem(error.message);
      else reportError(error);
      setBusy(false);
    }
  };

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      width="lg"
      title="Edit before it goes"
      description={
        <>
          For <span className="wire break-all">{attempt.url}</span>. The delivery stays as it was caught.
        </>
      }
      footer={
        <DialogActions
          action="Save"
          busy={busy}
          disabled={!parsed.ok || !isNamed(resign)}
          onAct={() => void save()}
          onCancel={onClose}
        />
      }
    >
      <div className="grid gap-4">
        {problem && (
          <p role="alert" className="text-bad">
            {problem}
          </p>
        )}
        <EditFields headers={headers} onHeaders={setHeaders} body={body} onBody={setBody} />
        <ResignFields resign={resign} />
      </div>
    </Dialog>
  );
}
