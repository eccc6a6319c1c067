import { Download, FolderOpen, Trash2, Upload } from 'lucide-react';
import { useState } from 'react';
import { capabilities, engine, host } from '#renderer/platform/client.ts';
import { reportError } from '#renderer/platform/report-error.ts';
import { useSystem } from '#renderer/platform/system-store.ts';
import { Button } from '#renderer/ui/button.tsx';
import { CopyButton } from '#renderer/ui/copy-button.tsx';
import { ConfirmDialog } from '#renderer/ui/dialog.tsx';
import { Facts } from '#renderer/ui/facts.tsx';
import { formatBytes, formatCount, plural } from '#renderer/ui/format.ts';
import { Mono } from '#renderer/ui/mono.tsx';
import { toast } from '#renderer/ui/toast.tsx';
import { ExportDialog } from './export-dialog.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { SetAsideRows } from './set-aside-rows.tsx';

/** Where the data is, how much there is, and how it gets out, in, or away. */
export function DataPart() {
  const { info, counts } = useSystem();
  const [open, setOpen] = useState<'export' | 'import' | 'delete' | null>(null);
  if (!info || !counts) return null;

  const deleteAll = async () => {
    try {
      const { count } = await engine.deliveries.delete({ filter: { pinned: false } });
      toast({ kind: 'done', title: `Deleted ${plural(count, 'delivery', 'deliveries')}` });
    } catch (error) {
      reportError(error);
    }
  };

  return (
    <>
      <Facts
        items={[
          [
            'Folder',
            <span key="folder" className="inline-flex min-w-0 items-center gap-1">
              <Mono className="break-all">{info.dataDir}</Mono>
              <CopyButton text={info.dataDir} label="Copy the folder’s path" iconOnly />
            </span>,
          ],
          ['Size', formatBytes(counts.databaseBytes)],
          [
            'Deliveries',
            `${formatCount(counts.deliveries)} (${formatCount(counts.in)} caught, ${formatCount(counts.out)} sent)`,
          ],
          ['Rejected', plural(counts.rejected, 'request')],
        ]}
      />
      <div className="flex flex-wrap gap-1.5">
        {capabilities.nativeDialogs && (
          <Button icon={FolderOpen} onClick={() => void host?.showDataFolder().catch(reportError)}>
            Show the folder
          </Button>
        )}
        <Button icon={Download} onClick={() => setOpen('export')}>
          Export…
        </Button>
        <Button icon={Upload} onClick={() => setOpen('import')}>
          Import…
        </Button>
        <Button
          icon={Trash2}
          variant="danger"
          disabled={counts.deliveries === 0}
          onClick={() => setOpen('delete')}
        >
          Delete deliveries…
        </Button>
      </div>
      <SetAsideRows count={counts.damaged} />
      <ExportDialog open={open === 'export'} onOpenChange={(isOpen) => setOpen(isOpen ? 'export' : null)} />
      <ImportDialog open={open === 'import'} onOpenChange={(isOpen) => setOpen(isOpen ? 'import' : null)} />
      <ConfirmDialog
        open={open === 'delete'}
        onOpenChange={(isOpen) => setOpen(isOpen ? 'delete' : null)}
        title="Delete all deliveries that are not pinned?"
        description="Their requests, answers and attempts are gone for good. Endpoints and their secrets stay."
        action="Delete them"
        onConfirm={() => void deleteAll()}
      />
    </>
  );
}
