import { type TimestampRule, TimestampUnit } from '#core/signing/schemes/scheme.ts';
import { unitInWords } from '#core/signing/schemes/scheme-prose.ts';
import { Field } from '#renderer/ui/field.tsx';
import { NumberInput } from '#renderer/ui/number-inputs.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { TextInput } from '#renderer/ui/text-input.tsx';

type Rule = TimestampRule | undefined;
type Place = 'none' | 'signature' | 'header';

const placeOf = (rule: Rule): Place =>
  rule === undefined ? 'none' : rule.at.in === 'signature' ? 'signature' : 'header';

/** Where the time of signing stands, how it is written, and how old it may be. */
export function TimestampFields({ value, onChange }: { value: Rule; onChange(rule: Rule): void }) {
  const put = (place: Place) => {
    if (place === 'none') return onChange(undefined);
    const rest = value ?? { unit: 'unix-seconds' as const, toleranceSeconds: 300, refuseFuture: true };
    onChange({
      ...rest,
      at: place === 'signature' ? { in: 'signature' } : { in: 'header', name: 'X-Timestamp' },
    });
  };
  return (
    <>
      <Field label="Timestamp">
        <Select
          value={placeOf(value)}
          options={[
            { value: 'none', label: 'None' },
            { value: 'signature', label: 'Inside the signature’s header' },
            { value: 'header', label: 'In a header of its own' },
          ]}
          onChange={put}
        />
      </Field>
      {value?.at.in === 'header' && (
        <Field label="Timestamp’s header">
          <TextInput
            wire
            value={value.at.name}
            onChange={(event) => onChange({ ...value, at: { in: 'header', name: event.target.value } })}
          />
        </Field>
      )}
      {value && (
        <>
          <Field label="Unit">
            <Select
              value={value.unit}
              options={TimestampUnit.options.map((unit) => ({
                value: unit,
                label: unitInWords[unit].replace(/^an /, 'An '),
              }))}
              onChange={(unit) => onChange({ ...value, unit })}
            />
          </Field>
          <Field label="Rejected when older than">
            <NumberInput
              optional
              suffix="seconds"
              placeholder="no bound"
              value={value.toleranceSeconds}
              onChange={(toleranceSeconds) => onChange({ ...value, toleranceSeconds })}
            />
          </Field>
        </>
      )}
    </>
  );
}
