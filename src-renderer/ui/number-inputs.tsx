import { type ReactNode, useEffect, useState } from 'react';
import { parseDurationMs, writeDuration } from '#core/numbers/duration.ts';
import { cx } from './cx.ts';
import { TextInput } from './text-input.tsx';

interface ParsedInputProps<T> {
  value: T;
  parse(text: string): T | undefined;
  write(value: T): string;
  /** Called for each text that can be read; what can't be read is kept in the field and marked. */
  onChange(value: T): void;
  label?: string | undefined;
  placeholder?: string | undefined;
  suffix?: ReactNode;
  disabled?: boolean | undefined;
  className?: string | undefined;
}

/** A text field over a value of another kind: the text is the user's until it reads as something else. */
function ParsedInput<T>(props: ParsedInputProps<T>) {
  const { value, parse, write, onChange, label, placeholder, suffix, disabled, className } = props;
  const [text, setText] = useState(() => write(value));
  const readable = parse(text);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new value from outside replaces what is being typed
  useEffect(() => {
    setText((old) => (Object.is(parse(old), value) ? old : write(value)));
  }, [value]);
  return (
    <div className={cx('relative', className)}>
      <TextInput
        {...(label ? { 'aria-label': label } : {})}
        {...(placeholder ? { placeholder } : {})}
        {...(disabled ? { disabled } : {})}
        {...(readable === undefined ? { 'aria-invalid': true } : {})}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          const parsed = parse(event.target.value);
          if (parsed !== undefined && !Object.is(parsed, value)) onChange(parsed);
        }}
        onBlur={() => setText(readable === undefined ? write(value) : write(readable))}
        className={cx('tabular-nums', suffix ? 'pr-14' : '')}
      />
      {suffix && (
        <span
          aria-hidden
          className="pointer-events-none absolute inset-y-0 right-2 grid place-items-center text-xs text-faint"
        >
          {suffix}
        </span>
      )}
    </div>
  );
}

export interface NumberInputProps {
  value: number | null;
  onChange(value: number | null): void;
  /** Whether the field may be empty. */
  optional?: boolean;
  label?: string;
  placeholder?: string;
  /** The unit, inside the field at the right. */
  suffix?: ReactNode;
  disabled?: boolean;
  className?: string;
}

/** A number, or null where it may be left empty. */
export function NumberInput({ optional = false, ...rest }: NumberInputProps) {
  const parse = (text: string) => {
    const trimmed = text.replaceAll(/[,\s_]/g, '');
    if (trimmed === '') return optional ? null : undefined;
    return /^-?\d+(\.\d+)?$/.test(trimmed) ? Number(trimmed) : undefined;
  };
  return <ParsedInput {...rest} parse={parse} write={(value) => (value === null ? '' : String(value))} />;
}

export interface DurationInputProps {
  /** Milliseconds. */
  valueMs: number | null;
  onChange(valueMs: number | null): void;
  optional?: boolean;
  label?: string;
  placeholder?: string;
  disabled?: boolean;
  className?: string;
}

/** A span of time as people write it: `30 s`, `5 min`, `1 h 30 min`. */
export function DurationInput({ valueMs, optional = false, ...rest }: DurationInputProps) {
  const parse = (text: string) => {
    if (text.trim() === '') return optional ? null : undefined;
    return parseDurationMs(text, 's') ?? undefined;
  };
  return (
    <ParsedInput
      {...rest}
      value={valueMs}
      parse={parse}
      write={(value) => (value === null ? '' : writeDuration(value))}
    />
  );
}
