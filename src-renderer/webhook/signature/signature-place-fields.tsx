import type { HmacScheme } from '#core/signing/schemes/scheme.ts';
import { Field } from '#renderer/ui/field.tsx';
import { TextInput } from '#renderer/ui/text-input.tsx';

type Place = HmacScheme['signature'];

/** In which header the signature travels, and how it is written there. */
export const SignaturePlaceFields = ({ value, onChange }: { value: Place; onChange(place: Place): void }) => (
  <>
    <Field label="Signature’s header">
      <TextInput
        wire
        value={value.at.in === 'header' ? value.at.name : ''}
        onChange={(event) => onChange({ ...value, at: { in: 'header', name: event.target.value } })}
      />
    </Field>
    <Field label="Its form" hint="{signature}, and {timestamp} or {keyId} beside it.">
      <TextInput
        wire
        value={value.format}
        onChange={(event) => onChange({ ...value, format: event.target.value })}
      />
    </Field>
  </>
);
