import { hashNames } from '#core/bytes/crypto.ts';
import { encodingNames } from '#core/signing/schemes/encodings.ts';
import { type HmacScheme, KeyFormat, SignatureEncoding } from '#core/signing/schemes/scheme.ts';
import { keyInWords } from '#core/signing/schemes/scheme-prose.ts';
import { Field } from '#renderer/ui/field.tsx';
import { NumberInput } from '#renderer/ui/number-inputs.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { ContentField } from './content-field.tsx';
import { KeyIdSwitch } from './key-id-switch.tsx';
import { SignaturePlaceFields } from './signature-place-fields.tsx';
import { TimestampFields } from './timestamp-fields.tsx';

export const encodingOptions = SignatureEncoding.options.map((value) => ({
  value,
  label: encodingNames[value],
}));

export const keyOptions = KeyFormat.options.map((value) => ({
  value,
  label: keyInWords[value].replace(/^the/, 'The'),
}));

export const named = <V extends string>(values: readonly V[]) =>
  values.map((value) => ({ value, label: value }));

/** A signature that a shared secret makes, field by field. Rarer parts (nonces, other places) are in the JSON. */
export function HmacForm({ scheme, onChange }: { scheme: HmacScheme; onChange(scheme: HmacScheme): void }) {
  const change = (part: Partial<HmacScheme>) => onChange({ ...scheme, ...part });
  return (
    <>
      <SignaturePlaceFields value={scheme.signature} onChange={(signature) => change({ signature })} />
      <ContentField value={scheme.signedContent} onChange={(signedContent) => change({ signedContent })} />
      <Field label="Hash">
        <Select value={scheme.hash} options={named(hashNames)} onChange={(hash) => change({ hash })} />
      </Field>
      <Field label="Encoding">
        <Select
          value={scheme.encoding}
          options={encodingOptions}
          onChange={(encoding) => change({ encoding })}
        />
      </Field>
      <Field label="Key">
        <Select value={scheme.key} options={keyOptions} onChange={(key) => change({ key })} />
      </Field>
      <Field label="Cut to" hint="Leading bytes of the digest, where it is truncated.">
        <NumberInput
          optional
          suffix="bytes"
          placeholder="whole"
          value={scheme.truncateBytes ?? null}
          onChange={(bytes) => change({ truncateBytes: bytes ?? undefined })}
        />
      </Field>
      <TimestampFields value={scheme.timestamp} onChange={(timestamp) => change({ timestamp })} />
      <KeyIdSwitch
        checked={scheme.secretByKeyId ?? false}
        onChange={(secretByKeyId) => change({ secretByKeyId })}
      />
    </>
  );
}
