import { useState } from 'react';
import {
  contentDigestNames,
  type HttpSignatureScheme,
  httpSignatureAlgorithms,
} from '#core/signing/schemes/http-signature-scheme.ts';
import { Field } from '#renderer/ui/field.tsx';
import { NumberInput } from '#renderer/ui/number-inputs.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { TextArea, TextInput } from '#renderer/ui/text-input.tsx';
import { keyOptions, named } from './hmac-form.tsx';
import { KeyIdSwitch } from './key-id-switch.tsx';

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** An HTTP Message Signature (RFC 9421). Parameters and labels are in the JSON. */
export function HttpSignatureForm({
  scheme,
  onChange,
}: {
  scheme: HttpSignatureScheme;
  onChange(scheme: HttpSignatureScheme): void;
}) {
  // As it is typed: an empty line is no component, and has to be there while the next one is written.
  const [lines, setLines] = useState(() => scheme.components.join('\n'));
  const change = (part: Partial<HttpSignatureScheme>) => onChange({ ...scheme, ...part });
  return (
    <>
      <Field label="Algorithm">
        <Select
          value={scheme.algorithm}
          options={named(httpSignatureAlgorithms)}
          onChange={(algorithm) => change({ algorithm })}
        />
      </Field>
      {scheme.algorithm === 'hmac-sha256' ? (
        <Field label="Key">
          <Select value={scheme.key} options={keyOptions} onChange={(key) => change({ key })} />
        </Field>
      ) : (
        <span />
      )}
      <Field
        label="Covered components"
        className="col-span-2"
        hint="What a signature made here covers and another one has to cover, one a line: @method, a header in lower case, &quot;@query-param&quot;;name=&quot;id&quot;."
      >
        <TextArea
          wire
          rows={4}
          value={lines}
          onChange={(event) => {
            setLines(event.target.value);
            change({ components: linesOf(event.target.value), required: undefined });
          }}
        />
      </Field>
      <Field label="Content-Digest">
        <Select
          value={scheme.digest}
          options={named(contentDigestNames)}
          onChange={(digest) => change({ digest })}
        />
      </Field>
      <Field label="Tag" hint="Only signatures of this application. Empty: any.">
        <TextInput
          wire
          value={scheme.tag ?? ''}
          onChange={(event) => change({ tag: event.target.value || undefined })}
        />
      </Field>
      <Field label="Rejected when older than" hint="By its parameter created.">
        <NumberInput
          optional
          suffix="seconds"
          placeholder="no bound"
          value={scheme.toleranceSeconds}
          onChange={(toleranceSeconds) => change({ toleranceSeconds })}
        />
      </Field>
      <KeyIdSwitch checked={scheme.secretByKeyId} onChange={(secretByKeyId) => change({ secretByKeyId })} />
    </>
  );
}
