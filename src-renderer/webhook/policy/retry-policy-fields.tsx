import { useState } from 'react';
import { formatDuration, parseDurationMs, writeDuration } from '#core/numbers/duration.ts';
import { Field } from '#renderer/ui/field.tsx';
import { DurationInput, NumberInput } from '#renderer/ui/number-inputs.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { TextInput } from '#renderer/ui/text-input.tsx';

/** When tries are repeated: the part of a policy that fits a small form. */
export interface PolicyShape {
  /** All tries together; null: as many as the list has. */
  maxAttempts: number | null;
  schedule:
    | { kind: 'list'; waitsMs: number[]; repeatLast: boolean }
    | { kind: 'linear'; firstMs: number; stepMs: number; capMs?: number | undefined }
    | { kind: 'exponential'; baseMs: number; factor: number; capMs?: number | undefined };
  jitter:
    | { kind: 'none' }
    | { kind: 'full' }
    | { kind: 'equal' }
    | { kind: 'decorrelated' }
    | { kind: 'spread'; ratio: number };
  timeoutMs: number;
}

const starters: Record<PolicyShape['schedule']['kind'], PolicyShape['schedule']> = {
  list: { kind: 'list', waitsMs: [5000, 300_000, 1_800_000], repeatLast: false },
  linear: { kind: 'linear', firstMs: 10_000, stepMs: 10_000 },
  exponential: { kind: 'exponential', baseMs: 1000, factor: 2, capMs: 3_600_000 },
};

function readWaits(text: string): number[] | null {
  const waits = text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
    .map((text) => parseDurationMs(text, 's'));
  return waits.every((wait) => wait !== null) ? waits : null;
}

/** The waits that follow from a schedule, as far as they are shown. */
export function waitsOf({ schedule, maxAttempts }: PolicyShape, shown: number): number[] {
  const count = Math.min(shown, maxAttempts === null ? shown : maxAttempts - 1);
  if (schedule.kind === 'list') {
    const last = schedule.waitsMs.at(-1);
    const waits = schedule.waitsMs.slice(0, count);
    while (schedule.repeatLast && last !== undefined && waits.length < count) waits.push(last);
    return waits;
  }
  return Array.from({ length: count }, (_, index) => {
    const wait =
      schedule.kind === 'linear'
        ? schedule.firstMs + index * schedule.stepMs
        : schedule.baseMs * schedule.factor ** index;
    return Math.min(wait, schedule.capMs ?? Number.POSITIVE_INFINITY);
  });
}

/** Attempts, waits, jitter and timeout. */
export function RetryPolicyFields<P extends PolicyShape>({
  value,
  onChange,
}: {
  value: P;
  onChange(value: P): void;
}) {
  const { schedule } = value;
  const change = (part: Partial<PolicyShape>) => onChange({ ...value, ...part });
  const waits = waitsOf(value, 6);
  return (
    <div className="grid grid-cols-2 gap-3">
      <Field label="Attempts" hint="The first included.">
        <NumberInput
          optional
          placeholder="as the waits allow"
          value={value.maxAttempts}
          onChange={(maxAttempts) =>
            change({ maxAttempts: maxAttempts === null ? null : Math.trunc(maxAttempts) })
          }
        />
      </Field>
      <Field label="Timeout of each">
        <DurationInput
          valueMs={value.timeoutMs}
          onChange={(ms) => ms !== null && ms > 0 && change({ timeoutMs: Math.round(ms) })}
        />
      </Field>
      <Field label="Waits">
        <Select
          value={schedule.kind}
          options={[
            { value: 'list', label: 'A list' },
            { value: 'linear', label: 'Growing evenly' },
            { value: 'exponential', label: 'Exponential' },
          ]}
          onChange={(kind) => change({ schedule: starters[kind] })}
        />
      </Field>
      <Field label="Jitter">
        <Select
          value={value.jitter.kind}
          options={[
            { value: 'none', label: 'None' },
            { value: 'full', label: 'Full: 0 to the wait' },
            { value: 'equal', label: 'Equal: half to the whole wait' },
            { value: 'decorrelated', label: 'Decorrelated' },
            { value: 'spread', label: 'Spread: ± 10 %' },
          ]}
          onChange={(kind) => change({ jitter: kind === 'spread' ? { kind, ratio: 0.1 } : { kind } })}
        />
      </Field>
      {schedule.kind === 'list' && (
        <WaitList
          waitsMs={schedule.waitsMs}
          onChange={(waitsMs) => change({ schedule: { ...schedule, waitsMs } })}
        />
      )}
      {schedule.kind === 'linear' && (
        <>
          <Field label="First wait">
            <DurationInput
              valueMs={schedule.firstMs}
              onChange={(ms) => ms !== null && change({ schedule: { ...schedule, firstMs: ms } })}
            />
          </Field>
          <Field label="Each longer by">
            <DurationInput
              valueMs={schedule.stepMs}
              onChange={(ms) => ms !== null && change({ schedule: { ...schedule, stepMs: ms } })}
            />
          </Field>
        </>
      )}
      {schedule.kind === 'exponential' && (
        <>
          <Field label="First wait">
            <DurationInput
              valueMs={schedule.baseMs}
              onChange={(ms) => ms && change({ schedule: { ...schedule, baseMs: ms } })}
            />
          </Field>
          <Field label="Each times">
            <NumberInput
              value={schedule.factor}
              onChange={(factor) =>
                factor !== null && factor >= 1 && change({ schedule: { ...schedule, factor } })
              }
            />
          </Field>
        </>
      )}
      {schedule.kind !== 'list' && (
        <Field label="At most">
          <DurationInput
            optional
            placeholder="no cap"
            valueMs={schedule.capMs ?? null}
            onChange={(ms) => change({ schedule: { ...schedule, capMs: ms || undefined } })}
          />
        </Field>
      )}
      <p className="col-span-2 text-xs text-soft">
        {waits.length === 0
          ? 'One attempt, no retry.'
          : `Waits ${waits.map(formatDuration).join(', ')}${(value.maxAttempts ?? 0) - 1 > waits.length ? ', …' : ''}.`}
      </p>
    </div>
  );
}

function WaitList({ waitsMs, onChange }: { waitsMs: number[]; onChange(waitsMs: number[]): void }) {
  const [text, setText] = useState(() => waitsMs.map(writeDuration).join(', '));
  const unreadable = readWaits(text) === null;
  return (
    <Field
      label="Waits between attempts"
      className="col-span-2"
      error={unreadable ? 'A list such as 5 s, 5 min, 2 h' : null}
    >
      <TextInput
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          const waits = readWaits(event.target.value);
          if (waits) onChange(waits);
        }}
      />
    </Field>
  );
}
