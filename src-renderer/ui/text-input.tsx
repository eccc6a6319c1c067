import type { ComponentPropsWithRef } from 'react';
import { cx } from './cx.ts';
import { useField } from './field.tsx';
import { useExactText } from './text/use-exact-text.ts';

const box =
  'w-full rounded-md border border-line bg-bg text-text transition-colors hover:border-line-strong focus-visible:border-accent focus-visible:outline-1 focus-visible:outline-offset-0 aria-invalid:border-bad disabled:opacity-60';

export interface TextInputProps extends ComponentPropsWithRef<'input'> {
  /** For what goes on the wire: monospace, no spelling help. */
  wire?: boolean;
}

/** One line of text. */
export function TextInput({ wire = false, className, ...rest }: TextInputProps) {
  return (
    <input
      type="text"
      autoComplete="off"
      spellCheck={!wire}
      {...useField()}
      {...rest}
      className={cx(box, 'h-[30px] px-2', wire ? 'wire' : 'text-sm', className)}
    />
  );
}

export interface TextAreaProps extends ComponentPropsWithRef<'textarea'> {
  wire?: boolean;
}

/** Several lines of text. */
export function TextArea({ wire = false, className, ...rest }: TextAreaProps) {
  return (
    <textarea
      autoComplete="off"
      spellCheck={!wire}
      rows={4}
      {...useField()}
      {...rest}
      className={cx(box, 'resize-y px-2 py-1.5', wire ? 'wire leading-[18px]' : 'text-sm', className)}
    />
  );
}

export interface ExactTextAreaProps extends Omit<TextAreaProps, 'value' | 'onChange' | 'onPaste'> {
  value: string;
  onText(text: string): void;
}

/** Several lines of text whose bytes count: line ends stay as they were pasted. */
export function ExactTextArea({ value, onText, ...rest }: ExactTextAreaProps) {
  return <TextArea {...rest} {...useExactText(value, onText)} />;
}
