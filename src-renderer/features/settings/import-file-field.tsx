import { FolderOpen } from 'lucide-react';
import { useRef } from 'react';
import { capabilities } from '#renderer/platform/client.ts';
import { browserImportFile, chooseImportFile, type ImportFile } from '#renderer/platform/exchange-files.ts';
import { reportError } from '#renderer/platform/report-error.ts';
import { Button } from '#renderer/ui/button.tsx';

interface Props {
  file: ImportFile | null;
  onChange(file: ImportFile): void;
}

/** The file to import, by the desktop's own dialog or by the browser's. */
export function ImportFileField({ file, onChange }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const choose = async () => {
    if (!capabilities.nativeDialogs) return input.current?.click();
    try {
      const chosen = await chooseImportFile();
      if (chosen) onChange(chosen);
    } catch (error) {
      reportError(error);
    }
  };
  return (
    <div className="flex items-center gap-2">
      <Button size="md" icon={FolderOpen} onClick={() => void choose()}>
        Choose a file…
      </Button>
      <span className="min-w-0 truncate text-soft">{file?.name ?? 'None chosen yet'}</span>
      <input
        ref={input}
        type="file"
        accept=".jsonl,.har,application/json"
        aria-label="File"
        hidden
        onChange={({ target }) => {
          const [chosen] = target.files ?? [];
          if (chosen) onChange(browserImportFile(chosen));
          target.value = '';
        }}
      />
    </div>
  );
}
