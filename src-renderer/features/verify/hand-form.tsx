import { Field } from '#renderer/ui/field.tsx';
import { PairRows } from '#renderer/ui/pair-rows.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { ExactTextArea, TextInput } from '#renderer/ui/text-input.tsx';
import { type RequestByHand, useVerify } from './verify-store.ts';

const methods = ['POST', 'PUT', 'PATCH', 'GET', 'DELETE'].map((value) => ({ value, label: value }));

/** The request, part by part. */
export function HandForm() {
  const { hand, change } = useVerify();
  const set = (part: Partial<RequestByHand>) => change({ hand: { ...hand, ...part } });
  return (
    <div className="grid flex-1 content-start gap-3 p-4">
      <div className="grid grid-cols-[96px_minmax(0,1fr)] gap-2">
        <Select label="Method" value={hand.method} options={methods} onChange={(method) => set({ method })} />
        <TextInput
          wire
          aria-label="URL"
          value={hand.url}
          onChange={(event) => set({ url: event.target.value })}
        />
      </div>
      <Section title="Headers">
        <PairRows
          noun="header"
          pairs={hand.headers}
          onChange={(pairs) => set({ headers: pairs.map(([name, value]) => [name, value]) })}
        />
      </Section>
      <Field
        label="Body"
        hint="Byte for byte as typed or pasted; Enter makes LF, or CR LF where all lines end so."
      >
        <ExactTextArea wire rows={5} value={hand.body} onText={(body) => set({ body })} />
      </Field>
    </div>
  );
}
