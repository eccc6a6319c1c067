import { Plus, X } from 'lucide-react';
import { type DisableRule, disableRules } from '#core/retry/disable-rule.ts';
import type { RetryPolicy } from '#core/retry/policy.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Field } from '#renderer/ui/field.tsx';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { DurationInput, NumberInput } from '#renderer/ui/number-inputs.tsx';
import { StatusField } from './text-fields.tsx';

const firstRule: DisableRule = { failedAttempts: 4, recovery: { afterMs: 600_000 } };
const mostRules = 10;

const whole = (count: number | null): number | undefined =>
  count === null || count < 1 ? undefined : Math.trunc(count);
const span = (ms: number | null): number | undefined => ms || undefined;

/** When the endpoint is switched off, and whether it comes back by itself. */
export function DisableFields({
  value,
  onChange,
}: {
  value: RetryPolicy;
  onChange(part: Partial<RetryPolicy>): void;
}) {
  const rules = disableRules(value);
  const keep = (next: DisableRule[]) => onChange({ disableAfter: next.length === 0 ? undefined : next });
  return (
    <div className="col-span-2 grid gap-3">
      {rules.length === 0 && <p className="text-xs text-faint">Failures never switch the endpoint off.</p>}
      {rules.map((rule, index) => (
        <RuleFields
          // biome-ignore lint/suspicious/noArrayIndexKey: rules have no other identity than their place
          key={index}
          name={`Rule ${index + 1}`}
          rule={rule}
          onChange={(changed) => keep(rules.map((one, at) => (at === index ? changed : one)))}
          onRemove={() => keep(rules.filter((_, at) => at !== index))}
        />
      ))}
      {rules.length < mostRules && (
        <Button icon={Plus} className="w-fit" onClick={() => keep([...rules, firstRule])}>
          Switch off after failures
        </Button>
      )}
    </div>
  );
}

function RuleFields(props: {
  name: string;
  rule: DisableRule;
  onChange(rule: DisableRule): void;
  onRemove(): void;
}) {
  const { name, rule, onChange, onRemove } = props;
  const change = (part: Partial<DisableRule>) => onChange({ ...rule, ...part });
  const { recovery } = rule;
  return (
    <fieldset className="m-0 grid grid-cols-2 gap-3 rounded-md border p-2.5">
      <legend className="sr-only">{name}</legend>
      <div className="col-span-2 flex items-center justify-between">
        <span className="text-xs font-semibold text-soft">{name}: off after any of</span>
        <IconButton icon={X} label={`Remove ${name.toLowerCase()}`} onClick={onRemove} />
      </div>
      <Field label="Failed attempts in a row">
        <NumberInput
          optional
          placeholder="no number"
          value={rule.failedAttempts ?? null}
          onChange={(count) => change({ failedAttempts: whole(count) })}
        />
      </Field>
      <Field label="Deliveries given up in a row">
        <NumberInput
          optional
          placeholder="no number"
          value={rule.failedDeliveries ?? null}
          onChange={(count) => change({ failedDeliveries: whole(count) })}
        />
      </Field>
      <Field label="No success for">
        <DurationInput
          optional
          placeholder="any time"
          valueMs={rule.failingMs ?? null}
          onChange={(ms) => change({ failingMs: span(ms) })}
        />
      </Field>
      <StatusField
        label="An answer of"
        placeholder="no status"
        value={rule.onStatus}
        onChange={(onStatus) => change({ onStatus })}
      />
      <Field label="Share of attempts failed">
        <NumberInput
          optional
          suffix="%"
          placeholder="any share"
          value={rule.failureShare === undefined ? null : Number((rule.failureShare * 100).toFixed(6))}
          onChange={(percent) =>
            change({
              failureShare: percent === null || percent <= 0 ? undefined : Math.min(1, percent / 100),
            })
          }
        />
      </Field>
      <Field label="Counted within" hint="For attempts in a row and the share.">
        <DurationInput
          optional
          placeholder="all time"
          valueMs={rule.withinMs ?? null}
          onChange={(ms) => change({ withinMs: span(ms) })}
        />
      </Field>
      <Field label="Not before so many attempts" hint="For no success and the share.">
        <NumberInput
          optional
          placeholder="any number"
          value={rule.minAttempts ?? null}
          onChange={(count) => change({ minAttempts: whole(count) })}
        />
      </Field>
      <Field label="Back by itself after">
        <DurationInput
          optional
          placeholder="only by hand"
          valueMs={recovery?.afterMs ?? null}
          onChange={(ms) => change({ recovery: ms ? { ...recovery, afterMs: ms } : undefined })}
        />
      </Field>
      {recovery && (
        <>
          <Field label="Each further time, times">
            <NumberInput
              optional
              placeholder="1"
              value={recovery.factor ?? null}
              onChange={(factor) =>
                change({ recovery: { ...recovery, factor: factor && factor >= 1 ? factor : undefined } })
              }
            />
          </Field>
          <Field label="At most">
            <DurationInput
              optional
              placeholder="no cap"
              valueMs={recovery.capMs ?? null}
              onChange={(ms) => change({ recovery: { ...recovery, capMs: span(ms) } })}
            />
          </Field>
        </>
      )}
    </fieldset>
  );
}
