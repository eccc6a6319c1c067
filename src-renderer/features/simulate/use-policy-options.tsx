import { useMemo } from 'react';
import { useDirectory } from '#renderer/platform/directory-store.ts';
import type { ComboboxOption } from '#renderer/ui/combobox.tsx';
import { LetterBadge } from '#renderer/ui/letter-badge.tsx';

/** Providers whose retries can be played: by their documents, or by our guess. */
export function usePolicyOptions(): ComboboxOption<string>[] {
  const providers = useDirectory((directory) => directory.providers);
  return useMemo(
    () =>
      (providers ?? [])
        .filter((known) => known.hasRetryPolicy || known.hasSimulationHint)
        .map(({ id, name, hasRetryPolicy }) => ({
          value: id,
          label: name,
          hint: hasRetryPolicy ? undefined : 'our guess: it publishes none',
          icon: <LetterBadge id={id} name={name} />,
        })),
    [providers],
  );
}
