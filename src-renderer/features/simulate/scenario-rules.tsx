import { Plus, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { parseBehaviour, printBehaviour } from '#core/retry/behaviour-text.ts';
import type { Behaviour, Scenario, ScenarioRule } from '#core/retry/scenario.ts';
import { Button } from '#renderer/ui/button.tsx';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { DurationInput, NumberInput } from '#renderer/ui/number-inputs.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { type Tone, toneText } from '#renderer/ui/tone.ts';

type When = 'attempts' | 'time' | 'chance';

const behaviours = [
  '200',
  '500',
  '503',
  '429 retry-after 60',
  '410',
  '200 after 10s',
  'timeout',
  'refuse',
  'reset',
  'reset after 100 bytes',
  'empty',
  'drip',
  'bad chunk',
  'garbage',
];

const whenOf = (rule: ScenarioRule): When =>
  rule.time ? 'time' : rule.chance !== undefined ? 'chance' : 'attempts';

const conditions: Record<When, Pick<ScenarioRule, 'attempts' | 'time' | 'chance'>> = {
  attempts: { attempts: { from: 1, to: 1 } },
  time: { time: { fromMs: 0, untilMs: 3_600_000 } },
  chance: { chance: 0.3 },
};

const toneOf = (behaviour: Behaviour): Tone => {
  if (behaviour.do !== 'respond') return 'warn';
  return behaviour.status < 300 ? 'ok' : 'bad';
};

/** The scenario as a list of rules: when, and what then. The first that holds decides. */
export function ScenarioRules({
  scenario,
  onChange,
}: {
  scenario: Scenario;
  onChange(scenario: Scenario): void;
}) {
  const { rules } = scenario;
  const change = (at: number, rule: ScenarioRule) =>
    onChange({ ...scenario, rules: rules.map((old, index) => (index === at ? rule : old)) });
  return (
    <ol className="m-0 grid list-none gap-2 p-0" aria-label="Rules">
      {rules.map((rule, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a rule is its place in the order
        <li key={at} className="grid gap-1.5 rounded-md border bg-bg p-2">
          <div className="flex items-center gap-1.5">
            <Select
              label={`When rule ${at + 1} holds`}
              value={whenOf(rule)}
              options={[
                { value: 'attempts', label: 'Attempts' },
                { value: 'time', label: 'Time' },
                { value: 'chance', label: 'Chance' },
              ]}
              onChange={(when: When) => change(at, { ...conditions[when], behaviour: rule.behaviour })}
            />
            <RuleCondition rule={rule} onChange={(next) => change(at, next)} />
            <span className="flex-1" />
            <IconButton
              icon={X}
              label={`Remove rule ${at + 1}`}
              onClick={() => onChange({ ...scenario, rules: rules.filter((_, index) => index !== at) })}
            />
          </div>
          <BehaviourLine
            label={`What rule ${at + 1} does`}
            behaviour={rule.behaviour}
            onChange={(behaviour) => change(at, { ...rule, behaviour })}
          >
            then
          </BehaviourLine>
        </li>
      ))}
      <li className="grid gap-1.5 rounded-md border border-dashed p-2">
        <BehaviourLine
          label="What happens otherwise"
          behaviour={scenario.otherwise}
          onChange={(otherwise) => onChange({ ...scenario, otherwise })}
        >
          otherwise
        </BehaviourLine>
      </li>
      <li>
        <Button
          icon={Plus}
          onClick={() =>
            onChange({
              ...scenario,
              rules: [
                ...rules,
                {
                  ...conditions.attempts,
                  behaviour: { do: 'respond', status: 503, headers: [], body: '', delayMs: 0 },
                },
              ],
            })
          }
        >
          Add a rule
        </Button>
      </li>
    </ol>
  );
}

function RuleCondition({ rule, onChange }: { rule: ScenarioRule; onChange(rule: ScenarioRule): void }) {
  const { attempts, time, chance } = rule;
  if (time) {
    return (
      <>
        <DurationInput
          className="w-[84px]"
          label="From"
          valueMs={time.fromMs}
          onChange={(fromMs) => fromMs !== null && onChange({ ...rule, time: { ...time, fromMs } })}
        />
        <span className="text-faint">to</span>
        <DurationInput
          className="w-[84px]"
          label="Until"
          optional
          placeholder="the end"
          valueMs={time.untilMs}
          onChange={(untilMs) => onChange({ ...rule, time: { ...time, untilMs: untilMs || null } })}
        />
      </>
    );
  }
  if (chance !== undefined) {
    return (
      <NumberInput
        className="w-[96px]"
        label="Chance in percent"
        suffix="%"
        value={Number((chance * 100).toFixed(4))}
        onChange={(percent) =>
          percent !== null && percent >= 0 && percent <= 100 && onChange({ ...rule, chance: percent / 100 })
        }
      />
    );
  }
  const from = attempts?.from ?? 1;
  const whole = (value: number) => Math.max(1, Math.trunc(value));
  return (
    <>
      <NumberInput
        className="w-[64px]"
        label="From attempt"
        value={from}
        onChange={(value) =>
          value && onChange({ ...rule, attempts: { from: whole(value), to: attempts?.to ?? null } })
        }
      />
      <span className="text-faint">to</span>
      <NumberInput
        className="w-[72px]"
        label="To attempt"
        optional
        placeholder="last"
        value={attempts?.to ?? null}
        onChange={(value) =>
          onChange({ ...rule, attempts: { from, to: value === null ? null : Math.max(from, whole(value)) } })
        }
      />
    </>
  );
}

function BehaviourLine(props: {
  label: string;
  behaviour: Behaviour;
  onChange(behaviour: Behaviour): void;
  children: ReactNode;
}) {
  const { label, behaviour, onChange, children } = props;
  const text = printBehaviour(behaviour) ?? behaviour.do;
  const options = [...new Set([text, ...behaviours])].map((value) => ({ value, label: value }));
  return (
    <div className="flex items-center gap-2">
      <span className={`w-[62px] shrink-0 text-xs ${toneText[toneOf(behaviour)]}`}>{children}</span>
      <Select
        label={label}
        value={text}
        options={options}
        onChange={(next) => {
          const parsed = parseBehaviour(next);
          if (parsed) onChange(parsed);
        }}
      />
    </div>
  );
}
