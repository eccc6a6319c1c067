import type { RetryPolicy } from '#core/retry/policy.ts';
import { Field } from '#renderer/ui/field.tsx';
import { DurationInput, NumberInput } from '#renderer/ui/number-inputs.tsx';
import { Switch } from '#renderer/ui/switch.tsx';

const firstBatch = { maxEvents: 100, everyMs: 60_000 };

/** Whether deliveries wait for one another, and travel together. */
export function OrderFields({
  value,
  onChange,
}: {
  value: RetryPolicy;
  onChange(part: Partial<RetryPolicy>): void;
}) {
  const { batch } = value;
  return (
    <>
      <div className="col-span-2 grid gap-2.5">
        <Switch
          checked={value.ordered ?? false}
          onChange={(ordered) => onChange({ ordered: ordered || undefined })}
          label="One delivery at a time"
          hint="The next one waits until the one before was taken or given up."
        />
        <Switch
          checked={batch !== undefined}
          onChange={(on) => onChange({ batch: on ? firstBatch : undefined })}
          label="Events travel together"
          hint="In a simulation; what is sent here goes one by one."
        />
      </div>
      {batch && (
        <>
          <Field label="Events in one request">
            <NumberInput
              value={batch.maxEvents}
              onChange={(count) =>
                count !== null &&
                count >= 2 &&
                onChange({ batch: { ...batch, maxEvents: Math.trunc(count) } })
              }
            />
          </Field>
          <Field label="Sent at the latest after">
            <DurationInput
              valueMs={batch.everyMs}
              onChange={(ms) => ms && onChange({ batch: { ...batch, everyMs: ms } })}
            />
          </Field>
        </>
      )}
    </>
  );
}
