import { useState } from 'react';
import { type ExportFormat, exportToFile } from '#renderer/platform/exchange-files.ts';
import { reportError } from '#renderer/platform/report-error.ts';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { DialogActions } from '#renderer/ui/dialog-actions.tsx';
import { Field } from '#renderer/ui/field.tsx';
import { formatBytes, plural } from '#renderer/ui/format.ts';
import { Select } from '#renderer/ui/select.tsx';
import { toast } from '#renderer/ui/toast.tsx';

const formats = [
  { value: 'jsonl', label: 'JSON lines', hint: 'Everything; can be imported again' },
  { value: 'har', label: 'HAR', hint: 'For browsers and other tools' },
  { value: 'curl', label: 'cURL', hint: 'A script of commands' },
] as const;

interface Props {
  open: boolean;
  onOpenChange(open: boolean): void;
}

/** Writes all deliveries to a file. */
export function ExportDialog({ open, onOpenChange }: Props) {
  const [format, setFormat] = useState<ExportFormat>('jsonl');
  const [busy, setBusy] = useState(false);

  const run = async () => {
    setBusy(true);
    try {
      const written = await exportToFile(format);
      if (!written) return;
      toast({
        kind: 'done',
        title: `Exported ${plural(written.count, 'delivery', 'deliveries')}`,
        detail: `${formatBytes(written.bytes)} in ${written.name}`,
      });
      onOpenChange(false);
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
      title="Export deliveries"
      description="Headers and bodies as they were on the wire, with the signatures that they carried; no stored secret."
      footer={
        <DialogActions
          action="Export"
          busy={busy}
          onAct={() => void run()}
          onCancel={() => onOpenChange(false)}
        />
      }
    >
      <Field label="Format">
        <Select value={format} options={formats} onChange={setFormat} />
      </Field>
    </Dialog>
  );
}
