import { FolderOpen } from 'lucide-react';
import type { FileQuestion } from '#core/contract/bridge.ts';
import { capabilities, host } from '#renderer/platform/client.ts';
import { reportError } from '#renderer/platform/report-error.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Field } from '#renderer/ui/field.tsx';
import { TextInput } from '#renderer/ui/text-input.tsx';

/** A file of the machine on which Tacklebox runs: typed, or chosen where there are native dialogs. */
export function PathField({
  value,
  onChange,
  error,
  question,
}: {
  value: string;
  onChange(path: string): void;
  error: string | null | undefined;
  question: FileQuestion;
}) {
  const choose = async () => {
    try {
      const path = await host?.chooseFile(question);
      if (path) onChange(path);
    } catch (problem) {
      reportError(problem);
    }
  };
  return (
    <div className="flex items-start gap-2">
      <Field
        label="File"
        className="flex-1"
        error={error}
        hint={capabilities.nativeDialogs ? undefined : 'A path on the machine on which Tacklebox runs.'}
      >
        <TextInput
          wire
          value={value}
          placeholder={`/home/me/${question.suggestedName ?? 'deliveries.jsonl'}`}
          onChange={(event) => onChange(event.target.value)}
        />
      </Field>
      {capabilities.nativeDialogs && (
        <Button size="md" icon={FolderOpen} className="mt-5" onClick={() => void choose()}>
          Choose…
        </Button>
      )}
    </div>
  );
}
