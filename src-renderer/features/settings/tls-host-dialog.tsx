import { type FormEvent, useState } from 'react';
import { engine } from '#renderer/platform/client.ts';
import { type FieldProblems, fieldProblems, noProblems } from '#renderer/platform/field-problems.ts';
import { reportError } from '#renderer/platform/report-error.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { Field } from '#renderer/ui/field.tsx';
import { SecretInput } from '#renderer/ui/secret-input.tsx';
import { TextArea, TextInput } from '#renderer/ui/text-input.tsx';

interface Props {
  open: boolean;
  onOpenChange(open: boolean): void;
  onSaved(): void;
}

/** Asks what is to be trusted at a host, and what is offered to it. */
export const TlsHostDialog = ({ open, onOpenChange, onSaved }: Props) => (
  <Dialog
    open={open}
    onOpenChange={onOpenChange}
    width="lg"
    title="Trust at a host"
    description="Certificates are PEM texts, beginning with -----BEGIN. What was set for the host is replaced."
  >
    {open && (
      <HostForm
        onCancel={() => onOpenChange(false)}
        onSaved={() => {
          onOpenChange(false);
          onSaved();
        }}
      />
    )}
  </Dialog>
);

const nothing = { host: '', authorities: '', certificate: '', key: '', passphrase: '' };
const names = ['host', 'authorities', 'certificate', 'key', 'passphrase'] as const;

function HostForm({ onCancel, onSaved }: { onCancel(): void; onSaved(): void }) {
  const [draft, setDraft] = useState(nothing);
  const [problems, setProblems] = useState<FieldProblems>(noProblems);
  const [busy, setBusy] = useState(false);
  const change = (part: Partial<typeof nothing>) => setDraft({ ...draft, ...part });
  const isEmpty = draft.authorities.trim() === '' && draft.certificate.trim() === '';

  const save = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const given = Object.entries(draft).filter(([, value]) => value.trim() !== '');
    try {
      await engine.tls.setHost({ host: draft.host, ...Object.fromEntries(given) });
      onSaved();
    } catch (error) {
      const found = fieldProblems(error, names);
      if (found) setProblems(found);
      else reportError(error);
    } finally {
      setBusy(false);
    }
  };

  const pem = (name: 'authorities' | 'certificate' | 'key', label: string, hint: string) => (
    <Field label={label} hint={hint} error={problems.byPath.get(name)}>
      <TextArea
        wire
        rows={3}
        value={draft[name]}
        onChange={(event) => change({ [name]: event.target.value })}
      />
    </Field>
  );
  return (
    <form onSubmit={save} className="grid gap-4" noValidate>
      <Field
        label="Host"
        hint="api.example.com, api.example.com:8443, *.example.com, or * for all."
        error={problems.byPath.get('host')}
      >
        <TextInput
          wire
          autoFocus
          value={draft.host}
          placeholder="api.example.com"
          onChange={(event) => change({ host: event.target.value })}
        />
      </Field>
      {pem('authorities', 'Authorities', 'Certificates that are trusted there, one after another. Optional.')}
      {pem('certificate', 'Client certificate', 'Offered to servers that ask for one (mTLS). Optional.')}
      <div className="grid grid-cols-[minmax(0,2fr)_minmax(0,1fr)] gap-4">
        {pem('key', 'Its private key', 'Sealed with the other secrets, and never shown again.')}
        <Field label="Passphrase" hint="Of an encrypted key." error={problems.byPath.get('passphrase')}>
          <SecretInput
            value={draft.passphrase}
            onChange={(event) => change({ passphrase: event.target.value })}
          />
        </Field>
      </div>
      {problems.general && (
        <p role="alert" className="text-bad">
          {problems.general}
        </p>
      )}
      <div className="flex justify-end gap-2">
        <Button size="md" onClick={onCancel}>
          Cancel
        </Button>
        <Button
          size="md"
          type="submit"
          variant="primary"
          busy={busy}
          disabled={draft.host.trim() === '' || isEmpty}
        >
          Save
        </Button>
      </div>
    </form>
  );
}
