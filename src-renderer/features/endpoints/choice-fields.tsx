import { authMethodsOf } from '#core/providers/auth-methods.ts';
import type { Provider } from '#core/providers/provider.ts';
import { Field } from '#renderer/ui/field.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { Switch } from '#renderer/ui/switch.tsx';
import { TextArea } from '#renderer/ui/text-input.tsx';

export interface Choices {
  tag: string;
  auth: string;
  dropRepeats: boolean;
  eventTypes: string;
  platform: string;
}

/** The select's value where nothing is chosen: an empty one it takes for none of its own. */
const any = 'any';

/** What an endpoint takes of what its provider offers: a tag, a way to authenticate, events; and what becomes of repeats. */
export function ChoiceFields({
  provider,
  value,
  problem,
  onChange,
}: {
  provider: Provider;
  value: Choices;
  problem: string | undefined;
  onChange(part: Partial<Choices>): void;
}) {
  const methods = authMethodsOf(provider);
  return (
    <>
      {provider.tags.length > 0 && (
        <Field
          label="Tag"
          hint={`${provider.tags.find(({ id }) => id === value.tag)?.description ?? ''} It travels on with each delivery${provider.tagHeader === null ? '' : `, in ${provider.tagHeader} (a header of ours)`}.`}
        >
          <Select
            value={value.tag}
            options={provider.tags.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(tag) => onChange({ tag })}
          />
        </Field>
      )}
      {methods.length > 1 && (
        <Field
          label="Authentication"
          hint={`${provider.name} has ${methods.length} ways to prove who calls.`}
        >
          <Select
            value={value.auth || any}
            options={[
              { value: any, label: 'Any of them' },
              ...methods.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={(auth) => onChange({ auth: auth === any ? '' : auth })}
          />
        </Field>
      )}
      {provider.platforms.length > 0 && (
        <Field label="Platform" hint="A simulated sender sends here what this platform has.">
          <Select
            value={value.platform || any}
            options={[
              { value: any, label: 'Any' },
              ...provider.platforms.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={(platform) => onChange({ platform: platform === any ? '' : platform })}
          />
        </Field>
      )}
      <Field
        label="Subscribed events"
        hint="What a simulated sender sends here, one type a line; * ends a prefix. Empty: everything."
        error={problem}
      >
        <TextArea
          wire
          rows={2}
          value={value.eventTypes}
          onChange={(event) => onChange({ eventTypes: event.target.value })}
        />
      </Field>
      <Switch
        checked={value.dropRepeats}
        onChange={(dropRepeats) => onChange({ dropRepeats })}
        label="Answer repeats without handing them on"
        hint="A delivery that carries the provider’s id of an earlier one. Else it is marked and goes on."
      />
    </>
  );
}
