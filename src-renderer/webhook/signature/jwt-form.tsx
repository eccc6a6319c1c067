import { hashNames } from '#core/bytes/crypto.ts';
import { jwsAlgorithms } from '#core/signing/schemes/jwt-scheme.ts';
import type { JwtScheme } from '#core/signing/schemes/scheme.ts';
import { Field } from '#renderer/ui/field.tsx';
import { NumberInput } from '#renderer/ui/number-inputs.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { Switch } from '#renderer/ui/switch.tsx';
import { TextInput } from '#renderer/ui/text-input.tsx';
import { encodingOptions, keyOptions, named } from './hmac-form.tsx';
import { KeyIdSwitch } from './key-id-switch.tsx';

const freshDigest: JwtScheme['digests'][number] = {
  claim: 'body',
  of: 'body',
  hash: 'sha256',
  encoding: 'hex',
  absentWhenEmpty: false,
};

/** A token that stands for the request. Claims with fixed values, and several digests, are in the JSON. */
export function JwtForm({ scheme, onChange }: { scheme: JwtScheme; onChange(scheme: JwtScheme): void }) {
  const change = (part: Partial<JwtScheme>) => onChange({ ...scheme, ...part });
  const { at, digests } = scheme;
  const [digest, ...otherDigests] = digests;
  const setDigest = (part: Partial<typeof freshDigest>) =>
    digest && change({ digests: [{ ...digest, ...part }, ...otherDigests] });
  return (
    <>
      <Field label="Algorithm">
        <Select
          value={scheme.algorithm}
          options={named(jwsAlgorithms)}
          onChange={(algorithm) => change({ algorithm })}
        />
      </Field>
      {scheme.algorithm.startsWith('HS') && (
        <Field label="Key">
          <Select value={scheme.key} options={keyOptions} onChange={(key) => change({ key })} />
        </Field>
      )}
      <Field label="Where it travels" className="col-span-2">
        <Select
          value={at.in}
          options={[
            { value: 'header', label: 'In a header' },
            { value: 'body', label: 'As the whole body' },
          ]}
          onChange={(place) =>
            change({
              at:
                place === 'body'
                  ? { in: 'body' }
                  : { in: 'header', name: 'Authorization', format: 'Bearer {jwt}' },
            })
          }
        />
      </Field>
      {at.in === 'header' && (
        <>
          <Field label="Token’s header">
            <TextInput
              wire
              value={at.name}
              onChange={(event) => change({ at: { ...at, name: event.target.value } })}
            />
          </Field>
          <Field label="Its form" hint="Around {jwt}.">
            <TextInput
              wire
              value={at.format}
              onChange={(event) => change({ at: { ...at, format: event.target.value } })}
            />
          </Field>
        </>
      )}
      <div className="col-span-2">
        <Switch
          checked={digest !== undefined}
          onChange={(on) => change({ digests: on ? [freshDigest] : [] })}
          label="A claim holds a digest of the body"
          hint="Without one, the token says nothing of the body."
        />
      </div>
      {digest && (
        <>
          <Field label="Claim">
            <TextInput
              wire
              value={digest.claim}
              onChange={(event) => setDigest({ claim: event.target.value })}
            />
          </Field>
          <Field label="Hash">
            <Select value={digest.hash} options={named(hashNames)} onChange={(hash) => setDigest({ hash })} />
          </Field>
          <Field label="Digest’s encoding">
            <Select
              value={digest.encoding}
              options={encodingOptions}
              onChange={(encoding) => setDigest({ encoding })}
            />
          </Field>
        </>
      )}
      <Field label="Rejected when older than" hint="By iat, where it is there.">
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
