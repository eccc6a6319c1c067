import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useDirectory } from '#renderer/platform/directory-store.ts';
import { Callout } from '#renderer/ui/callout.tsx';
import { Combobox } from '#renderer/ui/combobox.tsx';
import { Field } from '#renderer/ui/field.tsx';
import { DurationInput } from '#renderer/ui/number-inputs.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { Segmented } from '#renderer/ui/segmented.tsx';
import { TextInput } from '#renderer/ui/text-input.tsx';
import { ProviderField } from '#renderer/webhook/provider-field.tsx';
import { SecretField } from '#renderer/webhook/signature/secret-field.tsx';
import type { GauntletDraft } from './gauntlet-store.ts';

const asTargetWants = {
  label: 'As the target wants',
  hint: 'With the secret of an endpoint of ours; other targets get no signature',
};

const anyType = '';

/** What is tested: whose events, which handler, how strictly. */
export function SetupForm({
  draft,
  change,
  problem,
  children,
}: {
  draft: GauntletDraft;
  change(part: Partial<GauntletDraft>): void;
  problem: string | null;
  children: ReactNode;
}) {
  const providers = useDirectory((directory) => directory.providers);
  const types = providers?.find(({ id }) => id === draft.provider)?.eventTypes ?? [];
  return (
    <div className="grid min-h-0 flex-1 content-start gap-5 overflow-y-auto bg-panel p-4">
      <h2 className="sr-only">What is tested</h2>
      <Section title="Events">
        <Field label="Provider">
          <ProviderField
            value={draft.provider}
            onChange={(provider) => change({ provider, eventType: anyType, leftOut: [] })}
          />
        </Field>
        <Field label="Event type">
          <Combobox
            value={draft.eventType}
            options={[
              { value: anyType, label: 'Its usual one' },
              ...types.map((type) => ({ value: type, label: type })),
            ]}
            onChange={(eventType) => change({ eventType, leftOut: [] })}
            searchPlaceholder="Find an event type"
            empty="No event type by that name."
          />
        </Field>
        <SecretField
          value={draft.secret}
          onChange={(secret) => change({ secret })}
          provider={draft.provider}
          standard={asTargetWants}
        />
      </Section>
      <Section title="Handler">
        <Field label="Target">
          <TextInput
            wire
            placeholder="http://localhost:3000/webhooks"
            value={draft.url}
            onChange={({ target }) => change({ url: target.value.trim() })}
          />
        </Field>
        <Field
          label="Counter of side effects"
          hint="An address that answers with a number, such as orders paid so far. Without it, work that is done twice can’t be seen."
        >
          <TextInput
            wire
            placeholder="http://localhost:3000/count"
            value={draft.observerUrl}
            onChange={({ target }) => change({ observerUrl: target.value.trim() })}
          />
        </Field>
        <Field label="Longest answer" hint="Empty: as long as the provider waits.">
          <DurationInput
            optional
            placeholder="10 s"
            valueMs={draft.timeoutMs}
            onChange={(timeoutMs) => change({ timeoutMs })}
          />
        </Field>
      </Section>
      <Section title="Judged">
        <Segmented
          label="Profile"
          value={draft.profile}
          options={[
            { value: 'strict', label: 'Strict' },
            { value: 'lenient', label: 'Lenient' },
          ]}
          onChange={(profile) => change({ profile })}
        />
        <p className="text-xs text-faint">
          {draft.profile === 'strict'
            ? 'What is genuine has to be accepted, in whatever bytes it comes.'
            : 'Unusual events need only be survived: any answer but a server error.'}
        </p>
      </Section>
      {problem && (
        <Callout tone="bad" icon={CircleAlert} title="It can’t begin">
          {problem}
        </Callout>
      )}
      {children}
    </div>
  );
}
