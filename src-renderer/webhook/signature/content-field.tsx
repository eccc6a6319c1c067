import { Plus } from 'lucide-react';
import { contentInWords } from '#core/signing/schemes/scheme-prose.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Field } from '#renderer/ui/field.tsx';
import { Menu } from '#renderer/ui/menu.tsx';
import { TextInput } from '#renderer/ui/text-input.tsx';

/** What is often part of signed content, in the order of how often. */
const parts = [
  '{body}',
  '{timestamp}',
  '{id}',
  '{method}',
  '{url}',
  '{path}',
  '{sortedQuery}',
  '{header:X-Name}',
  '{json:/pointer}',
  '{base64:body}',
  '{hash-hex:sha256:body}',
  '{canonicalJson}',
  '{sortedFormParams}',
  '\\n',
] as const;

/** The template of signed content, with its parts to be put in by name and what it says in words. */
export function ContentField({ value, onChange }: { value: string; onChange(template: string): void }) {
  return (
    <Field
      label="Signed content"
      className="col-span-2"
      hint={`In words: ${contentInWords(value)}.`}
      aside={
        <Menu
          trigger={
            <Button variant="ghost" icon={Plus} className="-my-1">
              Part
            </Button>
          }
          items={parts.map((part) => ({
            label: contentInWords(part),
            keys: part,
            onSelect: () => onChange(value + part),
          }))}
        />
      }
    >
      <TextInput wire value={value} onChange={(event) => onChange(event.target.value)} />
    </Field>
  );
}
