import { useMemo } from 'react';
import { useDirectory } from '#renderer/platform/directory-store.ts';
import { Field } from '#renderer/ui/field.tsx';
import { SecretInput } from '#renderer/ui/secret-input.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { endpointsWithSecret, type SecretChoice } from './secret-choice.ts';

export interface SecretFieldProps {
  value: SecretChoice;
  onChange(value: SecretChoice): void;
  /** Endpoints of this provider are offered first. */
  provider: string | null;
  /** What happens where nothing is named; null: something has to be. */
  standard: { label: string; hint?: string } | null;
  /** About a secret that is typed. */
  typedHint?: string | undefined;
}

const standardValue = 'default';
const typedValue = 'typed';

/** Whose secret signs: stored ones are named and never typed again. */
export function SecretField({ value, onChange, provider, standard, typedHint }: SecretFieldProps) {
  const endpoints = useDirectory((directory) => directory.endpoints);
  const options = useMemo(
    () => [
      ...(standard ? [{ value: standardValue, ...standard }] : []),
      ...endpointsWithSecret(endpoints, provider).map((endpoint) => ({
        value: endpoint.webhookId,
        label: `The secret of ${endpoint.name}`,
        hint: `${endpoint.provider}, fingerprint ${endpoint.secretFingerprints[0]}`,
      })),
      { value: typedValue, label: 'Another secret' },
    ],
    [endpoints, provider, standard],
  );
  const chosen = value.by === 'endpoint' ? value.webhookId : value.by;
  const pick = (picked: string): void => {
    if (picked === standardValue) onChange({ by: 'default' });
    else if (picked === typedValue) onChange({ by: 'typed', secret: '' });
    else onChange({ by: 'endpoint', webhookId: picked });
  };
  return (
    <>
      <Field
        label="Sign with"
        hint={value.by === 'endpoint' ? 'It stays in the vault; only the signature goes out.' : null}
      >
        <Select value={chosen} options={options} onChange={pick} />
      </Field>
      {value.by === 'typed' && (
        <Field label="Secret" hint={typedHint}>
          <SecretInput
            value={value.secret}
            onChange={(event) => onChange({ by: 'typed', secret: event.target.value })}
          />
        </Field>
      )}
    </>
  );
}
