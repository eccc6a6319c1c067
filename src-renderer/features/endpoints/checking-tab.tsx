import { KeyRound, RotateCw } from 'lucide-react';
import type { Endpoint } from '#core/delivery/endpoint.ts';
import type { Provider } from '#core/providers/provider.ts';
import { Scheme } from '#core/signing/schemes/scheme.ts';
import { useKeptDraft } from '#renderer/platform/kept-draft.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Field } from '#renderer/ui/field.tsx';
import { Mono } from '#renderer/ui/mono.tsx';
import { SaveBar } from '#renderer/ui/save-bar.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { Segmented } from '#renderer/ui/segmented.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { TextArea } from '#renderer/ui/text-input.tsx';
import { ProviderField } from '#renderer/webhook/provider-field.tsx';
import { SchemeFacts } from '#renderer/webhook/scheme-facts.tsx';
import { SchemeEditor } from '#renderer/webhook/signature/scheme-editor.tsx';
import { ChoiceFields } from './choice-fields.tsx';
import { enforceOptions } from './endpoint-words.ts';
import { HandshakeFields } from './handshake-fields.tsx';
import { useSave } from './use-save.ts';

interface Draft {
  provider: string;
  enforce: Endpoint['enforce'];
  /** Null: the provider's own. */
  scheme: unknown;
  allowFrom: string;
  handshake: Record<string, string>;
  tag: string;
  /** Empty: each of the provider's ways. */
  auth: string;
  dropRepeats: boolean;
  eventTypes: string;
  /** Empty: any. */
  platform: string;
}

const draftOf = (endpoint: Endpoint): Draft => ({
  provider: endpoint.provider,
  enforce: endpoint.enforce,
  scheme: endpoint.scheme,
  allowFrom: endpoint.access.allowFrom.join('\n'),
  handshake: endpoint.handshake,
  tag: endpoint.tag ?? '',
  auth: endpoint.auth ?? '',
  dropRepeats: endpoint.dropRepeats,
  eventTypes: endpoint.subscription.eventTypes.join('\n'),
  platform: endpoint.subscription.platform ?? '',
});

const lines = (text: string): string[] =>
  text
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter(Boolean);

/** What would be saved. Values agreed on with one provider say nothing to another. */
const changeOf = (draft: Draft, endpoint: Endpoint) => ({
  provider: draft.provider,
  enforce: draft.enforce,
  scheme: draft.scheme === null ? null : (Scheme.safeParse(draft.scheme).data ?? null),
  // Addresses are parsed by the engine, which says for each what is wrong with it.
  access: { allowFrom: lines(draft.allowFrom) },
  ...(draft.provider === endpoint.provider && {
    handshake: draft.handshake,
    auth: draft.auth || null,
    dropRepeats: draft.dropRepeats,
    subscription: { eventTypes: lines(draft.eventTypes), platform: draft.platform || null },
    ...(draft.tag ? { tag: draft.tag } : {}),
  }),
});

export interface CheckingTabProps {
  endpoint: Endpoint;
  provider: Provider | null;
  onRotate(): void;
  onSetSecret(): void;
}

