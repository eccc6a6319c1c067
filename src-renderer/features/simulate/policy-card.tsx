import { useMemo } from 'react';
import { policyAttribution } from '#core/providers/origin.ts';
import type { RetryPolicy } from '#core/retry/policy.ts';
import { StatusSet } from '#core/retry/status-set.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Combobox } from '#renderer/ui/combobox.tsx';
import { Field } from '#renderer/ui/field.tsx';
import { DurationInput } from '#renderer/ui/number-inputs.tsx';
import { TextInput } from '#renderer/ui/text-input.tsx';
import { OriginMark } from '#renderer/webhook/origin-mark.tsx';
import { RetryPolicyFields } from '#renderer/webhook/policy/retry-policy-fields.tsx';
import { useProvider } from '#renderer/webhook/use-provider.ts';
import { describePolicy } from './describe-policy.ts';
import type { PolicyChoice } from './simulate-store.ts';
import { usePolicyOptions } from './use-policy-options.tsx';

const own = 'own';

/** Whose policy it is, and what it says. */
export function PolicyCard({
  label,
  value,
  onChange,
}: {
  label: string;
  value: PolicyChoice;
  onChange(value: PolicyChoice): void;
}) {
  const provider = useProvider(value.provider);
  const known = usePolicyOptions();
  const options = useMemo(() => [{ value: own, label: 'A policy of my own' }, ...known], [known]);
  const documented = provider?.delivery.retryPolicy ?? null;
  const played = documented ?? provider?.delivery.simulationHint ?? null;
  const choose = (id: string) => onChange({ ...value, provider: id === own ? null : id });
  return (
    <div className="grid gap-3">
      <Field label={label}>
        <Combobox
          value={value.provider ?? own}
          options={options}
          onChange={choose}
          searchPlaceholder="Find a provider"
        />
      </Field>
      {value.provider === null ? (
        <OwnPolicy policy={value.policy} onChange={(policy) => onChange({ provider: null, policy })} />
      ) : (
        provider &&
        played && (
          <div className="grid gap-1.5 text-xs text-soft">
            {!documented && (
              <p className="text-warn">
                {provider.name} publishes no schedule. This one is ours, made to its known bounds.
              </p>
            )}
            <p>
              {describePolicy(played)} <OriginMark {...policyAttribution(provider, played)} />
            </p>
            <Button className="w-fit" onClick={() => onChange({ provider: null, policy: played })}>
              Change it
            </Button>
          </div>
        )
      )}
    </div>
  );
}

function OwnPolicy({ policy, onChange }: { policy: RetryPolicy; onChange(policy: RetryPolicy): void }) {
  const giveUp = policy.giveUpOn ?? '';
  return (
    <div className="grid gap-3">
      <RetryPolicyFields value={policy} onChange={onChange} />
      <div className="grid grid-cols-2 gap-3">
        <Field label="No attempt later than" hint="After the first.">
          <DurationInput
            optional
            placeholder="no horizon"
            valueMs={policy.horizonMs}
            onChange={(horizonMs) => onChange({ ...policy, horizonMs })}
          />
        </Field>
        <Field label="Give up at once on" hint="Such as 400-499,!429.">
          <TextInput
            defaultValue={giveUp}
            placeholder="no status"
            onChange={({ target }) => {
              const text = target.value.trim();
              if (text === '') onChange({ ...policy, giveUpOn: undefined });
              else if (StatusSet.safeParse(text).success) onChange({ ...policy, giveUpOn: text });
            }}
          />
        </Field>
      </div>
    </div>
  );
}
