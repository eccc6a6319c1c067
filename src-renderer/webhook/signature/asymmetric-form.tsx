import { asymmetricNames } from '#core/bytes/crypto.ts';
import type { AsymmetricScheme } from '#core/signing/schemes/scheme.ts';
import { Field } from '#renderer/ui/field.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { ContentField } from './content-field.tsx';
import { encodingOptions, named } from './hmac-form.tsx';
import { KeyIdSwitch } from './key-id-switch.tsx';
import { SignaturePlaceFields } from './signature-place-fields.tsx';
import { TimestampFields } from './timestamp-fields.tsx';

/** A signature that a private key makes; the secret here is the public one. */
export function AsymmetricForm({
  scheme,
  onChange,
}: {
  scheme: AsymmetricScheme;
  onChange(scheme: AsymmetricScheme): void;
}) {
  const change = (part: Partial<AsymmetricScheme>) => onChange({ ...scheme, ...part });
  const isEcdsa = scheme.algorithm.startsWith('ecdsa');
  return (
    <>
      <Field label="Algorithm">
        <Select
          value={scheme.algorithm}
          options={named(asymmetricNames)}
          onChange={(algorithm) =>
            change({ algorithm, form: algorithm.startsWith('ecdsa') ? scheme.form : undefined })
          }
        />
      </Field>
      <Field label="Encoding">
        <Select
          value={scheme.encoding}
          options={encodingOptions}
          onChange={(encoding) => change({ encoding })}
        />
      </Field>
      {isEcdsa && (
        <Field label="Form of an ECDSA signature" className="col-span-2">
          <Select
            value={scheme.form ?? 'der'}
            options={[
              { value: 'der', label: 'DER' },
              { value: 'raw', label: 'r and s, one after the other', hint: 'As in JSON Web Tokens' },
            ]}
            onChange={(form) => change({ form })}
          />
        </Field>
      )}
      <SignaturePlaceFields value={scheme.signature} onChange={(signature) => change({ signature })} />
      <ContentField value={scheme.signedContent} onChange={(signedContent) => change({ signedContent })} />
      <TimestampFields value={scheme.timestamp} onChange={(timestamp) => change({ timestamp })} />
      <KeyIdSwitch
        checked={scheme.secretByKeyId ?? false}
        onChange={(secretByKeyId) => change({ secretByKeyId })}
      />
    </>
  );
}
