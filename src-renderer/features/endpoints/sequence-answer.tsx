import { Plus } from 'lucide-react';
import type { Answer, FixedAnswer } from '#core/delivery/answer.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Field } from '#renderer/ui/field.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { AnswerCard, moved } from './answer-card.tsx';

type Sequence = Extract<Answer, { kind: 'sequence' }>;

/** Answers in turn, one a delivery. */
export function SequenceAnswer({ value, onChange }: { value: Sequence; onChange(value: Sequence): void }) {
  const { answers } = value;
  const set = (list: FixedAnswer[]) => onChange({ ...value, answers: list });
  return (
    <div className="grid gap-3">
      <div className="grid gap-1.5">
        {answers.map((answer, index) => (
          <AnswerCard
            // biome-ignore lint/suspicious/noArrayIndexKey: answers have no identity but their place
            key={index}
            title={`Delivery ${index + 1}`}
            answer={answer}
            onChange={(changed) => set(answers.map((old, at) => (at === index ? changed : old)))}
            onMove={(step) => set(moved(answers, index, step))}
            {...(answers.length > 1 ? { onRemove: () => set(answers.filter((_, at) => at !== index)) } : {})}
          />
        ))}
      </div>
      <div className="flex items-end gap-3">
        <Button
          variant="ghost"
          icon={Plus}
          onClick={() => set([...answers, { status: 200, headers: [], body: '', delayMs: 0 }])}
        >
          Add an answer
        </Button>
        <Field label="After the last" className="ml-auto w-[220px]">
          <Select
            value={value.atEnd}
            options={[
              { value: 'repeat-last', label: 'the last one repeats' },
              { value: 'cycle', label: 'it begins again' },
            ]}
            onChange={(atEnd) => onChange({ ...value, atEnd })}
          />
        </Field>
      </div>
    </div>
  );
}
