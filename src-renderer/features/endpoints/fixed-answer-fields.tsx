import type { FixedAnswer } from '#core/delivery/answer.ts';
import { Field } from '#renderer/ui/field.tsx';
import { DurationInput, NumberInput } from '#renderer/ui/number-inputs.tsx';
import { PairRows } from '#renderer/ui/pair-rows.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { ExactTextArea } from '#renderer/ui/text-input.tsx';

interface Props {
  value: FixedAnswer;
  onChange(value: FixedAnswer): void;
  /** Without headers and body, for a row of several. */
  compact?: boolean;
}

/** Status, delay, headers and body of one answer. */
export function FixedAnswerFields({ value, onChange, compact = false }: Props) {
  const change = (part: Partial<FixedAnswer>) => onChange({ ...value, ...part });
  return (
    <div className="grid gap-4">
      <div className="grid max-w-[320px] grid-cols-2 gap-3">
        <Field label="Status" error={value.status < 200 || value.status > 599 ? '200 to 599' : null}>
          <NumberInput value={value.status} onChange={(status) => status !== null && change({ status })} />
        </Field>
        <Field label="After a delay of" hint={compact ? undefined : 'As 250 ms, 30 s, 5 min'}>
          <DurationInput
            valueMs={value.delayMs}
            onChange={(ms) => ms !== null && change({ delayMs: Math.round(ms) })}
          />
        </Field>
      </div>
      <Section title="Headers">
        <PairRows
          noun="header"
          pairs={value.headers}
          onChange={(pairs) => change({ headers: pairs.map(([name, text]) => [name, text]) })}
        />
      </Section>
      <Field label="Body">
        <ExactTextArea wire rows={compact ? 2 : 5} value={value.body} onText={(body) => change({ body })} />
      </Field>
    </div>
  );
}
