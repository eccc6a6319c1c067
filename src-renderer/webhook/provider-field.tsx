import { useMemo } from 'react';
import { useDirectory } from '#renderer/platform/directory-store.ts';
import { Combobox, type ComboboxOption } from '#renderer/ui/combobox.tsx';
import { plural } from '#renderer/ui/format.ts';
import { LetterBadge } from '#renderer/ui/letter-badge.tsx';

/** Which provider calls; found by typing. */
export function ProviderField({ value, onChange }: { value: string; onChange(id: string): void }) {
  const providers = useDirectory((directory) => directory.providers);
  const options = useMemo(
    () =>
      (providers ?? []).map(
        ({ id, name, eventTypes }): ComboboxOption<string> => ({
          value: id,
          label: name,
          hint: eventTypes.length > 0 ? plural(eventTypes.length, 'event type') : undefined,
          icon: <LetterBadge id={id} name={name} />,
        }),
      ),
    [providers],
  );
  return (
    <Combobox
      value={value}
      options={options}
      onChange={onChange}
      searchPlaceholder="Find a provider"
      empty="No provider by that name. “Generic” takes any sender."
    />
  );
}
