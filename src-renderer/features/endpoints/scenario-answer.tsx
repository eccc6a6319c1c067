import { useState } from 'react';
import { z } from 'zod';
import type { Answer } from '#core/delivery/answer.ts';
import { Scenario } from '#core/retry/scenario.ts';
import { Field } from '#renderer/ui/field.tsx';
import { MonacoEditor } from '#renderer/ui/monaco/monaco-editor.tsx';
import { NumberInput } from '#renderer/ui/number-inputs.tsx';
import { Section } from '#renderer/ui/section.tsx';

type ScenarioOf = Extract<Answer, { kind: 'scenario' }>;

const scenarioSchema = z.toJSONSchema(Scenario, { io: 'input', unrepresentable: 'any' });

function readScenario(text: string): { scenario: Scenario | null; problem: string | null } {
  try {
    const parsed = Scenario.safeParse(JSON.parse(text));
    if (parsed.success) return { scenario: parsed.data, problem: null };
    const issue = parsed.error.issues[0];
    return { scenario: null, problem: `${issue?.path.join('.') || 'scenario'}: ${issue?.message}` };
  } catch (error) {
    return { scenario: null, problem: error instanceof Error ? error.message : String(error) };
  }
}

/** A script with faults: what the receiver does with each attempt. */
export function ScenarioAnswer(props: {
  value: ScenarioOf;
  onChange(value: ScenarioOf): void;
  onUnreadable(problem: string | null): void;
}) {
  const { value, onChange, onUnreadable } = props;
  const [text, setText] = useState(() => JSON.stringify(value.scenario, null, 2));
  return (
    <div className="grid gap-4">
      <Section title="Scenario: the first rule whose conditions hold decides">
        <div className="overflow-hidden rounded-md border">
          <MonacoEditor
            ariaLabel="Scenario as JSON"
            height={280}
            value={text}
            schema={scenarioSchema}
            onChange={(next) => {
              setText(next);
              const { scenario, problem } = readScenario(next);
              onUnreadable(problem);
              if (scenario) onChange({ ...value, scenario });
            }}
          />
        </div>
      </Section>
      <Field label="Seed" hint="The same seed draws the same chances." className="w-[160px]">
        <NumberInput
          value={value.seed}
          onChange={(seed) => seed !== null && onChange({ ...value, seed: Math.trunc(seed) })}
        />
      </Field>
    </div>
  );
}
