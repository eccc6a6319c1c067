import { useState } from 'react';
import { formatDuration, parseDurationMs, writeDuration } from '#core/numbers/duration.ts';
import type { Jitter, RetryPolicy, Schedule } from '#core/retry/policy.ts';
import { Field } from '#renderer/ui/field.tsx';
import { DurationInput, NumberInput } from '#renderer/ui/number-inputs.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { Switch } from '#renderer/ui/switch.tsx';
import { TextInput } from '#renderer/ui/text-input.tsx';
import { waitsOf } from './policy-waits.ts';

const starters: Record<Schedule['kind'], Schedule> = {
  list: { kind: 'list', waitsMs: [5000, 300_000, 1_800_000], repeatLast: false },
  linear: { kind: 'linear', firstMs: 10_000, stepMs: 10_000 },
  exponential: { kind: 'exponential', baseMs: 1000, factor: 2, capMs: 3_600_000 },
};

const firstRatio = 0.1;

function readWaits(text: string): number[] | null {
  const waits = text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => parseDurationMs(part, 's'));
  return waits.every((wait) => wait !== null) ? waits : null;
}

/** How often, how patiently, and with which waits. */
export function ScheduleFields({
  value,
  onChange,
}: {
  value: RetryPolicy;
  onChange(part: Partial<RetryPolicy>): void;
}) {
  const { schedule, jitter } = value;
  const changeJitter = (kind: Jitter['kind']) =>
    onChange({ jitter: kind === 'spread' ? { kind, ratio: firstRatio } : { kind } });
  return (
    <>
      <Field label="Attempts" hint="The first included.">
        <NumberInput
          optional
          placeholder="as the waits allow"
          value={value.maxAttempts}
          onChange={(count) => onChange({ maxAttempts: count === null ? null : Math.trunc(count) })}
        />
      </Field>
      <Field label="Timeout of each">
        <DurationInput
          valueMs={value.timeoutMs}
          onChange={(ms) => ms !== null && ms > 0 && onChange({ timeoutMs: Math.round(ms) })}
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
          onChange={(kind) => onChange({ schedule: starters[kind] })}
        />
      </Field>
      <Field label="Jitter">
        <Select
          value={jitter.kind}
          options={[
            { value: 'none', label: 'None' },
            { value: 'full', label: 'Full: 0 to the wait' },
            { value: 'equal', label: 'Equal: half to the whole wait' },
            { value: 'decorrelated', label: 'Decorrelated: base to 3 × the last' },
            { value: 'spread', label: 'Spread: around the wait' },
          ]}
          onChange={changeJitter}
        />
      </Field>
      {jitter.kind === 'spread' && (
        <Field label="Spread" hint="On either side of the wait.">
          <NumberInput
            suffix="± %"
            value={Number((jitter.ratio * 100).toFixed(6))}
            onChange={(percent) =>
              percent !== null &&
              percent > 0 &&
              percent <= 100 &&
              onChange({ jitter: { kind: 'spread', ratio: percent / 100 } })
            }
          />
        </Field>
      )}
      <KindFields schedule={schedule} onChange={(changed) => onChange({ schedule: changed })} />
      <Field label="No attempt later than" hint="After the first.">
        <DurationInput
          optional
          placeholder="no horizon"
          valueMs={value.horizonMs}
          onChange={(horizonMs) => onChange({ horizonMs })}
        />
      </Field>
      <p className="col-span-2 text-xs text-soft">{waitsInWords(value)}</p>
    </>
  );
}

function waitsInWords(policy: RetryPolicy): string {
  const waits = waitsOf(policy, 6);
  if (waits.length === 0) return 'One attempt, no retry.';
  const isAll = policy.maxAttempts !== null && policy.maxAttempts - 1 <= waits.length;
  const ends = policy.schedule.kind === 'list' && !policy.schedule.repeatLast && waits.length < 6;
  return `Waits ${waits.map(formatDuration).join(', ')}${isAll || ends ? '' : ', …'}.`;
}

function KindFields({ schedule, onChange }: { schedule: Schedule; onChange(schedule: Schedule): void }) {
  switch (schedule.kind) {
    case 'list':
      return (
        <>
          <WaitList waitsMs={schedule.waitsMs} onChange={(waitsMs) => onChange({ ...schedule, waitsMs })} />
          <div className="col-span-2">
            <Switch
              checked={schedule.repeatLast}
              onChange={(repeatLast) => onChange({ ...schedule, repeatLast })}
              label="Repeat the last wait"
              hint="Until attempts or horizon are used up."
            />
          </div>
        </>
      );
    case 'linear':
      return (
        <>
          <Field label="First wait">
            <DurationInput
              valueMs={schedule.firstMs}
              onChange={(ms) => ms !== null && onChange({ ...schedule, firstMs: ms })}
            />
          </Field>
          <Field label="Each longer by">
            <DurationInput
              valueMs={schedule.stepMs}
              onChange={(ms) => ms !== null && onChange({ ...schedule, stepMs: ms })}
            />
          </Field>
          <Cap capMs={schedule.capMs} onChange={(capMs) => onChange({ ...schedule, capMs })} />
        </>
      );
    case 'exponential':
      return (
        <>
          <Field label="First wait">
            <DurationInput
              valueMs={schedule.baseMs}
              onChange={(ms) => ms && onChange({ ...schedule, baseMs: ms })}
            />
          </Field>
          <Field label="Each times">
            <NumberInput
              value={schedule.factor}
              onChange={(factor) => factor !== null && factor >= 1 && onChange({ ...schedule, factor })}
            />
          </Field>
          <Cap capMs={schedule.capMs} onChange={(capMs) => onChange({ ...schedule, capMs })} />
        </>
      );
  }
}

function Cap({ capMs, onChange }: { capMs: number | undefined; onChange(capMs: number | undefined): void }) {
  return (
    <Field label="At most">
      <DurationInput
        optional
        placeholder="no cap"
        valueMs={capMs ?? null}
        onChange={(ms) => onChange(ms || undefined)}
      />
    </Field>
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
