import { useState } from 'react';
import { z } from 'zod';
import type { Answer } from '#core/delivery/answer.ts';
import { behaviourExamples } from '#core/retry/behaviour-text.ts';
import { Scenario } from '#core/retry/scenario.ts';
import { parseScenario, printScenario } from '#core/retry/scenario-text.ts';
import { Field } from '#renderer/ui/field.tsx';
import { MonacoEditor } from '#renderer/ui/monaco/monaco-editor.tsx';
import { NumberInput } from '#renderer/ui/number-inputs.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { Segmented } from '#renderer/ui/segmented.tsx';
import { TextArea } from '#renderer/ui/text-input.tsx';

type ScenarioOf = Extract<Answer, { kind: 'scenario' }>;
type Form = 'words' | 'json';

const scenarioSchema = z.toJSONSchema(Scenario, { io: 'input', unrepresentable: 'any' });

interface Read {
  scenario: Scenario | null;
  problem: string | null;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function readWords(text: string): Read {
  try {
    return { scenario: parseScenario(text), problem: null };
  } catch (error) {
    return { scenario: null, problem: messageOf(error) };
  }
}

function readJson(text: string): Read {
  try {
    const parsed = Scenario.safeParse(JSON.parse(text));
    if (parsed.success) return { scenario: parsed.data, problem: null };
    const issue = parsed.error.issues[0];
    return { scenario: null, problem: `${issue?.path.join('.') || 'scenario'}: ${issue?.message}` };
  } catch (error) {
    return { scenario: null, problem: messageOf(error) };
  }
}

const write = (scenario: Scenario, form: Form): string =>
  form === 'words' ? (printScenario(scenario) ?? '') : JSON.stringify(scenario, null, 2);

/** A script with faults, in words or as JSON: what the receiver does with each attempt. */
export function ScenarioAnswer(props: {
  value: ScenarioOf;
  onChange(value: ScenarioOf): void;
  onUnreadable(problem: string | null): void;
}) {
  const { value, onChange, onUnreadable } = props;
  const inWords = printScenario(value.scenario) !== null;
  const [form, setForm] = useState<Form>(inWords ? 'words' : 'json');
  const [text, setText] = useState(() => write(value.scenario, form));
  const { problem } = form === 'words' ? readWords(text) : readJson(text);

  const edit = (next: string) => {
    setText(next);
    const read = form === 'words' ? readWords(next) : readJson(next);
    onUnreadable(read.problem === null ? null : 'The scenario has a problem, see above.');
    if (read.scenario) onChange({ ...value, scenario: read.scenario });
  };
  const switchTo = (next: Form) => {
    setForm(next);
    setText(write(value.scenario, next));
    onUnreadable(null);
  };

  return (
    <div className="grid gap-4">
      <Section
        title="Scenario"
        aside={
          <Segmented
            label="Write it"
            value={form}
            options={[
              { value: 'words', label: 'In words' },
              { value: 'json', label: 'As JSON' },
            ]}
            onChange={switchTo}
          />
        }
      >
        {form === 'words' ? (
          <Field
            label="What happens to each attempt"
            error={problem}
            hint={`Behaviours: ${behaviourExamples}.`}
          >
            <TextArea
              wire
              rows={4}
              placeholder="500, 500, then 200"
              value={text}
              onChange={(event) => edit(event.target.value)}
            />
          </Field>
        ) : (
          <>
            <div className="overflow-hidden rounded-md border">
              <MonacoEditor
                ariaLabel="Scenario as JSON"
                height={280}
                value={text}
                schema={scenarioSchema}
                onChange={edit}
              />
            </div>
            {problem && (
              <p role="alert" className="text-xs text-bad">
                {problem}
              </p>
            )}
          </>
        )}
        {form === 'words' && (
          <dl className="grid grid-cols-[max-content_1fr] gap-x-4 gap-y-1 text-xs text-soft">
            {examples.map(([example, meaning]) => (
              <div key={example} className="contents">
                <dt>
                  <button
                    type="button"
                    className="wire text-accent hover:underline"
                    onClick={() => edit(example)}
                  >
                    {example}
                  </button>
                </dt>
                <dd className="m-0">{meaning}</dd>
              </div>
            ))}
          </dl>
        )}
        {form === 'json' && !inWords && (
          <p className="text-xs text-faint">This scenario has parts that the form in words can’t say.</p>
        )}
      </Section>
      <Field label="Seed" hint="The same seed draws the same chances." className="w-[220px]">
        <NumberInput
          value={value.seed}
          onChange={(seed) => seed !== null && onChange({ ...value, seed: Math.trunc(seed) })}
        />
      </Field>
    </div>
  );
}

const examples = [
  ['500, 500, then 200', 'two failures, then it works'],
  ['timeout x3, then 200', 'hangs three times'],
  ['0-10min: refuse; then 200', 'down for ten minutes from when this is saved'],
  ['30%: 503, else 200', 'fails by chance'],
  ['then 200 after 8s', 'slow'],
] as const;
