import { KeyRound } from 'lucide-react';
import { useMemo } from 'react';
import { fieldsOf } from '#core/signing/schemes/fields.ts';
import { Callout } from '#renderer/ui/callout.tsx';
import { Field } from '#renderer/ui/field.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { TextInput } from '#renderer/ui/text-input.tsx';
import { SchemeFacts } from '#renderer/webhook/scheme-facts.tsx';
import { SecretField } from '#renderer/webhook/signature/secret-field.tsx';
import { useCompose, useSecretChoice } from './compose-store.ts';
import { useOwnEndpoint } from './use-own-endpoint.ts';
import { useProviderChoice } from './use-provider-choice.ts';

/** The default scheme's value in the select; the draft has it as ''. */
const standard = 'standard';

/** With what the event is signed, and how. */
export function SigningTab() {
  const { draft, change, signWith } = useCompose();
  const secret = useSecretChoice();
  const { provider, scheme } = useProviderChoice();
  const endpoint = useOwnEndpoint();
  const ownName = endpoint && endpoint.secretFingerprints.length > 0 ? endpoint.name : null;
  const standardSecret = useMemo(
    () =>
      ownName === null
        ? { label: 'Nothing: it goes out unsigned' }
        : { label: `The secret of ${ownName}`, hint: 'It goes to this endpoint' },
    [ownName],
  );
  if (!provider || !scheme) return null;
  return (
    <div className="grid max-w-[560px] content-start gap-4 p-4">
      <h2 className="sr-only">Signing</h2>
      <Field label="Authentication">
        <Select
          value={draft.auth || standard}
          options={[
            {
              value: standard,
              label: provider.scheme.kind === 'none' ? 'None: nothing is signed' : `As ${provider.name} does`,
            },
            ...provider.alternatives.map(({ id, name }) => ({ value: id, label: name })),
            ...(provider.scheme.kind === 'none'
              ? []
              : [
                  {
                    value: 'none',
                    label: 'Unsigned',
                    hint: 'To see what a handler does without a signature',
                  },
                ]),
          ]}
          onChange={(chosen) => change({ auth: chosen === standard ? '' : chosen })}
        />
      </Field>
      {scheme.kind !== 'none' && (
        <SecretField
          value={secret}
          onChange={signWith}
          provider={provider.id}
          standard={standardSecret}
          typedHint={provider.secret.description}
        />
      )}
      {fieldsOf(scheme).map(({ name, label, description }) => (
        <Field key={name} label={label} hint={`${description} Left empty, one is made up.`}>
          <TextInput
            wire
            value={draft.fields[name] ?? ''}
            onChange={(event) => change({ fields: { ...draft.fields, [name]: event.target.value } })}
          />
        </Field>
      ))}
      <Section title="How it is signed">
        <SchemeFacts scheme={scheme} provider={provider} />
      </Section>
      {provider.confidence === 'unverified' && (
        <Callout tone="warn" icon={KeyRound} title="Not verified">
          We could not check this scheme against the provider’s documents or library. Compare with a real
          delivery.
        </Callout>
      )}
    </div>
  );
}
