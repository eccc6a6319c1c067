import { Plus, X } from 'lucide-react';
import { useMemo } from 'react';
import { useDirectory, useProviderName } from '#renderer/platform/directory-store.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Field } from '#renderer/ui/field.tsx';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { SecretInput } from '#renderer/ui/secret-input.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { SchemeEditor } from '#renderer/webhook/signature/scheme-editor.tsx';
import { useProvider } from '#renderer/webhook/use-provider.ts';
import { SchemePicker } from './scheme-picker.tsx';
import type { ResolvedScheme } from './use-scheme.ts';
import { type Clock, useVerify } from './verify-store.ts';

/** By what it is checked: the scheme, the secrets, the time. */
export function CheckForm({ guess, ofDelivery }: { guess: ResolvedScheme['guess']; ofDelivery: boolean }) {
  const { scheme, clock, change } = useVerify();
  const clocks: { value: Clock; label: string }[] = [
    { value: 'now', label: 'Now' },
    ...(ofDelivery ? [{ value: 'arrival' as const, label: 'When it arrived' }] : []),
    { value: 'then', label: 'When it was signed' },
  ];
  return (
    <div className="grid shrink-0 content-start gap-3 border-t p-4">
      <h2 className="sr-only">How it is checked</h2>
      <div className="grid grid-cols-[minmax(0,3fr)_minmax(0,2fr)] gap-3">
        <SchemePicker guess={guess} />
        <Field label="Time of the check">
          <Select value={clock} options={clocks} onChange={(value) => change({ clock: value })} />
        </Field>
      </div>
      {scheme.by === 'look' && guess?.because && (
        <p className="-mt-1.5 text-xs text-faint">It looks so because {guess.because}.</p>
      )}
      {scheme.by === 'own' && (
        <SchemeEditor
          value={scheme.scheme}
          problem={null}
          onChange={(value) => change({ scheme: { by: 'own', scheme: value } })}
        />
      )}
      <Secrets provider={scheme.by === 'provider' ? scheme.id : (guess?.provider ?? null)} />
    </div>
  );
}

const typed = 'typed';

/** Secrets of the user's, and those that an endpoint keeps: any one that fits is enough. */
function Secrets({ provider }: { provider: string | null }) {
  const { secrets, webhookId, change } = useVerify();
  const endpoints = useDirectory((directory) => directory.endpoints);
  const known = useProvider(provider);
  const providerName = useProviderName(provider);
  const options = useMemo(
    () => [
      { value: typed, label: 'None: only those above' },
      ...(endpoints ?? [])
        .filter(({ secretFingerprints }) => secretFingerprints.length > 0)
        .map((endpoint) => ({
          value: endpoint.webhookId,
          label: endpoint.name,
          hint: `${endpoint.provider}, fingerprint ${endpoint.secretFingerprints.join(', ')}`,
        })),
    ],
    [endpoints],
  );
  const endpointName = endpoints?.find((endpoint) => endpoint.webhookId === webhookId)?.name;
  const emptyHint = endpointName
    ? `Left empty, the secrets that ${endpointName} keeps are tried; they never leave the engine.`
    : known && `${providerName}: ${known.secret.description}`;
  const set = (index: number, secret: string) =>
    change({ secrets: secrets.map((old, at) => (at === index ? secret : old)) });
  return (
    <>
      {secrets.map((secret, index) => (
        <Field
          // biome-ignore lint/suspicious/noArrayIndexKey: secrets have no identity but their place
          key={index}
          label={index === 0 ? 'Secret' : `Secret ${index + 1}`}
          hint={index === 0 && secret === '' ? emptyHint : null}
          aside={
            index === 0 ? (
              <Button
                variant="ghost"
                icon={Plus}
                className="-my-1"
                onClick={() => change({ secrets: [...secrets, ''] })}
              >
                Another
              </Button>
            ) : (
              <IconButton
                icon={X}
                className="-my-1"
                label={`Remove secret ${index + 1}`}
                onClick={() => change({ secrets: secrets.filter((_, at) => at !== index) })}
              />
            )
          }
        >
          <SecretInput value={secret} onChange={(event) => set(index, event.target.value)} />
        </Field>
      ))}
      {options.length > 1 && (
        <Field label="And the secrets of an endpoint">
          <Select
            value={webhookId ?? typed}
            options={options}
            onChange={(id) => change({ webhookId: id === typed ? null : id })}
          />
        </Field>
      )}
    </>
  );
}
