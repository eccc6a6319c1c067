import { type ReactNode, useEffect, useState } from 'react';
import { RawHeaders } from '#core/http/headers.ts';
import { StatusSet, statusSetProblem } from '#core/retry/status-set.ts';
import { Field } from '#renderer/ui/field.tsx';
import { TextArea, TextInput } from '#renderer/ui/text-input.tsx';

interface TextFieldProps {
  label: string;
  hint?: ReactNode;
  placeholder?: string;
  className?: string;
}

/** A set of statuses as people write it; empty is none. What can't be read stays in the field, with what is wrong. */
export function StatusField(
  props: TextFieldProps & { value: string | undefined; onChange(value: string | undefined): void },
) {
  const { label, hint, placeholder = 'none', className, value, onChange } = props;
  const [text, setText] = useState(value ?? '');
  useEffect(() => {
    setText((old) => ((old.trim() || undefined) === value ? old : (value ?? '')));
  }, [value]);
  const problem =
    text.trim() === ''
      ? null
      : StatusSet.safeParse(text).success
        ? statusSetProblem(text)
        : 'A list such as 200-299,304 or 400-499,!429';
  return (
    <Field label={label} hint={hint} error={problem} className={className}>
      <TextInput
        wire
        value={text}
        placeholder={placeholder}
        onChange={({ target }) => {
          setText(target.value);
          const written = target.value.trim();
          if (written === '') onChange(undefined);
          else if (StatusSet.safeParse(written).success && statusSetProblem(written) === null)
            onChange(written);
        }}
      />
    </Field>
  );
}

/** `Name: value` lines as pairs, a name alone with null; null where a line is neither. */
export function readHeaderLines(text: string): [string, string | null][] | null {
  const pairs = text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line): [string, string | null] => {
      const colon = line.indexOf(':');
      return colon < 0 ? [line, null] : [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
    });
  const readable = RawHeaders.safeParse(pairs.map(([name, value]) => [name, value ?? '']));
  return readable.success && pairs.every(([name]) => /^[!#$%&'*+.^_`|~\w-]+$/.test(name)) ? pairs : null;
}

/** Headers, one a line. */
export function HeaderLinesField(
  props: TextFieldProps & {
    value: readonly (readonly [string, string | null])[];
    onChange(value: [string, string | null][]): void;
  },
) {
  const { label, hint, placeholder, className, value, onChange } = props;
  const [text, setText] = useState(() =>
    value.map(([name, content]) => (content === null ? name : `${name}: ${content}`)).join('\n'),
  );
  const isReadable = readHeaderLines(text) !== null;
  return (
    <Field
      label={label}
      hint={hint}
      className={className}
      error={isReadable ? null : 'A header a line, such as X-Slack-No-Retry: 1'}
    >
      <TextArea
        wire
        rows={2}
        value={text}
        placeholder={placeholder}
        onChange={({ target }) => {
          setText(target.value);
          const pairs = readHeaderLines(target.value);
          if (pairs) onChange(pairs);
        }}
      />
    </Field>
  );
}
