import { handshakeValuesOf } from '#core/providers/handshake-values.ts';
import type { Provider } from '#core/providers/provider.ts';
import { schemesOf } from '#core/providers/schemes-of.ts';
import { fieldsOf } from '#core/signing/schemes/fields.ts';
import { Field } from '#renderer/ui/field.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { TextInput } from '#renderer/ui/text-input.tsx';

/** Values of the provider's schemes, such as a key id, that its handshakes do not ask for already. */
const signedFields = (provider: Provider, asked: readonly { name: string }[]) => {
  const fields = schemesOf(provider).flatMap(fieldsOf);
  const known = new Set(asked.map(({ name }) => name));
  return [...new Map(fields.map((field) => [field.name, field])).values()].filter(
    ({ name }) => !known.has(name),
  );
};

/** What the provider's handshakes and signatures agree on besides the secret; nothing where they need nothing. */
export function HandshakeFields({
  provider,
  values,
  problem,
  onChange,
}: {
  provider: Provider;
  values: Record<string, string>;
  problem: string | undefined;
  onChange(values: Record<string, string>): void;
}) {
  const asked = handshakeValuesOf(provider);
  const fields = signedFields(provider, asked);
  if (asked.length + fields.length === 0) return null;

  const set = (name: string, value: string) => {
    const { [name]: _old, ...others } = values;
    // An empty field is a value not agreed on.
    onChange(value === '' ? others : { ...others, [name]: value });
  };
  return (
    <Section title="Agreed values">
      {asked.map(({ name, label, isNeeded }) => (
        <Field
          key={name}
          label={label}
          error={problem}
          hint={
            isNeeded
              ? `Goes into the answer to ${provider.name}: the handshake fails without it.`
              : 'Another one is rejected with 403. Empty: any is accepted.'
          }
        >
          <TextInput wire value={values[name] ?? ''} onChange={(event) => set(name, event.target.value)} />
        </Field>
      ))}
      {fields.map(({ name, label, description }) => (
        <Field
          key={name}
          label={label}
          error={problem}
          hint={`${description} Empty: any is accepted, and one is made up to sign with.`}
        >
          <TextInput wire value={values[name] ?? ''} onChange={(event) => set(name, event.target.value)} />
        </Field>
      ))}
    </Section>
  );
}
