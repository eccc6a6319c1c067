import { Plus } from 'lucide-react';
import type { Answer } from '#core/delivery/answer.ts';
import type { Json } from '#core/json/value.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Field } from '#renderer/ui/field.tsx';
import { Switch } from '#renderer/ui/switch.tsx';
import { TextInput } from '#renderer/ui/text-input.tsx';
import { AnswerCard, moved } from './answer-card.tsx';

type Rules = Extract<Answer, { kind: 'rules' }>;
type Rule = Rules['rules'][number];

/** JSON where it reads as JSON (`42`, `true`, `null`, `"42"`), else the text itself. */
function toJson(text: string): Json {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? text : (value as string | number | boolean | null);
  } catch {
    return text;
  }
}

const fromJson = (value: Json): string => {
  if (typeof value !== 'string') return JSON.stringify(value);
  return toJson(value) === value ? value : JSON.stringify(value);
};

const conditionInWords = ({ eventType, json }: Rule): string =>
  [eventType || null, json && `${json.pointer} is ${fromJson(json.equals)}`].filter(Boolean).join(' and ') ||
  'Any';

/** The first rule that fits answers. */
export function RulesAnswer({ value, onChange }: { value: Rules; onChange(value: Rules): void }) {
  const { rules } = value;
  const set = (list: Rule[]) => onChange({ ...value, rules: list });
  return (
    <div className="grid gap-3">
      <div className="grid gap-1.5">
        {rules.map((rule, index) => {
          const change = (part: Partial<Rule>) =>
            set(rules.map((old, at) => (at === index ? { ...old, ...part } : old)));
          return (
            <AnswerCard
              // biome-ignore lint/suspicious/noArrayIndexKey: rules have no identity but their place
              key={index}
              title={`${index + 1}. ${conditionInWords(rule)}`}
              answer={rule.answer}
              onChange={(answer) => change({ answer })}
              onMove={(step) => set(moved(rules, index, step))}
              onRemove={() => set(rules.filter((_, at) => at !== index))}
            >
              <Field label="When the event type is" hint="Empty: any.">
                <TextInput
                  wire
                  value={rule.eventType ?? ''}
                  onChange={(event) => change({ eventType: event.target.value })}
                />
              </Field>
              <div className="grid grid-cols-2 gap-3">
                <Field label="And the body’s value at" hint="A JSON pointer. Empty: not asked.">
                  <TextInput
                    wire
                    placeholder="/data/object/status"
                    value={rule.json?.pointer ?? ''}
                    onChange={(event) =>
                      change({
                        json: event.target.value
                          ? { pointer: event.target.value, equals: rule.json?.equals ?? '' }
                          : undefined,
                      })
                    }
                  />
                </Field>
                <Field label="Equals">
                  <TextInput
                    wire
                    disabled={!rule.json}
                    value={rule.json ? fromJson(rule.json.equals) : ''}
                    onChange={(event) =>
                      rule.json && change({ json: { ...rule.json, equals: toJson(event.target.value) } })
                    }
                  />
                </Field>
              </div>
            </AnswerCard>
          );
        })}
      </div>
      <div>
        <Button
          variant="ghost"
          icon={Plus}
          onClick={() =>
            set([...rules, { eventType: '', answer: { status: 200, headers: [], body: '', delayMs: 0 } }])
          }
        >
          Add a rule
        </Button>
      </div>
      <Switch
        checked={value.otherwise !== undefined}
        onChange={(on) =>
          onChange({
            ...value,
            otherwise: on ? { status: 200, headers: [], body: '', delayMs: 0 } : undefined,
          })
        }
        label="An answer of its own where no rule fits"
        hint="Without one it is 200 with the delivery’s id."
      />
      {value.otherwise && (
        <AnswerCard
          title="Otherwise"
          answer={value.otherwise}
          onChange={(otherwise) => onChange({ ...value, otherwise })}
        />
      )}
    </div>
  );
}
