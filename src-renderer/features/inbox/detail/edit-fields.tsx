import { Field } from '#renderer/ui/field.tsx';
import { ExactTextArea, TextArea } from '#renderer/ui/text-input.tsx';
import { parseHeaders } from './replay-edit.ts';

export interface EditFieldsProps {
  /** `Name: value` lines. */
  headers: string;
  onHeaders(headers: string): void;
  /** Null: it can't be edited here, and goes as it is. */
  body: string | null;
  onBody(body: string): void;
}

/** A request's headers and body, to be changed by hand. */
export function EditFields({ headers, onHeaders, body, onBody }: EditFieldsProps) {
  const parsed = parseHeaders(headers);
  return (
    <>
      <Field
        label="Headers"
        hint="One a line, as Name: value."
        error={parsed.ok ? null : `Line ${parsed.line} is not Name: value.`}
      >
        <TextArea wire rows={6} value={headers} onChange={(event) => onHeaders(event.target.value)} />
      </Field>
      {body === null ? (
        <p className="text-xs text-faint">
          The body goes as it is: only text bodies that are here whole can be edited.
        </p>
      ) : (
        <Field label="Body">
          <ExactTextArea wire rows={9} value={body} onText={onBody} />
        </Field>
      )}
    </>
  );
}
