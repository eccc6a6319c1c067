import { useState } from 'react';
import { engine } from '#renderer/platform/client.ts';
import { fieldProblems } from '#renderer/platform/field-problems.ts';
import { reportError } from '#renderer/platform/report-error.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { Field } from '#renderer/ui/field.tsx';
import { formatBytes, plural } from '#renderer/ui/format.ts';
import { Select } from '#renderer/ui/select.tsx';
import { toast } from '#renderer/ui/toast.tsx';
import { PathField } from './path-field.tsx';

const formats = [
  { value: 'jsonl', label: 'JSON lines', hint: 'Everything; can be imported again' },
  { value: 'har', label: 'HAR', hint: 'For browsers and other tools' },
  { value: 'curl', label: 'cURL', hint: 'A script of commands' },
] as const;
const suffix = { jsonl: 'jsonl', har: 'har', curl: 'sh' };

interface Props {
  open: boolean;
  onOpenChange(open: boolean): void;
}

/** Writes all deliveries to a file. */
export function ExportDialog({ open, onOpenChange }: Props) {
  const [format, setFormat] = useState<keyof typeof suffix>('jsonl');
  const [path, setPath] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const run = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const written = await engine.deliveries.export({ path, format });
      toast({
        kind: 'done',
        title: `Exported ${plural(written.count, 'delivery', 'deliveries')}`,
        detail: `${formatBytes(written.bytes)} in ${written.path}`,
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
      title="Export deliveries"
      description="Headers and bodies as they were on the wire, tokens and signatures included; no endpoint’s secret."
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
            Export
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <Field label="Format">
          <Select value={format} options={formats} onChange={setFormat} />
        </Field>
        <PathField
          value={path}
          onChange={setPath}
          error={problem}
          question={{
            mode: 'save',
            title: 'Export deliveries',
            suggestedName: `deliveries.${suffix[format]}`,
            extensions: [suffix[format]],
          }}
        />
      </div>
    </Dialog>
  );
}
