import { useState } from 'react';
import type { ImportFile } from '#renderer/platform/exchange-files.ts';
import { reportError } from '#renderer/platform/report-error.ts';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { DialogActions } from '#renderer/ui/dialog-actions.tsx';
import { formatCount, plural } from '#renderer/ui/format.ts';
import { toast } from '#renderer/ui/toast.tsx';
import { ImportFileField } from './import-file-field.tsx';

interface Props {
  open: boolean;
  onOpenChange(open: boolean): void;
}

/** Reads deliveries from a file. */
export function ImportDialog({ open, onOpenChange }: Props) {
  const [file, setFile] = useState<ImportFile | null>(null);
  const [busy, setBusy] = useState(false);

  const run = async (chosen: ImportFile) => {
    setBusy(true);
    // What was chosen is read once; after a problem it is chosen again.
    setFile(null);
    try {
      const { count, skipped } = await chosen.read();
      toast({
        kind: 'done',
        title: `Imported ${plural(count, 'delivery', 'deliveries')}`,
        ...(skipped > 0 ? { detail: `${formatCount(skipped)} were here already.` } : {}),
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
      title="Import deliveries"
      description="From JSON lines that Tacklebox exported, or from a HAR file. What is here already is left as it is."
      footer={
        <DialogActions
          action="Import"
          busy={busy}
          disabled={file === null}
          onAct={() => file && void run(file)}
          onCancel={() => onOpenChange(false)}
        />
      }
    >
      <ImportFileField file={file} onChange={setFile} />
    </Dialog>
  );
}
