import { useMemo } from 'react';
import { policyFacts } from '#core/providers/policy-origin.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Combobox } from '#renderer/ui/combobox.tsx';
import { Field } from '#renderer/ui/field.tsx';
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
        <RetryPolicyFields value={value.policy} onChange={(policy) => onChange({ provider: null, policy })} />
      ) : (
        provider &&
        played && (
          <div className="grid gap-1.5 text-xs text-soft">
            {!documented && (
              <p className="text-warn">
                {provider.name} publishes no schedule. This one is ours, made to its known bounds.
              </p>
            )}
            <p>{describePolicy(played)}</p>
            <ul className="grid gap-0.5">
              {policyFacts(provider, played).map(({ field, name, words, attribution }) => (
                <li key={field} className="flex items-baseline justify-between gap-3">
                  <span className="min-w-0">{field === 'schedule' ? name : `${name}: ${words}`}</span>
                  <OriginMark {...attribution} />
                </li>
              ))}
            </ul>
            <Button className="w-fit" onClick={() => onChange({ provider: null, policy: played })}>
              Change it
            </Button>
          </div>
        )
      )}
    </div>
  );
}
