import { useMemo } from 'react';
import type { Confidence } from '#core/providers/provider.ts';
import { useDirectory } from '#renderer/platform/directory-store.ts';
import { Combobox, type ComboboxOption } from '#renderer/ui/combobox.tsx';
import { plural } from '#renderer/ui/format.ts';
import { LetterBadge } from '#renderer/ui/letter-badge.tsx';
import { Badge } from '#renderer/webhook/state-tag.tsx';
import { loadProvider } from '#renderer/webhook/use-provider.ts';
import { payloadKey, useCompose } from './compose-store.ts';
import { sampleText } from './payload-text.ts';
import { useProviderChoice } from './use-provider-choice.ts';

const confidenceWord: Partial<Record<Confidence, string>> = {
  'verified-by-sdk': 'proven',
  docs: 'documented',
  secondary: 'second hand',
  unverified: 'unverified',
  ours: 'ours',
};

/** Takes a provider and an event type over into the draft, with its payload: as edited before, else its sample. */
export async function chooseEvent(providerId: string, eventType?: string): Promise<void> {
  const provider = await loadProvider(providerId);
  const { edited, change, draft } = useCompose.getState();
  const event = provider.events.find(({ type }) => type === eventType) ?? provider.events[0];
  const type = event?.type ?? '';
  const payload = edited.get(payloadKey(providerId, type)) ?? (event ? sampleText(event) : '{\n  \n}');
  const sameProvider = draft.provider === providerId;
  change({
    provider: providerId,
    eventType: type,
    payload,
    from: null,
    ...(sameProvider ? {} : { auth: '', policyChoice: 'none' }),
  });
}

/** Who sends what. */
export function EventPicker() {
  const { provider: providerId, eventType } = useCompose(({ draft }) => draft);
  const providers = useDirectory((directory) => directory.providers);
  const { provider } = useProviderChoice();

  const providerOptions = useMemo(
    () =>
      (providers ?? []).map(
        ({ id, name, eventTypes, confidence }): ComboboxOption<string> => ({
          value: id,
          label: name,
          hint: eventTypes.length > 0 ? plural(eventTypes.length, 'event type') : 'any payload',
          icon: <LetterBadge id={id} name={name} />,
          aside: (
            <Badge tone={confidence === 'unverified' ? 'warn' : 'neutral'}>
              {confidenceWord[confidence]}
            </Badge>
          ),
        }),
      ),
    [providers],
  );

  const eventOptions = useMemo(() => {
    const events = provider?.events ?? [];
    const categories = [...new Set(events.map(({ category }) => category ?? ''))];
    const options = events.map(
      ({ type, description, category, platforms }): ComboboxOption<string> => ({
        value: type,
        label: type,
        wire: true,
        hint: description,
        group: category,
        aside: platforms?.map((platform) => <Badge key={platform}>{platform}</Badge>),
      }),
    );
    // Of one category together, each where it first appears.
    return options.sort((a, b) => categories.indexOf(a.group ?? '') - categories.indexOf(b.group ?? ''));
  }, [provider]);

  return (
    <>
      <div className="w-[220px] shrink-0">
        <Combobox
          label="Provider"
          value={providerId}
          options={providerOptions}
          onChange={(id) => void chooseEvent(id)}
          searchPlaceholder="Find a provider"
        />
      </div>
      <Combobox
        label="Event type"
        className="min-w-0 flex-1"
        value={eventType}
        options={eventOptions}
        onChange={(type) => void chooseEvent(providerId, type)}
        placeholder={eventOptions.length === 0 ? 'Any payload' : 'Choose an event type'}
        searchPlaceholder="Find an event type"
        disabled={eventOptions.length === 0}
      />
    </>
  );
}
