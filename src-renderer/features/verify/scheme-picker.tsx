import { Braces, ScanSearch } from 'lucide-react';
import { useMemo } from 'react';
import { useDirectory, useProviderName } from '#renderer/platform/directory-store.ts';
import { Combobox, type ComboboxOption } from '#renderer/ui/combobox.tsx';
import { Field } from '#renderer/ui/field.tsx';
import { LetterBadge } from '#renderer/ui/letter-badge.tsx';
import { loadProvider } from '#renderer/webhook/use-provider.ts';
import type { ResolvedScheme } from './use-scheme.ts';
import { useVerify } from './verify-store.ts';

/** No provider's id begins so. */
const look = '~look';
const own = '~own';

/** Whose scheme: found by typing, told by the look of the request, or one of the user's own. */
export function SchemePicker({ guess }: { guess: ResolvedScheme['guess'] }) {
  const { scheme, webhookId, change } = useVerify();
  const providers = useDirectory((directory) => directory.providers);
  const guessName = useProviderName(guess?.provider ?? null);
  const lookLabel = webhookId !== null ? 'As the endpoint checks' : 'By its look';
  const options = useMemo(
    (): ComboboxOption<string>[] => [
      {
        value: look,
        label: guess ? `${lookLabel}: ${guessName}` : lookLabel,
        icon: guess ? (
          <LetterBadge id={guess.provider} name={guessName} />
        ) : (
          <ScanSearch size={16} aria-hidden className="text-soft" />
        ),
      },
      {
        value: own,
        label: 'A scheme of my own',
        icon: <Braces size={16} aria-hidden className="text-soft" />,
      },
      ...(providers ?? []).map(({ id, name }) => ({
        value: id,
        label: name,
        group: 'Providers',
        icon: <LetterBadge id={id} name={name} />,
      })),
    ],
    [providers, lookLabel, guess, guessName],
  );

  const pick = async (value: string) => {
    if (value === look) return change({ scheme: { by: 'look' } });
    if (value !== own) return change({ scheme: { by: 'provider', id: value } });
    // One's own mostly resembles the one at hand.
    const id = scheme.by === 'provider' ? scheme.id : guess?.provider;
    const model = id === undefined ? null : (await loadProvider(id)).scheme;
    change({ scheme: { by: 'own', scheme: model?.kind === 'none' ? null : model } });
  };
  return (
    <Field label="Checked as">
      <Combobox
        value={scheme.by === 'provider' ? scheme.id : scheme.by === 'own' ? own : look}
        options={options}
        searchPlaceholder="Find a provider"
        empty="No provider by that name. A scheme of your own can say anything."
        onChange={(value) => void pick(value)}
      />
    </Field>
  );
}
