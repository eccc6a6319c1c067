import { type FormEvent, useState } from 'react';
import { engine } from '#renderer/platform/client.ts';
import { type FieldProblems, fieldProblems, noProblems } from '#renderer/platform/field-problems.ts';
import { reportError } from '#renderer/platform/report-error.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { Field } from '#renderer/ui/field.tsx';
import { SecretInput } from '#renderer/ui/secret-input.tsx';
import { TextInput } from '#renderer/ui/text-input.tsx';
import { ProviderField } from '#renderer/webhook/provider-field.tsx';
import { useProvider } from '#renderer/webhook/use-provider.ts';
import { useEndpoints } from './endpoints-store.ts';

interface Props {
  open: boolean;
  onOpenChange(open: boolean): void;
}

/** Asks for what a new endpoint needs: a name, and who calls. */
export function CreateEndpointDialog({ open, onOpenChange }: Props) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="New endpoint"
      description="An address of this machine that catches what a provider sends."
    >
      {open && <CreateForm onCancel={() => onOpenChange(false)} />}
    </Dialog>
  );
}

function CreateForm({ onCancel }: { onCancel(): void }) {
  const show = useEndpoints((store) => store.show);
  const [name, setName] = useState('');
  const [provider, setProvider] = useState('generic');
  const [secret, setSecret] = useState('');
  const [problems, setProblems] = useState<FieldProblems>(noProblems);
  const [busy, setBusy] = useState(false);
  const details = useProvider(provider);
  const theirs = details?.secret.generate === 'provider';

  const create = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      const made = await engine.endpoints.create({ name, provider, ...(secret ? { secret } : {}) });
      show({ webhookId: made.webhookId, signingSecret: made.signingSecret, because: 'created' });
    } catch (error) {
      const found = fieldProblems(error, ['name', 'provider', 'secret']);
      if (found) setProblems(found);
      else reportError(error);
    } finally {
      setBusy(false);
    }
  };

  return (
    <form onSubmit={create} className="grid gap-4" noValidate>
      <Field
        label="Name"
        hint="For you: it is shown here and in the Inbox."
        error={problems.byPath.get('name')}
      >
        <TextInput
          autoFocus
          value={name}
          placeholder="GitHub pushes"
          maxLength={200}
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      <Field
        label="Provider"
        hint={details?.summary || 'It decides how signatures are checked and handshakes answered.'}
        error={problems.byPath.get('provider')}
      >
        <ProviderField value={provider} onChange={setProvider} />
      </Field>
      <Field
        label="Secret"
        aside={theirs ? undefined : 'optional'}
        hint={
          details && (
            <>
              {details.secret.description}{' '}
              {theirs
                ? 'Only the provider can make it: paste it here, or later when you have it.'
                : 'Left empty, a fresh one is made.'}
            </>
          )
        }
        error={problems.byPath.get('secret')}
      >
        <SecretInput value={secret} onChange={(event) => setSecret(event.target.value)} />
      </Field>
      {problems.general && (
        <p role="alert" className="text-bad">
          {problems.general}
        </p>
      )}
      <div className="flex justify-end gap-2">
        <Button size="md" onClick={onCancel}>
          Cancel
        </Button>
        <Button size="md" type="submit" variant="primary" busy={busy} disabled={name.trim() === ''}>
          Create endpoint
        </Button>
      </div>
    </form>
  );
}
