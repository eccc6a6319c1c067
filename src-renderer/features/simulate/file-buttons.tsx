import { Download, FolderOpen } from 'lucide-react';
import { useRef } from 'react';
import { downloadText } from '#renderer/platform/download-text.ts';
import { Button } from '#renderer/ui/button.tsx';
import { toast } from '#renderer/ui/toast.tsx';
import type { SimulationDraft } from './simulate-store.ts';
import { readSimulation, writeSimulation } from './simulation-file.ts';

/** Saves what is played as a file to share, and opens such a file. */
export function FileButtons({
  draft,
  onOpen,
}: {
  draft: SimulationDraft;
  onOpen(draft: SimulationDraft): void;
}) {
  const input = useRef<HTMLInputElement>(null);
  const open = async (file: File) => {
    try {
      onOpen(readSimulation(await file.text()));
      toast({ kind: 'done', title: 'Opened', detail: file.name });
    } catch (error) {
      toast({
        kind: 'problem',
        title: `${file.name} can't be opened`,
        detail: error instanceof Error ? error.message : String(error),
      });
    }
  };
  return (
    <>
      <Button icon={FolderOpen} onClick={() => input.current?.click()}>
        Open…
      </Button>
      <Button icon={Download} onClick={() => downloadText('simulation.json', writeSimulation(draft))}>
        Save as a file
      </Button>
      <input
        ref={input}
        type="file"
        accept="application/json,.json"
        aria-label="Simulation file"
        hidden
        onChange={({ target }) => {
          const file = target.files?.[0];
          if (file) void open(file);
          target.value = '';
        }}
      />
    </>
  );
}
