import type { Scheme } from '#core/signing/schemes/scheme.ts';
import { schemeInWords } from '#core/signing/schemes/scheme-prose.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Field } from '#renderer/ui/field.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { TextInput } from '#renderer/ui/text-input.tsx';
import { AsymmetricForm } from './asymmetric-form.tsx';
import { HmacForm } from './hmac-form.tsx';
import { HttpSignatureForm } from './http-signature-form.tsx';
import { JwtForm } from './jwt-form.tsx';
import { type FormKind, kindOptions, starterOf } from './scheme-starters.ts';

interface Props {
  /** Null where there is none yet, or what there is can't be read. */
  scheme: Scheme | null;
  onChange(scheme: Scheme): void;
}

/** A scheme as a form, whatever its kind, with what it does in words. */
export function SchemeForm({ scheme, onChange }: Props) {
  if (!scheme || scheme.kind === 'strategy') {
    return (
      <div className="flex items-center gap-3 text-soft">
        {scheme
          ? 'This scheme is a way of the provider’s own; begin with one that has a form.'
          : 'There is no scheme yet, or it can’t be read; begin with an HMAC, or edit it as JSON.'}
        <Button className="ml-auto" onClick={() => onChange(starterOf('hmac'))}>
          Begin with an HMAC
        </Button>
      </div>
    );
  }
  return (
    <div className="grid grid-cols-2 items-start gap-3">
      <Field label="Kind" className="col-span-2">
        <Select<FormKind>
          value={scheme.kind}
          options={kindOptions}
          onChange={(kind) => kind !== scheme.kind && onChange(starterOf(kind))}
        />
      </Field>
      <KindFields scheme={scheme} onChange={onChange} />
      <div className="col-span-2 grid gap-1 border-t pt-2.5 text-xs text-soft">
        <p className="eyebrow">In words</p>
        {schemeInWords(scheme).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
    </div>
  );
}

function KindFields({ scheme, onChange }: { scheme: Scheme; onChange(scheme: Scheme): void }) {
  switch (scheme.kind) {
    case 'hmac':
      return <HmacForm scheme={scheme} onChange={onChange} />;
    case 'asymmetric':
      return <AsymmetricForm scheme={scheme} onChange={onChange} />;
    case 'jwt':
      return <JwtForm scheme={scheme} onChange={onChange} />;
    case 'http-signature':
      return <HttpSignatureForm scheme={scheme} onChange={onChange} />;
    case 'static-token':
      return (
        <>
          <Field label="Secret’s header">
            <TextInput
              wire
              value={scheme.header}
              onChange={(event) => onChange({ ...scheme, header: event.target.value })}
            />
          </Field>
          <Field label="Its form" hint="Around {secret}.">
            <TextInput
              wire
              value={scheme.format}
              onChange={(event) => onChange({ ...scheme, format: event.target.value })}
            />
          </Field>
        </>
      );
    case 'payload-field':
      return (
        <Field label="JSON pointer" className="col-span-2" hint="Such as /payload/workspaceSecret.">
          <TextInput
            wire
            value={scheme.pointer}
            onChange={(event) => onChange({ ...scheme, pointer: event.target.value })}
          />
        </Field>
      );
    default:
      return null;
  }
}
