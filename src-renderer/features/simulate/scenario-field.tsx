import { useState } from 'react';
import type { Scenario } from '#core/retry/scenario.ts';
import { parseScenario, printScenario } from '#core/retry/scenario-text.ts';
import { Chip } from '#renderer/ui/chip.tsx';
import { Field } from '#renderer/ui/field.tsx';
import { Segmented } from '#renderer/ui/segmented.tsx';
import { TextArea } from '#renderer/ui/text-input.tsx';
import { ScenarioRules } from './scenario-rules.tsx';

const examples: readonly { label: string; text: string }[] = [
  { label: 'Fails twice', text: '503, 503, then 200' },
  { label: 'Six hours down', text: 'down 0-6h; then 200' },
  { label: 'Flaky', text: '30%: 503, else 200' },
  { label: 'Slow, then well', text: 'timeout x3, then 200' },
  { label: 'Rate limited', text: '429 retry-after 120 x2, then 200' },
  { label: 'Never', text: 'then 500' },
];

function read(text: string): { scenario: Scenario; problem: null } | { scenario: null; problem: string } {
  try {
    return { scenario: parseScenario(text), problem: null };
  } catch (error) {
    return { scenario: null, problem: error instanceof Error ? error.message : String(error) };
  }
}

/** The receiver's script: as text, or as rules, with examples to begin from. */
export function ScenarioField({ value, onChange }: { value: string; onChange(text: string): void }) {
  const [form, setForm] = useState<'text' | 'rules'>('text');
  const { scenario, problem } = read(value);
  return (
    <div className="grid gap-2">
      <Segmented
        label="Form of the scenario"
        value={form}
        options={[
          { value: 'text', label: 'Text' },
          { value: 'rules', label: 'Rules' },
        ]}
        onChange={setForm}
      />
      {form === 'rules' && scenario ? (
        <ScenarioRules scenario={scenario} onChange={(next) => onChange(printScenario(next) ?? value)} />
      ) : (
        <Field
          label="Scenario"
          error={problem}
          hint="Attempts in order (500, 500), spans of time (0-2h: refuse), chance (30%: 503), attempts by number (#2-4: reset); then the rest."
        >
          <TextArea
            wire
            rows={3}
            value={value}
            onChange={(event) => onChange(event.target.value)}
            spellCheck={false}
          />
        </Field>
      )}
      <div className="flex flex-wrap gap-1.5">
        {examples.map(({ label, text }) => (
          <Chip key={text} label={label} pressed={text === value} onClick={() => onChange(text)} />
        ))}
      </div>
    </div>
  );
}
