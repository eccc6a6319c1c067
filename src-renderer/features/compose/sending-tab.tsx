import { formatDuration } from '#core/numbers/duration.ts';
import { defaultPolicy } from '#core/providers/default-policy.ts';
import { deliveryAttribution, originInWords, policyAttribution } from '#core/providers/origin.ts';
import { RetryPolicy } from '#core/retry/policy.ts';
import { Field } from '#renderer/ui/field.tsx';
import { DurationInput } from '#renderer/ui/number-inputs.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { Select, type SelectOption } from '#renderer/ui/select.tsx';
import { Switch } from '#renderer/ui/switch.tsx';
import { OriginMark } from '#renderer/webhook/origin-mark.tsx';
import { waitsOf } from '#renderer/webhook/policy/policy-waits.ts';
import { RetryPolicyFields } from '#renderer/webhook/policy/retry-policy-fields.tsx';
import { useCompose } from './compose-store.ts';
import type { PolicyChoice } from './draft.ts';
import { useProviderChoice } from './use-provider-choice.ts';

const starter = () =>
  RetryPolicy.parse({ maxAttempts: 4, schedule: { kind: 'list', waitsMs: [5000, 300_000, 1_800_000] } });

function inWords(policy: RetryPolicy): string {
  const waits = waitsOf(policy, 8);
  const count = policy.maxAttempts ?? waits.length + 1;
  if (count <= 1) return 'One attempt, no retry.';
  const more = count - 1 > waits.length ? ', …' : '';
  return `${count} attempts; waits ${waits.map(formatDuration).join(', ')}${more}. Each may take ${formatDuration(policy.timeoutMs)}.`;
}

/** When it is tried again, and how patiently. */
export function SendingTab() {
  const { draft, change } = useCompose();
  const { provider } = useProviderChoice();
  const documented = provider?.delivery.retryPolicy ?? null;
  const hint = provider?.delivery.simulationHint ?? null;
  const options: SelectOption<PolicyChoice>[] = [
    {
      value: 'default',
      label: `As ${provider?.name ?? 'the provider'} sends`,
      hint: 'Success, timeout and retries',
    },
    { value: 'none', label: 'One attempt, no retries' },
    ...(documented
      ? [{ value: 'provider' as const, label: `As ${provider?.name} does`, hint: 'Its documented policy' }]
      : []),
    ...(hint
      ? [
          {
            value: 'hint' as const,
            label: `Like ${provider?.name}, a guess of ours`,
            hint: 'It publishes no policy',
          },
        ]
      : []),
    { value: 'custom', label: 'My own' },
  ];
  const own = provider ? defaultPolicy(provider) : null;
  const shown = { default: own, provider: documented, hint, none: null, custom: null }[draft.policyChoice];
  return (
    <div className="grid max-w-[560px] content-start gap-4 p-4">
      <h2 className="sr-only">Retries and connection</h2>
      <Field
        label="Retries"
        hint={
          shown &&
          provider && (
            <>
              {inWords(shown)} <OriginMark {...policyAttribution(provider, shown)} />
            </>
          )
        }
      >
        <Select
          value={options.some(({ value }) => value === draft.policyChoice) ? draft.policyChoice : 'default'}
          options={options}
          onChange={(policyChoice) =>
            change({
              policyChoice,
              ...(policyChoice === 'custom' && !draft.customPolicy ? { customPolicy: starter() } : {}),
            })
          }
        />
      </Field>
      {draft.policyChoice === 'custom' && draft.customPolicy && (
        <RetryPolicyFields value={draft.customPolicy} onChange={(customPolicy) => change({ customPolicy })} />
      )}
      {draft.policyChoice === 'none' && (
        <Field
          label="Timeout"
          className="w-[240px]"
          hint={
            provider?.delivery.timeoutMs ? (
              <>
                {provider.name} waits {formatDuration(provider.delivery.timeoutMs)}.{' '}
                <OriginMark {...deliveryAttribution(provider)} />
              </>
            ) : undefined
          }
        >
          <DurationInput
            optional
            placeholder={formatDuration(provider?.delivery.timeoutMs ?? 30_000)}
            valueMs={draft.timeoutMs}
            onChange={(timeoutMs) => change({ timeoutMs: timeoutMs ? Math.round(timeoutMs) : null })}
          />
        </Field>
      )}
      <Section title="Connection">
        <div className="grid gap-2.5">
          <Switch
            checked={draft.followRedirects}
            onChange={(followRedirects) => change({ followRedirects })}
            label="Follow redirects"
            hint={
              provider?.delivery.followsRedirects === false
                ? `${provider.name} does not: a redirect is a failure there (${originInWords[deliveryAttribution(provider).origin]}).`
                : undefined
            }
          />
          <Switch
            checked={draft.insecureTls}
            onChange={(insecureTls) => change({ insecureTls })}
            label="Accept a certificate that does not verify"
          />
        </div>
      </Section>
      {provider && provider.delivery.notes.length > 0 && (
        <Section title={`${provider.name} on delivery`}>
          <ul className="grid gap-1 text-soft">
            {provider.delivery.notes.map((note) => (
              <li key={note} className="flex items-baseline justify-between gap-6">
                {note}
                <OriginMark {...deliveryAttribution(provider)} />
              </li>
            ))}
          </ul>
        </Section>
      )}
    </div>
  );
}
