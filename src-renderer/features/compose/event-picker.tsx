import { useMemo } from 'react';
import type { Confidence, EventType, Provider } from '#core/providers/provider.ts';
import { useDirectory } from '#renderer/platform/directory-store.ts';
import { Combobox, type ComboboxOption } from '#renderer/ui/combobox.tsx';
import { plural } from '#renderer/ui/format.ts';
import { LetterBadge } from '#renderer/ui/letter-badge.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { Badge } from '#renderer/webhook/state-tag.tsx';
import { loadProvider } from '#renderer/webhook/use-provider.ts';
import { payloadKey, useCompose } from './compose-store.ts';
import type { Draft } from './draft.ts';
import { sampleText } from './payload-text.ts';
import { taggedId, useProviderChoice } from './use-provider-choice.ts';

const confidenceWord: Partial<Record<Confidence, string>> = {
  'verified-by-sdk': 'proven',
  docs: 'documented',
  secondary: 'second hand',
  unverified: 'unverified',
  ours: 'ours',
};

const onPlatform = ({ platforms }: EventType, platform: string): boolean =>
  platform === '' || platforms === undefined || platforms.includes(platform);

/** What narrows the choice of events down; as it is in the draft where absent. */
type Narrowing = Partial<Pick<Draft, 'platform' | 'tag'>>;

/**
 * Takes a provider and an event type over into the draft, with its payload: as edited before, else its sample. A type that
 * the platform or the tag has not is left for the first one that it has.
 */
export async function chooseEvent(
  providerId: string,
  eventType?: string,
  narrowing: Narrowing = {},
): Promise<void> {
  const provider = await loadProvider(providerId);
  const { edited, change, draft } = useCompose.getState();
  const sameProvider = draft.provider === providerId;
  const { platform = '', tag = '' } = sameProvider ? { ...draft, ...narrowing } : narrowing;
  const tagged = taggedId(provider, tag);
  const { events } = tagged === null ? provider : await loadProvider(tagged);
  const there = events.filter((event) => onPlatform(event, platform));
  const event = there.find(({ type }) => type === eventType) ?? there[0];
  const type = event?.type ?? '';
  const payload = edited.get(payloadKey(providerId, type)) ?? (event ? sampleText(event) : '{\n  \n}');
  change({
    provider: providerId,
    eventType: type,
    payload,
    platform,
    tag,
    from: null,
    ...(sameProvider ? {} : { auth: '', policyChoice: 'default' }),
  });
}

/** The select's value where nothing is chosen. */
const any = 'any';

/** On which platform it happens, and whose event it is, where the provider has several of either. */
function Narrowed({ provider }: { provider: Provider }) {
  const { eventType, platform, tag } = useCompose(({ draft }) => draft);
  const choose = (narrowing: Narrowing) => void chooseEvent(provider.id, eventType, narrowing);
  return (
    <>
      {provider.platforms.length > 0 && (
        <div className="w-[180px] shrink-0">
          <Select
            label="Platform"
            value={platform || any}
            options={[
              { value: any, label: 'Any platform' },
              ...provider.platforms.map(({ id, name, description }) => ({
                value: id,
                label: name,
                hint: description,
              })),
            ]}
            onChange={(chosen) => choose({ platform: chosen === any ? '' : chosen })}
          />
        </div>
      )}
      {provider.tags.length > 0 && (
        <div className="w-[140px] shrink-0">
          <Select
            label="Tag"
            value={tag || any}
            options={[
              { value: any, label: 'No tag' },
              ...provider.tags.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={(chosen) => choose({ tag: chosen === any ? '' : chosen })}
          />
        </div>
      )}
    </>
  );
}

/** Who sends what. */
export function EventPicker() {
  const { provider: providerId, eventType, platform } = useCompose(({ draft }) => draft);
  const providers = useDirectory((directory) => directory.providers);
  const { provider, catalog } = useProviderChoice();

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
    const events = (catalog?.events ?? []).filter((event) => onPlatform(event, platform));
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
  }, [catalog, platform]);

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
      {provider && <Narrowed provider={provider} />}
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
