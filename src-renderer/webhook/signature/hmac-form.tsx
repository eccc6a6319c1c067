import { hashNames } from '#core/bytes/crypto.ts';
import { HmacScheme, KeyFormat, SignatureEncoding, TimestampUnit } from '#core/signing/schemes/scheme.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Field } from '#renderer/ui/field.tsx';
import { NumberInput } from '#renderer/ui/number-inputs.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { TextInput } from '#renderer/ui/text-input.tsx';

interface Props {
  /** Null where the value is another kind of scheme. */
  scheme: HmacScheme | null;
  onChange(scheme: HmacScheme): void;
}

const plain = <V extends string>(values: readonly V[]) => values.map((value) => ({ value, label: value }));

const keyWords: Record<KeyFormat, string> = {
  utf8: 'The secret’s text',
  base64: 'The secret decoded from base64',
  hex: 'The secret decoded from hex',
  'whsec-base64': 'whsec_ taken off, then base64',
  'sha1-of-utf8': 'SHA-1 of the secret’s text',
  'sha256-of-utf8': 'SHA-256 of the secret’s text',
  'sha256-hex-of-utf8': 'SHA-256 of the secret’s text, as hex digits',
  'utf8-nfkd': 'The secret’s text in NFKD',
};

const starter = () =>
  HmacScheme.parse({
    kind: 'hmac',
    signature: { at: { in: 'header', name: 'X-Signature-256' }, format: 'sha256={signature}' },
  });

type TimestampAt = 'none' | 'signature' | 'header';

const timestampAt = ({ timestamp }: HmacScheme): TimestampAt => {
  if (!timestamp) return 'none';
  return timestamp.at.in === 'signature' ? 'signature' : 'header';
};

/** The usual kind of scheme, field by field. Rarer parts (ids, nonces, other places) are in the JSON. */
export function HmacForm({ scheme, onChange }: Props) {
  if (!scheme) {
    return (
      <div className="flex items-center gap-3 text-soft">
        This scheme is of another kind; edit it as JSON, or begin with an HMAC.
        <Button className="ml-auto" onClick={() => onChange(starter())}>
          Begin with an HMAC
        </Button>
      </div>
    );
  }
  const { signature, timestamp } = scheme;
  const change = (part: Partial<HmacScheme>) => onChange({ ...scheme, ...part });
  const headerName = signature.at.in === 'header' ? signature.at.name : '';

  const setTimestampAt = (at: TimestampAt) => {
    if (at === 'none') return change({ timestamp: undefined });
    const rest = timestamp ?? { unit: 'unix-seconds' as const, toleranceSeconds: 300, refuseFuture: true };
    change({
      timestamp: {
        ...rest,
        at: at === 'signature' ? { in: 'signature' } : { in: 'header', name: 'X-Timestamp' },
      },
    });
  };

  return (
    <div className="grid grid-cols-2 gap-3">
      <Field label="Signature’s header">
        <TextInput
          wire
          value={headerName}
          onChange={(event) =>
            change({ signature: { ...signature, at: { in: 'header', name: event.target.value } } })
          }
        />
      </Field>
      <Field label="Its form">
        <TextInput
          wire
          value={signature.format}
          onChange={(event) => change({ signature: { ...signature, format: event.target.value } })}
        />
      </Field>
      <Field
        label="Signed content"
        hint="{body} {timestamp} {id} {url} {method} {header:Name} …"
        className="col-span-2"
      >
        <TextInput
          wire
          value={scheme.signedContent}
          onChange={(event) => change({ signedContent: event.target.value })}
        />
      </Field>
      <Field label="Hash">
        <Select value={scheme.hash} options={plain(hashNames)} onChange={(hash) => change({ hash })} />
      </Field>
      <Field label="Encoding">
        <Select
          value={scheme.encoding}
          options={plain(SignatureEncoding.options)}
          onChange={(encoding) => change({ encoding })}
        />
      </Field>
      <Field label="Key" className="col-span-2">
        <Select
          value={scheme.key}
          options={KeyFormat.options.map((value) => ({ value, label: keyWords[value] }))}
          onChange={(key) => change({ key })}
        />
      </Field>
      <Field label="Timestamp">
        <Select
          value={timestampAt(scheme)}
          options={[
            { value: 'none', label: 'None' },
            { value: 'signature', label: 'Inside the signature’s header' },
            { value: 'header', label: 'In a header of its own' },
          ]}
          onChange={setTimestampAt}
        />
      </Field>
      {timestamp?.at.in === 'header' && (
        <Field label="Timestamp’s header">
          <TextInput
            wire
            value={timestamp.at.name}
            onChange={(event) =>
              change({ timestamp: { ...timestamp, at: { in: 'header', name: event.target.value } } })
            }
          />
        </Field>
      )}
      {timestamp && (
        <>
          <Field label="Unit">
            <Select
              value={timestamp.unit}
              options={plain(TimestampUnit.options)}
              onChange={(unit) => change({ timestamp: { ...timestamp, unit } })}
            />
          </Field>
          <Field label="Rejected when older than">
            <NumberInput
              optional
              suffix="seconds"
              placeholder="no bound"
              value={timestamp.toleranceSeconds}
              onChange={(toleranceSeconds) => change({ timestamp: { ...timestamp, toleranceSeconds } })}
            />
          </Field>
        </>
      )}
    </div>
  );
}
