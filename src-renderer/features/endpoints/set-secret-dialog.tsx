import { type FormEvent, useState } from 'react';
import type { Endpoint } from '#core/delivery/endpoint.ts';
import type { Provider } from '#core/providers/provider.ts';
import { engine } from '#renderer/platform/client.ts';
import { fieldProblems } from '#renderer/platform/field-problems.ts';
import { reportError } from '#renderer/platform/report-error.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { Field } from '#renderer/ui/field.tsx';
import { SecretInput } from '#renderer/ui/secret-input.tsx';
import { toast } from '#renderer/ui/toast.tsx';

interface Props {
  endpoint: Endpoint;
  provider: Provider | null;
  open: boolean;
  onOpenChange(open: boolean): void;
}

/** Takes a secret that the provider made, in place of the one here. */
export function SetSecretDialog({ endpoint, provider, open, onOpenChange }: Props) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Set the provider’s secret"
      description="For providers that make the secret themselves. It replaces the one here at once and is kept encrypted."
    >
      {open && <SecretForm endpoint={endpoint} provider={provider} onDone={() => onOpenChange(false)} />}
    </Dialog>
  );
}

function SecretForm({
  endpoint,
  provider,
  onDone,
}: Omit<Props, 'open' | 'onOpenChange'> & { onDone(): void }) {
  const [secret, setSecret] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  // Copied secrets often bring a line break along, and then no signature holds.
  const padded = secret !== secret.trim();

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      await engine.endpoints.setSecret({ webhookId: endpoint.webhookId, secret });
      toast({ kind: 'done', title: 'The secret is set' });
      onDone();
    } catch (error) {
      const found = fieldProblems(error, ['secret']);
      if (found) setProblem(found.byPath.get('secret') ?? found.general);
      else reportError(error);
    } finally {
      setBusy(false);
    }
  };

  return (
    <form onSubmit={submit} className="grid gap-4">
      <Field
        label="Secret"
        error={problem}
        hint={padded ? 'It begins or ends with a blank. Most secrets do not.' : provider?.secret.description}
        aside={
          padded && (
            <button
              type="button"
              className="text-accent hover:underline"
              onClick={() => setSecret(secret.trim())}
            >
              Remove the blank
            </button>
          )
        }
      >
        <SecretInput autoFocus value={secret} onChange={(event) => setSecret(event.target.value)} />
      </Field>
      <div className="flex justify-end gap-2">
        <Button size="md" onClick={onDone}>
          Cancel
        </Button>
        <Button size="md" type="submit" variant="primary" busy={busy} disabled={secret === ''}>
          Set the secret
        </Button>
      </div>
    </form>
  );
}
