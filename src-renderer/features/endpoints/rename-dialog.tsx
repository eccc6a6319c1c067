import { type FormEvent, useState } from 'react';
import type { Endpoint } from '#core/delivery/endpoint.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { Field } from '#renderer/ui/field.tsx';
import { TextInput } from '#renderer/ui/text-input.tsx';
import { useSave } from './use-save.ts';

interface Props {
  endpoint: Endpoint;
  open: boolean;
  onOpenChange(open: boolean): void;
}

export function RenameDialog({ endpoint, open, onOpenChange }: Props) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Rename the endpoint">
      {open && <RenameForm endpoint={endpoint} onDone={() => onOpenChange(false)} />}
    </Dialog>
  );
}

function RenameForm({ endpoint, onDone }: { endpoint: Endpoint; onDone(): void }) {
  const [name, setName] = useState(endpoint.name);
  const { save, saving, problems } = useSave(endpoint.webhookId, ['name']);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (await save({ name })) onDone();
  };
  return (
    <form onSubmit={submit} className="grid gap-4">
      <Field label="Name" error={problems.byPath.get('name') ?? problems.general}>
        <TextInput autoFocus value={name} maxLength={200} onChange={(event) => setName(event.target.value)} />
      </Field>
      <div className="flex justify-end gap-2">
        <Button size="md" onClick={onDone}>
          Cancel
        </Button>
        <Button size="md" type="submit" variant="primary" busy={saving} disabled={name.trim() === ''}>
          Rename
        </Button>
      </div>
    </form>
  );
}
