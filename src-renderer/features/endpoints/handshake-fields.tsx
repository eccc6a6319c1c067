import { handshakeValuesOf } from '#core/providers/handshake-values.ts';
import type { Provider } from '#core/providers/provider.ts';
import { Field } from '#renderer/ui/field.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { TextInput } from '#renderer/ui/text-input.tsx';

/** What the provider's handshakes ask for; nothing where they ask for nothing. */
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
  if (asked.length === 0) return null;

  const set = (name: string, value: string) => {
    const { [name]: _old, ...others } = values;
    // An empty field is a value not agreed on.
    onChange(value === '' ? others : { ...others, [name]: value });
  };
  return (
    <Section title="Handshake">
      {asked.map(({ name, label, isNeeded }) => (
        <Field
          key={name}
          label={label}
          error={problem}
          hint={
            isNeeded
              ? `Goes into the answer to ${provider.name}: the handshake fails without it.`
              : 'Another one is refused with 403. Empty: any is accepted.'
          }
        >
          <TextInput wire value={values[name] ?? ''} onChange={(event) => set(name, event.target.value)} />
        </Field>
      ))}
    </Section>
  );
}
