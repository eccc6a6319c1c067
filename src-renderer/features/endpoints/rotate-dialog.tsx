import { useState } from 'react';
import type { Endpoint } from '#core/delivery/endpoint.ts';
import { engine } from '#renderer/platform/client.ts';
import { reportError } from '#renderer/platform/report-error.ts';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { DialogActions } from '#renderer/ui/dialog-actions.tsx';
import { Field } from '#renderer/ui/field.tsx';
import { Select, type SelectOption } from '#renderer/ui/select.tsx';
import { useEndpoints } from './endpoints-store.ts';

type Overlap = '0' | '3600' | '86400' | '604800';

const overlaps: readonly SelectOption<Overlap>[] = [
  { value: '0', label: 'At once', hint: 'The old secret is rejected from now on: for one that was exposed' },
  { value: '3600', label: 'After 1 hour' },
  { value: '86400', label: 'After 24 hours', hint: 'Both secrets hold meanwhile, so that nothing is lost' },
  { value: '604800', label: 'After 7 days' },
];

interface Props {
  endpoint: Endpoint;
  open: boolean;
  onOpenChange(open: boolean): void;
}

/** Makes a new secret; the old one may go on being accepted for a while. */
export function RotateDialog({ endpoint, open, onOpenChange }: Props) {
  const show = useEndpoints((store) => store.show);
  const [overlap, setOverlap] = useState<Overlap>('86400');
  const [busy, setBusy] = useState(false);

  const rotate = async () => {
    setBusy(true);
    try {
      const { webhookId } = endpoint;
      const { signingSecret } = await engine.endpoints.rotateSecret({
        webhookId,
        overlapSeconds: Number(overlap),
      });
      onOpenChange(false);
      show({ webhookId, signingSecret, because: 'rotated' });
    } catch (error) {
      reportError(error);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Rotate the secret"
      description="A new secret is made and shown once. The address stays. Update the secret wherever the sender keeps it."
      footer={
        <DialogActions
          action="Rotate"
          busy={busy}
          onAct={() => void rotate()}
          onCancel={() => onOpenChange(false)}
        />
      }
    >
      <Field label="The old secret ends">
        <Select value={overlap} options={overlaps} onChange={(chosen) => setOverlap(chosen)} />
      </Field>
    </Dialog>
  );
}
