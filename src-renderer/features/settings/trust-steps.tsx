import { useState } from 'react';
import type { TrustInstruction } from '#core/tls/trust-instructions.ts';
import { CodeBlock } from '#renderer/ui/code-block.tsx';
import { Field } from '#renderer/ui/field.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { Select } from '#renderer/ui/select.tsx';

/** How a client is told to trust the authority, one system at a time. */
export function TrustSteps({
  instructions,
  fileName,
}: {
  instructions: readonly TrustInstruction[];
  fileName: string;
}) {
  const [chosen, setChosen] = useState(0);
  const instruction = instructions[chosen] ?? instructions[0];
  if (!instruction) return null;
  return (
    <Section title="How to trust it">
      <Field label="Client or system" className="w-[260px]">
        <Select
          value={String(chosen)}
          options={instructions.map(({ system }, at) => ({ value: String(at), label: system }))}
          onChange={(at) => setChosen(Number(at))}
        />
      </Field>
      <CodeBlock label={`steps for ${instruction.system}`} text={instruction.steps} wrap />
      <p className="text-xs text-faint">
        {fileName} is the certificate that you saved above. Sends of Tacklebox itself trust it already.
      </p>
    </Section>
  );
}