/** Who calls, how that is proven, and who may call at all. */
export function CheckingTab({ endpoint, provider, onRotate, onSetSecret }: CheckingTabProps) {
  const { draft, dirty, ...form } = useKeptDraft(`${endpoint.webhookId} checking`, draftOf(endpoint));
  const { save, saving, problems, clear } = useSave(endpoint.webhookId, [
    'provider',
    'enforce',
    'scheme',
    'access.allowFrom',
    'handshake',
    'subscription.eventTypes',
  ]);
  const change = (part: Partial<Draft>) => form.change({ ...draft, ...part });
  const wrongScheme = draft.scheme !== null && !Scheme.safeParse(draft.scheme).success;
  const submit = async () => {
    const saved = await save(changeOf(draft, endpoint));
    if (saved) form.settle(draft, draftOf(saved));
  };
  return (
    <>
      <div className="grid max-w-[560px] gap-4">
        <Field label="Provider" error={problems.byPath.get('provider')}>
          <ProviderField value={draft.provider} onChange={(id) => change({ provider: id })} />
        </Field>
        <Field label="Accept" error={problems.byPath.get('enforce')}>
          <Select
            value={draft.enforce}
            options={enforceOptions}
            onChange={(enforce) => change({ enforce })}
          />
        </Field>
        <SecretSection endpoint={endpoint} onRotate={onRotate} onSetSecret={onSetSecret} />
        <SchemeSection
          value={draft.scheme}
          own={endpoint.scheme}
          provider={provider}
          problem={problems.byPath.get('scheme') ?? null}
          onChange={(scheme) => change({ scheme })}
        />
        {provider && draft.provider === endpoint.provider && (
          <ChoiceFields
            provider={provider}
            value={draft}
            problem={problems.byPath.get('subscription.eventTypes')}
            onChange={change}
          />
        )}
        {provider && draft.provider === endpoint.provider && (
          <HandshakeFields
            provider={provider}
            values={draft.handshake}
            problem={problems.byPath.get('handshake')}
            onChange={(handshake) => change({ handshake })}
          />
        )}
        <AllowFromField
          value={draft.allowFrom}
          problem={problems.byPath.get('access.allowFrom')}
          onChange={(allowFrom) => change({ allowFrom })}
        />
      </div>
      <SaveBar
        dirty={dirty}
        saving={saving}
        problem={problems.general ?? (wrongScheme ? 'The scheme has a problem, see above.' : null)}
        onSave={() => void submit()}
        onRevert={() => {
          clear();
          form.revert();
        }}
      />
    </>
  );
}

function SecretSection({
  endpoint,
  onRotate,
  onSetSecret,
}: Pick<CheckingTabProps, 'endpoint' | 'onRotate' | 'onSetSecret'>) {
  const { secretFingerprints } = endpoint;
  return (
    <Section title="Secret">
      <div className="flex items-center gap-2">
        <span className="min-w-0 text-soft">
          {secretFingerprints.length === 0 ? (
            'No secret yet: signatures can’t be checked.'
          ) : (
            <>
              <span aria-hidden>••••••••</span> fingerprint <Mono>{secretFingerprints.join(', ')}</Mono>
            </>
          )}
        </span>
        <Button icon={RotateCw} className="ml-auto" onClick={onRotate}>
          Rotate
        </Button>
        <Button icon={KeyRound} onClick={onSetSecret}>
          Set
        </Button>
      </div>
      <p className="text-xs text-faint">
        The fingerprint is the beginning of the secret’s SHA-256: enough to tell two secrets apart.
      </p>
    </Section>
  );
}

interface SchemeSectionProps {
  /** Null: the provider's own. */
  value: unknown;
  /** The endpoint's own, as it is saved. */
  own: Endpoint['scheme'];
  provider: Provider | null;
  problem: string | null;
  onChange(scheme: unknown): void;
}

function SchemeSection({ value, own, provider, problem, onChange }: SchemeSectionProps) {
  return (
    <Section
      title="Signature scheme"
      aside={
        <Segmented
          label="Signature scheme"
          value={value === null ? 'provider' : 'own'}
          options={[
            { value: 'provider', label: 'The provider’s' },
            { value: 'own', label: 'My own' },
          ]}
          onChange={(choice) => onChange(choice === 'provider' ? null : (own ?? provider?.scheme ?? null))}
        />
      }
    >
      {value === null ? (
        provider && <SchemeFacts scheme={provider.scheme} provider={provider} />
      ) : (
        <SchemeEditor value={value} problem={problem} onChange={onChange} />
      )}
    </Section>
  );
}

interface AllowFromFieldProps {
  value: string;
  problem: string | undefined;
  onChange(text: string): void;
}

const AllowFromField = ({ value, problem, onChange }: AllowFromFieldProps) => (
  <Field
    label="Accept from"
    hint="Addresses or CIDR ranges, one a line. Empty: from anywhere."
    error={problem}
  >
    <TextArea
      wire
      rows={3}
      placeholder={'127.0.0.1\n192.168.0.0/16'}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  </Field>
);
