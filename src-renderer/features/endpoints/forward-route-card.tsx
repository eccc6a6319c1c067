import { X } from 'lucide-react';
import type { Provider } from '#core/providers/provider.ts';
import { Field } from '#renderer/ui/field.tsx';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { DurationInput } from '#renderer/ui/number-inputs.tsx';
import { SecretInput } from '#renderer/ui/secret-input.tsx';
import { Select, type SelectOption } from '#renderer/ui/select.tsx';
import { Switch } from '#renderer/ui/switch.tsx';
import { TextInput } from '#renderer/ui/text-input.tsx';
import { RetryPolicyFields } from '#renderer/webhook/policy/retry-policy-fields.tsx';
import { ProviderField } from '#renderer/webhook/provider-field.tsx';
import { customPolicy, type PolicyChoice, type RouteDraft } from './route-draft.ts';

interface Props {
  number: number;
  value: RouteDraft;
  provider: Provider | null;
  /** What is wrong with a part of it, such as `target.url`; with '' the route as a whole. */
  problemAt(part: string): string | null;
  onChange(value: RouteDraft): void;
  onRemove(): void;
}

function policyOptions(provider: Provider | null): SelectOption<PolicyChoice>[] {
  return [
    {
      value: 'none',
      label: 'The usual',
      hint: 'Retained while the target is offline, handed over when it is back',
    },
    ...(provider?.delivery.retryPolicy
      ? [{ value: 'provider' as const, label: `As ${provider.name} does`, hint: 'Its documented policy' }]
      : []),
    ...(provider?.delivery.simulationHint
      ? [
          {
            value: 'hint' as const,
            label: `Like ${provider.name}`,
            hint: 'Our guess: it publishes no policy',
          },
        ]
      : []),
    { value: 'custom', label: 'My own' },
  ];
}

/** One way on: address, filter, signature, retries. */
export function ForwardRouteCard({ number, value, provider, problemAt, onChange, onRemove }: Props) {
  const change = (part: Partial<RouteDraft>) => onChange({ ...value, ...part });
  const choosePolicy = (policyChoice: PolicyChoice) => {
    const policies: Record<PolicyChoice, RouteDraft['policy']> = {
      none: null,
      provider: provider?.delivery.retryPolicy ?? null,
      hint: provider?.delivery.simulationHint ?? null,
      custom: value.policy ?? customPolicy(),
    };
    change({ policyChoice, policy: policies[policyChoice] });
  };
  return (
    <div className="grid gap-4 rounded-md border bg-panel p-4">
      <div className="flex items-start gap-2">
        <Field
          label={`Address ${number}`}
          className="flex-1"
          hint="What follows the endpoint’s own address in a request, path and query, follows this one."
          error={problemAt('target.url') ?? problemAt('')}
        >
          <TextInput
            wire
            placeholder="http://localhost:3000/webhooks"
            value={value.url}
            onChange={(event) => change({ url: event.target.value })}
          />
        </Field>
        <IconButton icon={X} label={`Remove address ${number}`} onClick={onRemove} className="mt-5" />
      </div>
      <div className="grid grid-cols-2 gap-4">
        <Field
          label="Event types"
          hint="invoice.*, charge.refunded. Empty: all."
          error={problemAt('eventTypes')}
        >
          <TextInput
            wire
            value={value.eventTypes}
            onChange={(event) => change({ eventTypes: event.target.value })}
          />
        </Field>
        <Field label="Timeout">
          <DurationInput
            optional
            placeholder="as the policy says"
            valueMs={value.timeoutMs}
            onChange={(timeoutMs) => change({ timeoutMs: timeoutMs === null ? null : Math.round(timeoutMs) })}
          />
        </Field>
      </div>
      <Field label="Retries">
        <Select value={value.policyChoice} options={policyOptions(provider)} onChange={choosePolicy} />
      </Field>
      {value.policyChoice === 'custom' && value.policy && (
        <RetryPolicyFields value={value.policy} onChange={(policy) => change({ policy })} />
      )}
      <div className="grid gap-2.5">
        <Switch
          checked={value.ordered}
          onChange={(ordered) => change({ ordered })}
          label="One at a time, in the order of arrival"
        />
        <Switch
          checked={value.resign}
          onChange={(resign) => change({ resign })}
          label="Sign anew"
          hint="Otherwise it goes on byte for byte, with the signature that it came with."
        />
        {value.resign && (
          <div className="grid grid-cols-2 gap-4 pl-[42px]">
            <Field label="As which provider">
              <ProviderField
                value={value.resignProvider || (provider?.id ?? '')}
                onChange={(resignProvider) => change({ resignProvider })}
              />
            </Field>
            <Field
              label="Secret"
              hint={
                value.rest?.resign?.secretRef ? 'Empty: the one that is kept.' : 'Empty: the endpoint’s own.'
              }
            >
              <SecretInput
                value={value.secret}
                onChange={(event) => change({ secret: event.target.value })}
              />
            </Field>
          </div>
        )}
        <Switch
          checked={value.keepDotSegments}
          onChange={(keepDotSegments) => change({ keepDotSegments })}
          label="Hand on . and .. in paths as they came"
          hint="Otherwise they are resolved, and never lead above this address."
        />
        <Switch
          checked={value.insecureTls}
          onChange={(insecureTls) => change({ insecureTls })}
          label="Accept a certificate that does not verify"
          hint="For a handler under development."
        />
      </div>
    </div>
  );
}
