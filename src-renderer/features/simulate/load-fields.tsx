import { Field } from '#renderer/ui/field.tsx';
import { DurationInput, NumberInput } from '#renderer/ui/number-inputs.tsx';
import { Segmented } from '#renderer/ui/segmented.tsx';
import type { SimulationDraft } from './simulate-store.ts';

const counts = ['1', '1000', '100000', '1000000'] as const;
const countLabels = { '1': 'One', '1000': '1,000', '100000': '100,000', '1000000': '1,000,000' };

/** How many deliveries, how they come in, and what receiver and sender can take. */
export function LoadFields({
  draft,
  change,
}: {
  draft: SimulationDraft;
  change(part: Partial<SimulationDraft>): void;
}) {
  const count = counts.find((one) => Number(one) === draft.deliveries) ?? '1';
  const whole = (value: number | null) => (value === null ? null : Math.max(1, Math.trunc(value)));
  return (
    <div className="grid gap-3">
      <Segmented
        label="Deliveries"
        value={count}
        options={counts.map((value) => ({ value, label: countLabels[value] }))}
        onChange={(value) => change({ deliveries: Number(value) })}
      />
      <div className="grid grid-cols-2 gap-3">
        <Field label="Healthy answer takes">
          <DurationInput
            valueMs={draft.latencyMs}
            onChange={(latencyMs) => latencyMs !== null && change({ latencyMs })}
          />
        </Field>
        <Field label="Seed" hint="The same draws the same.">
          <NumberInput
            value={draft.seed}
            onChange={(seed) => seed !== null && change({ seed: Math.trunc(seed) })}
          />
        </Field>
        {draft.deliveries > 1 && (
          <>
            <Field label="They come in over">
              <DurationInput
                valueMs={draft.overMs}
                onChange={(overMs) => overMs !== null && change({ overMs })}
              />
            </Field>
            <Field label="Sender: at a time">
              <NumberInput
                optional
                placeholder="no bound"
                value={draft.senderConcurrency}
                onChange={(value) => change({ senderConcurrency: whole(value) })}
              />
            </Field>
            <Field label="Receiver: at a time" hint="One more gets 503.">
              <NumberInput
                optional
                placeholder="no bound"
                value={draft.receiverConcurrency}
                onChange={(value) => change({ receiverConcurrency: whole(value) })}
              />
            </Field>
            <Field label="Receiver: per second" hint="One more gets 503.">
              <NumberInput
                optional
                placeholder="no bound"
                value={draft.receiverPerSecond}
                onChange={(value) =>
                  change({ receiverPerSecond: value !== null && value > 0 ? value : null })
                }
              />
            </Field>
          </>
        )}
      </div>
    </div>
  );
}
