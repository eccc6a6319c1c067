import { useState } from 'react';
import { engine } from '#renderer/platform/client.ts';
import { fieldProblems } from '#renderer/platform/field-problems.ts';
import { reportError } from '#renderer/platform/report-error.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { formatCount, plural } from '#renderer/ui/format.ts';
import { toast } from '#renderer/ui/toast.tsx';
import { PathField } from './path-field.tsx';

interface Props {
  open: boolean;
  onOpenChange(open: boolean): void;
}

/** Reads deliveries from a file. */
export function ImportDialog({ open, onOpenChange }: Props) {
  const [path, setPath] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const run = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const format = path.trim().toLowerCase().endsWith('.har') ? 'har' : 'jsonl';
      const { count, skipped } = await engine.deliveries.import({ path, format });
      toast({
        kind: 'done',
        title: `Imported ${plural(count, 'delivery', 'deliveries')}`,
        ...(skipped > 0 ? { detail: `${formatCount(skipped)} were here already.` } : {}),
      });
      onOpenChange(false);
    } catch (error) {
      const found = fieldProblems(error, ['path']);
      if (found) setProblem(found.byPath.get('path') ?? found.general);
      else reportError(error);
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
        <>
          <Button size="md" onClick={() => onOpenChange(false)}>
            Cancel
          </Button>
          <Button
            size="md"
            variant="primary"
            busy={busy}
            disabled={path.trim() === ''}
            onClick={() => void run()}
          >
            Import
          </Button>
        </>
      }
    >
      <PathField
        value={path}
        onChange={setPath}
        error={problem}
        question={{ mode: 'open', title: 'Import deliveries', extensions: ['jsonl', 'har'] }}
      />
    </Dialog>
  );
}
